import type { Episode } from '../../../src-preload/contract/index.ts'
import { withoutCredentials } from '../../../src-preload/contract/shown-address.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { ChecksumFact } from './checksum-fact.tsx'
import styles from './details.module.css'
import { etaText } from './eta-text.ts'
import { Fact } from './fact.tsx'
import { HostFacts } from './host-facts.tsx'
import { SegmentMap } from './segment-map.tsx'
import { sizeText } from './size-text.ts'
import { useTransfer } from './use-transfer.ts'

/** What is known of an episode, and which parts of its file are here. */
export function EpisodeFacts({ episode }: { readonly episode: Episode }) {
  const t = useText()
  const format = useFormat()
  const transfer = useTransfer(episode)
  const isRunning = episode.status === 'downloading'
  const address = withoutCredentials(episode.url)
  return (
    <>
      <SegmentMap episode={episode} transfer={transfer} />
      <dl className={styles.facts}>
        <Fact name={t('details:size')}>{sizeText(t, format, episode)}</Fact>
        <Fact name={t('details:speed')}>{isRunning ? format.speed(episode.speed) : null}</Fact>
        <Fact name={t('details:eta')}>{isRunning ? etaText(format, episode.etaSeconds) : null}</Fact>
        <Fact name={t('details:connections')}>{isRunning ? format.count(episode.connections) : null}</Fact>
        <Fact name={t('details:attempts')}>{episode.attempts > 0 ? format.count(episode.attempts) : null}</Fact>
        <Fact name={t('details:laterRetries')}>{episode.laterRetries > 0 ? format.count(episode.laterRetries) : null}</Fact>
        <Fact name={t('details:retryAt')}>{episode.retryAt === null ? null : format.dateTime(episode.retryAt)}</Fact>
        <Fact name={t('details:path')} isLong>
          {episode.path}
        </Fact>
        <Fact name={t('details:address')} isLong>
          <span className={styles.address} title={address}>
            {address}
          </span>
        </Fact>
        <Fact name={t('details:mirrors')} isLong>
          {episode.mirrors.length === 0 ? null : episode.mirrors.map(withoutCredentials).join('\n')}
        </Fact>
        <HostFacts episode={episode} />
        <ChecksumFact checksum={episode.checksum} from={transfer?.digestFrom ?? null} />
        <Fact name={t('details:finished')}>
          {episode.status !== 'completed' || episode.finishedAt === null ? null : format.dateTime(episode.finishedAt)}
        </Fact>
      </dl>
    </>
  )
}
