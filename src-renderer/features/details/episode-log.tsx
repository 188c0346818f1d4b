import { Copy } from 'lucide-react'
import type { Episode } from '../../../src-preload/contract/index.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { useTick } from '../../state/use-tick.ts'
import { Button } from '../../ui/button.tsx'
import { logText } from './log-text.ts'
import styles from './transfer.module.css'

const askAgainMs = 2_000

/** What happened to an episode, in sentences, newest last. */
export function EpisodeLog({ episode }: { readonly episode: Episode }) {
  const { commands, details, now } = useCore()
  const t = useText()
  const format = useFormat()
  const { id, status, waiting, attempts } = episode
  const tick = useTick(askAgainMs, status === 'downloading' || status === 'verifying')
  const about = [id, status, waiting?.reason, waiting?.until, attempts].join(' ')
  const entries = useAsked(() => details.log(id), about, tick)
  if (entries === null) return null
  if (entries.length === 0) return <p className={styles.nothing}>{t('details:log.empty')}</p>
  const shown = entries.map((entry) => ({ at: entry.at, text: logText(t, format, entry, now()) }))
  const copy = () => void commands.copy(shown.map(({ at, text }) => `${format.dateTime(at)}  ${text}`).join('\n'))
  return (
    <>
      <ol className={styles.log} aria-label={t('details:log.label')}>
        {shown.map(({ at, text }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added, and several may be of one moment.
          <li key={place}>
            <time dateTime={at} title={format.dateTime(at)}>
              {format.time(at)}
            </time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <Button className={styles.copy} icon={<Copy aria-hidden />} onPress={copy}>
        {t('details:log.copy')}
      </Button>
    </>
  )
}
