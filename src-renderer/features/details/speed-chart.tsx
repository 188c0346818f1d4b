import type { Speeds } from '../../../src-preload/contract/index.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { useTick } from '../../state/use-tick.ts'
import { classNames } from '../../ui/class-names.ts'
import { TimeChart } from '../../ui/time-chart.tsx'
import { chartFigures, chartSpan } from './chart-span.ts'
import styles from './transfer.module.css'

const askAgainMs = 2_500
const height = 128

interface SpeedChartProps {
  /** What it is of; another item has a chart of its own. */
  readonly about: string
  readonly isRunning: boolean
  readonly ask: () => Promise<Speeds | null>
}

/** Speed over time, live, up to the last hour. */
export function SpeedChart({ about, isRunning, ask }: SpeedChartProps) {
  const { now } = useCore()
  const t = useText()
  const format = useFormat()
  const tick = useTick(askAgainMs, isRunning)
  const speeds = useAsked(ask, `${about} ${isRunning}`, tick)
  const figures = speeds === null ? null : chartFigures(speeds)
  if (speeds === null || figures === null) {
    return (
      <div className={classNames(styles.noChart, isRunning && styles.isComing)}>
        <p>{speeds !== null && (isRunning ? t('details:chart.soon') : t('details:chart.none'))}</p>
      </div>
    )
  }
  const summary = t('details:chart.summary', { mean: format.speed(figures.mean), highest: format.speed(figures.highest) })
  return (
    <>
      <TimeChart
        label={t('details:chart.label')}
        summary={summary}
        times={speeds.times}
        series={[{ label: t('details:speed'), values: speeds.speeds, tone: 'accent', isFilled: true }]}
        {...chartSpan(speeds, now() / 1_000)}
        height={height}
        axisWidth={62}
        leastTop={10_000}
        formatValue={format.speed}
        formatTick={(value) => (value === 0 ? format.count(0) : format.chosenSpeed(value))}
        formatTime={(seconds) => format.moment(new Date(seconds * 1_000).toISOString(), now())}
        formatCursor={(seconds) => format.time(new Date(seconds * 1_000).toISOString())}
      />
      <p className={styles.summary}>{summary}</p>
    </>
  )
}
