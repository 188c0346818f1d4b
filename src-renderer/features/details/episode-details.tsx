import type { Episode } from '../../../src-preload/contract/index.ts'
import { withoutCredentials } from '../../../src-preload/contract/shown-address.ts'
import { allows } from '../../state/item-actions.ts'
import { episodeName, episodeStateText } from '../../state/item-text.ts'
import { episodeRemedy } from '../../state/remedy.ts'
import { selectOnly } from '../../state/selection.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Steady } from '../../ui/steady.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import styles from './details.module.css'
import { ErrorFacts } from './error-facts.tsx'
import { etaText } from './eta-text.ts'
import { Fact } from './fact.tsx'
import { FreshLink } from './fresh-link.tsx'
import { HostFacts } from './host-facts.tsx'
import { NetworkHelp } from './network-help.tsx'
import { SegmentBar } from './segment-bar.tsx'
import { SignInHelp } from './sign-in-help.tsx'
import { sizeText } from './size-text.ts'

export function EpisodeDetails({ episode }: { readonly episode: Episode }) {
  const t = useText()
  const format = useFormat()
  const { commands } = useCore()
  const state = episodeStateText(t, format, episode)
  const isRunning = episode.status === 'downloading'
  const address = withoutCredentials(episode.url)
  const signIn = episodeRemedy(episode) === 'signIn' ? <SignInHelp jobId={episode.jobId} episodeId={episode.id} /> : null
  const item = { kind: 'episode', id: episode.id, jobId: episode.jobId, index: episode.index } as const
  const network = episode.status === 'failed' ? <NetworkHelp error={episode.error} item={item} /> : null
  const retry = () =>
    void commands.run('retry', selectOnly([{ kind: 'episode', id: episode.id, jobId: episode.jobId, index: episode.index }]))
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
      <SegmentBar episode={episode} />
      {episode.error === null ? (
        signIn !== null && <div className={styles.ways}>{signIn}</div>
      ) : (
        <ErrorFacts error={episode.error} onRetry={allows(episode, 'retry') ? retry : null} help={signIn ?? network} />
      )}
      {needsLink(episode) && <FreshLink key={episode.id} episodeId={episode.id} />}
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
        <ChecksumFact checksum={episode.checksum} />
        <Fact name={t('details:finished')}>
          {episode.status !== 'completed' || episode.finishedAt === null ? null : format.dateTime(episode.finishedAt)}
        </Fact>
      </dl>
    </>
  )
}

/** Whether another address may be what helps: it failed, or waits for help with its link. */
function needsLink({ status, waiting }: Episode): boolean {
  return status === 'failed' || waiting?.reason === 'link' || waiting?.reason === 'auth'
}

function ChecksumFact({ checksum }: { readonly checksum: Episode['checksum'] }) {
  const t = useText()
  if (checksum === null) return null
  const verdict =
    checksum.matches === null
      ? t('details:checksumPending')
      : checksum.matches
        ? t('details:checksumMatches')
        : t('details:checksumDiffers')
  return (
    <Fact name={t('details:checksum')} isLong>
      <span className={checksum.matches === false ? styles.bad : undefined}>
        {checksum.algorithm.toUpperCase()}: {verdict}
      </span>
      {checksum.expected !== null && (
        <span className={styles.code}>{t('details:checksumExpected', { value: checksum.expected })}</span>
      )}
      {checksum.actual !== null && checksum.matches === false && (
        <span className={styles.code}>{t('details:checksumActual', { value: checksum.actual })}</span>
      )}
    </Fact>
  )
}
