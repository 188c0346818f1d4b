import { X } from 'lucide-react'
import { selectedCount } from '../../state/selection.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import styles from './details.module.css'
import { EpisodeDetails } from './episode-details.tsx'
import { JobDetails } from './job-details.tsx'

/** Everything about the row the keyboard stands on. */
export function DetailsPanel() {
  const { view } = useCore()
  const t = useText()
  const format = useFormat()
  const { ref, count } = useView((state) => ({
    ref: state.active?.ref ?? null,
    count: selectedCount(state.selection, state.shownJobs),
  }))
  const job = useLive((state) => (ref?.kind === 'job' ? state.jobs.get(ref.id) : undefined))
  const episode = useLive((state) => (ref?.kind === 'episode' ? state.episodes.get(ref.id) : undefined))
  return (
    <aside className={styles.panel} aria-label={t('details:label')}>
      <header className={styles.header}>
        <h2>{t('details:label')}</h2>
        <IconButton label={t('details:close')} icon={<X />} onPress={() => view.setState({ isDetailsOpen: false })} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may hold nothing else to focus, and must scroll by keyboard. */}
      <section className={styles.content} aria-label={t('details:label')} tabIndex={0}>
        {count > 1 && <p className={styles.hint}>{t('details:several', { count, formatted: format.count(count) })}</p>}
        {job !== undefined && <JobDetails key={job.id} job={job} />}
        {episode !== undefined && <EpisodeDetails episode={episode} />}
        {job === undefined && episode === undefined && <p className={styles.hint}>{t('details:nothing')}</p>}
      </section>
    </aside>
  )
}
