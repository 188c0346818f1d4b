import type { Episode } from '../../../src-preload/contract/index.ts'
import { allows } from '../../state/item-actions.ts'
import { episodeName, episodeStateText } from '../../state/item-text.ts'
import { episodeRemedy } from '../../state/remedy.ts'
import { selectOnly } from '../../state/selection.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { SectionTabs } from '../../ui/section-tabs.tsx'
import { Steady } from '../../ui/steady.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { CourseTab } from './course-tab.tsx'
import styles from './details.module.css'
import { EpisodeFacts } from './episode-facts.tsx'
import { ErrorFacts } from './error-facts.tsx'
import { FreshLink } from './fresh-link.tsx'
import { NetworkHelp } from './network-help.tsx'
import { SignInHelp } from './sign-in-help.tsx'
import { TransferTab } from './transfer-tab.tsx'

export function EpisodeDetails({ episode }: { readonly episode: Episode }) {
  const t = useText()
  const format = useFormat()
  const { commands } = useCore()
  const { id, jobId, index } = episode
  const state = episodeStateText(t, format, episode)
  const signIn = episodeRemedy(episode) === 'signIn' ? <SignInHelp jobId={jobId} episodeId={id} /> : null
  const item = { kind: 'episode', id, jobId, index } as const
  const network = episode.status === 'failed' ? <NetworkHelp error={episode.error} item={item} /> : null
  const retry = () => void commands.run('retry', selectOnly([item]))
  return (
    <>
      <h3 className={styles.title}>
        <bdi>{episodeName(episode)}</bdi>
      </h3>
      <p className={styles.state}>
        <ToneIcon tone={state.tone} />
        {state.text}
        {episode.progress !== null && <Steady className={styles.percent}>{format.percent(episode.progress)}</Steady>}
      </p>
      {episode.error === null ? (
        signIn !== null && <div className={styles.ways}>{signIn}</div>
      ) : (
        <ErrorFacts error={episode.error} onRetry={allows(episode, 'retry') ? retry : null} help={signIn ?? network} />
      )}
      {needsLink(episode) && <FreshLink key={id} episodeId={id} />}
      <SectionTabs
        of="panel"
        label={t('details:tab.label')}
        tabs={[
          { id: 'facts', name: t('details:tab.facts'), content: <EpisodeFacts key={id} episode={episode} /> },
          { id: 'course', name: t('details:tab.course'), content: <CourseTab key={id} episode={episode} /> },
          { id: 'transfer', name: t('details:tab.transfer'), content: <TransferTab key={id} episode={episode} /> },
        ]}
      />
    </>
  )
}

/** Whether another address may be what helps: it failed, or waits for help with its link. */
function needsLink({ status, waiting }: Episode): boolean {
  return status === 'failed' || waiting?.reason === 'link' || waiting?.reason === 'auth'
}
