import type { Episode } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { EpisodeLog } from './episode-log.tsx'
import { Section } from './section.tsx'
import { SpeedChart } from './speed-chart.tsx'

/** How an episode went: its speed and what happened. */
export function CourseTab({ episode }: { readonly episode: Episode }) {
  const { details } = useCore()
  const t = useText()
  const { id, status } = episode
  return (
    <>
      <Section name={t('details:chart.label')}>
        <SpeedChart about={id} isRunning={status === 'downloading'} ask={() => details.episodeSpeeds(id)} />
      </Section>
      <Section name={t('details:log.label')}>
        <EpisodeLog episode={episode} />
      </Section>
    </>
  )
}
