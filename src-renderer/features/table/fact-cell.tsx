import type { Row } from '../../../src-preload/contract/index.ts'
import { columnFacts } from '../../state/columns.ts'
import { type FactColumn, factText } from '../../state/fact-text.ts'
import { sessionOf } from '../../state/live-store.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Steady } from '../../ui/steady.tsx'
import styles from './table.module.css'

/** One fact about a job or an episode, as a column shows it; nothing where it has none. */
export function FactCell({ row, column }: { readonly row: Row; readonly column: FactColumn }) {
  const { now } = useCore()
  const t = useText()
  const format = useFormat()
  const owner = row.kind === 'job' ? row.job : null
  const queue = useLive(({ queues }) => queues.find(({ id }) => id === owner?.queueId))
  const session = useLive(sessionOf(owner?.sessionId ?? null))
  const names = { queue: queue === undefined ? '' : queueName(t, queue), session: session?.name ?? '' }
  const text = factText(t, format, row, column, { ...names, now: now() })
  if (columnFacts[column].isNumber) return <Steady>{text}</Steady>
  return (
    <span className={styles.clip} dir="auto" title={text}>
      {text}
    </span>
  )
}
