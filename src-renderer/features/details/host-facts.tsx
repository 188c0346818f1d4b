import { RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Episode, HostFacts as Facts } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import styles from './details.module.css'
import { Fact } from './fact.tsx'
import { hostLines } from './host-lines.ts'

/** What was learnt of the server an episode comes from, and how it is treated now; nothing where nothing is known. */
export function HostFacts({ episode }: { readonly episode: Episode }) {
  const { askHost, report } = useCore()
  const t = useText()
  const format = useFormat()
  const name = URL.parse(episode.url)?.host ?? ''
  const [host, setHost] = useState<Facts | null>(null)
  const { status, waiting } = episode
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known changes with what happens to the episode.
  useEffect(() => {
    let isCurrent = true
    void askHost(name).then((answer) => {
      if (isCurrent) setHost(answer)
    })
    return () => {
      isCurrent = false
    }
  }, [askHost, name, status, waiting?.reason])
  if (host === null || host.host !== name) return null
  const lines = hostLines(t, format, host)
  return (
    <Fact name={t('details:host.label')} isLong>
      <div>{lines.join('\n')}</div>
      {host.failed > 0 && (
        <Button
          className={styles.retry}
          icon={<RotateCcw aria-hidden />}
          onPress={() => void report.retryFailures({ host: name })}
        >
          {t('report:failures.atHost', { count: host.failed, formatted: format.count(host.failed) })}
        </Button>
      )}
    </Fact>
  )
}
