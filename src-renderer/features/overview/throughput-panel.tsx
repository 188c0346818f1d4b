import { type Throughput, throughputSpans } from '../../../src-preload/contract/index.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { useTick } from '../../state/use-tick.ts'
import type { Format } from '../../ui/format/index.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { TimeChart } from '../../ui/time-chart.tsx'
import styles from './overview.module.css'
import { Panel } from './panel.tsx'
import { throughputLine } from './throughput-series.ts'

/** A step of the last hour is ten seconds. */
const askMs = 5_000
const chartHeight = 168

/** How much came over time. */
export function ThroughputPanel() {
  const { overview, view } = useCore()
  const t = useText()
  const format = useFormat()
  const span = useView((state) => state.overview.span)
  const tick = useTick(askMs)
  const answer = useAsked(() => overview.throughput(span), span, tick)
  const found = answer?.span === span ? answer : null
  return (
    <Panel
      id="throughput"
      title={t('overview:throughput.title')}
      action={
        <Segmented
          label={t('overview:throughput.span')}
          isLabelHidden
          value={span}
          options={throughputSpans.map((value) => ({ value, label: t(`overview:throughput.${value}`) }))}
          onChange={(value) => view.setState({ overview: { ...view.getState().overview, span: value } })}
        />
      }
    >
      <div className={styles.chart}>{found !== null && <Chart answer={found} t={t} format={format} />}</div>
    </Panel>
  )
}

function Chart({ answer, t, format }: { answer: Throughput; t: ReturnType<typeof useText>; format: Format }) {
  const { times, speeds, from, to, bytes, peak } = throughputLine(answer)
  const facts = { bytes: format.bytes(bytes), peak: format.speed(peak) }
  return (
    <>
      <TimeChart
        key={answer.span}
        label={t('overview:throughput.title')}
        summary={t('overview:throughput.summary', { span: t(`overview:throughput.${answer.span}`), ...facts })}
        times={times}
        series={[{ label: t('overview:throughput.line'), values: speeds, tone: 'accent', isFilled: true }]}
        from={from}
        to={to}
        height={chartHeight}
        leastTop={100_000}
        formatValue={format.speed}
        formatTick={(speed) => (speed === 0 ? format.count(0) : format.chosenSpeed(speed))}
        formatTime={axisTime(format.locale, answer.span)}
        formatCursor={(seconds) => format.moment(new Date(seconds * 1_000).toISOString(), Date.now())}
      />
      <p className={styles.chartNote} aria-hidden>
        {t('overview:throughput.note', facts)}
      </p>
    </>
  )
}

/** Times of day; from a week on the days, with a time where it stands between them. */
function axisTime(locale: string, span: Throughput['span']): (seconds: number) => string {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  if (span === 'hour' || span === 'day') return (seconds) => time.format(seconds * 1_000)
  const day = new Intl.DateTimeFormat(locale, span === 'week' ? { weekday: 'short' } : { day: 'numeric', month: 'short' })
  return (seconds) => {
    const date = new Date(seconds * 1_000)
    return (date.getHours() === 0 ? day : time).format(date)
  }
}
