import type { Job } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Section } from './section.tsx'
import styles from './transfer.module.css'

/** Why episodes of a job failed, where it was not one reason alone that stands above already. */
export function JobFailures({ job }: { readonly job: Job }) {
  const { details } = useCore()
  const t = useText()
  const format = useFormat()
  const failures = useAsked(() => details.failures(job.id), job.id, job.episodesFailed)
  if (failures === null || failures.groups.length < 2) return null
  return (
    <Section name={t('details:failures')}>
      <ul className={styles.mirrors}>
        {failures.groups.map(({ code, httpStatus, episodes, host }) => (
          <li key={`${code} ${httpStatus}`} className={styles.mirrorHead}>
            <span>{episodeErrorText(t, { code, params: { status: httpStatus, host } }).what}</span>
            <span className={styles.dropped}>{format.count(episodes)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
