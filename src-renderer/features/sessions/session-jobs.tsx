import type { Session } from '../../../src-preload/contract/index.ts'
import { jobStateText } from '../../state/item-text.ts'
import { showPlace } from '../../state/show-job.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { jobsText } from './session-text.ts'
import styles from './sessions.module.css'

/** The first jobs that use a session, and the way to all of them in the list. */
export function SessionJobs({ session }: { readonly session: Session }) {
  const core = useCore()
  const t = useText()
  const format = useFormat()
  const { id, jobs, openJobs } = session
  const first = useAsked(() => core.sessions.firstJobs(id), id, jobs * 31 + openJobs)
  if (jobs === 0) return null
  const show = (place: number) => showPlace(core, { sessionId: id }, place)
  return (
    <section className={styles.part} aria-label={t('sessions:jobs.title')}>
      <h3>{t('sessions:jobs.title')}</h3>
      <ul className={styles.jobs}>
        {first?.map((job, place) => {
          const state = jobStateText(t, format, job)
          return (
            <li key={job.id}>
              <LinkButton title={job.title} isClipped onPress={() => show(place)}>
                <bdi>{job.title}</bdi>
              </LinkButton>
              <span className={styles.jobState}>
                <ToneIcon tone={state.tone} />
                {state.text}
              </span>
            </li>
          )
        })}
      </ul>
      {first !== null && first.length < jobs && (
        <div className={styles.actions}>
          <Button onPress={() => show(0)}>{t('sessions:jobs.showAll', { jobs: jobsText(t, format, session) })}</Button>
        </div>
      )}
    </section>
  )
}
