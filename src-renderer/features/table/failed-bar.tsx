import { RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { failuresOfView } from '../../state/report-commands.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'

/** Jobs come and go faster than a number can be read. */
const askPauseMs = 300

/** Above the view of what failed: how many episodes that are, and the one press that queues all of them again. */
export function FailedBar() {
  const isFailedView = useView((state) => state.query.view === 'failed')
  return isFailedView ? <Failures /> : null
}

function Failures() {
  const { report, rowActions } = useCore()
  const t = useText()
  const format = useFormat()
  const query = useView((state) => state.query)
  const failed = useLive((state) => state.stats?.episodes.failed ?? 0)
  const [shown, setShown] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of failures is another answer.
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => {
      void report.failures(failuresOfView(query)).then((answer) => {
        if (!isOver && answer !== null) setShown(answer.total)
      })
    }, askPauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [report, query, failed])
  if (shown === 0) return null
  const counted = { count: shown, formatted: format.count(shown) }
  return (
    <Bar tone="bad" text={t('report:failures.bar', counted)}>
      <Button icon={<RotateCcw aria-hidden />} onPress={() => rowActions.retryFailed()}>
        {t('report:failures.retryAll', counted)}
      </Button>
    </Bar>
  )
}
