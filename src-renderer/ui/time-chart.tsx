import { useEffect, useRef, useState } from 'react'
import './valid-language.ts'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { chartTones, onThemeChange, readChartColours } from './chart-colours.ts'
import { type ChartLook, type ChartSeries, chartOptions } from './chart-options.ts'
import { classNames } from './class-names.ts'
import { Steady } from './steady.tsx'
import styles from './time-chart.module.css'

export interface TimeChartProps {
  /** What it shows, and that in a sentence: whoever does not see the lines is told the same. */
  readonly label: string
  readonly summary: string
  /** Seconds since the epoch, ascending. */
  readonly times: readonly number[]
  /** As many as there were when it was first shown; a chart with others has another key. */
  readonly series: readonly ChartSeries[]
  /** Seconds since the epoch at both ends of the time axis. */
  readonly from: number
  readonly to: number
  /** Pixels. */
  readonly height?: number
  /** Pixels left for the values beside the axis. */
  readonly axisWidth?: number
  /** The axis of the values reaches at least so far. */
  readonly leastTop?: number
  readonly formatValue: (value: number) => string
  /** The values beside the axis; as the others where not given. */
  readonly formatTick?: (value: number) => string
  readonly formatTime: (seconds: number) => string
  /** The time below the pointer; as on the axis where not given. */
  readonly formatCursor?: (seconds: number) => string
}

/**
 * Lines over time, from zero upwards. It moves only as new values come, and has nothing that is animated: who wants less
 * motion sees the same. Below it stand the last values, or those under the pointer.
 */
export function TimeChart(props: TimeChartProps) {
  const { label, summary, times, series, height = 140, axisWidth = 72, leastTop = 1, formatValue } = props
  const frame = useRef<HTMLDivElement>(null)
  const swatches = useRef<HTMLSpanElement>(null)
  const chart = useRef<uPlot | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const latest = useRef(props)
  latest.current = props
  const kinds = series.map(({ label: name, tone, isFilled, isDashed }) => [name, tone, isFilled, isDashed].join('\n')).join('\n')

  // biome-ignore lint/correctness/useExhaustiveDependencies: values come by the effect below; only what the lines are makes another chart.
  useEffect(() => {
    const element = frame.current
    const worn = swatches.current
    if (element === null || worn === null) return
    // The shorthand is empty where a font has variants that it cannot say.
    const font = `11px ${getComputedStyle(element).fontFamily}`
    let colours = readChartColours(worn)
    const now = (): ChartLook => {
      const { from, to, formatTick, formatTime, formatValue: words } = latest.current
      return { colours, font, from, to, formatTime, formatValue: formatTick ?? words }
    }
    const made = new uPlot(
      chartOptions({
        width: Math.max(1, element.clientWidth),
        height,
        series: latest.current.series,
        leastTop,
        axisWidth,
        look: now,
        onCursor: setPointed,
      }),
      dataOf(latest.current),
      element,
    )
    chart.current = made
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== made.width) made.setSize({ width: element.clientWidth, height })
    })
    resized.observe(element)
    const endTheme = onThemeChange(() => {
      colours = readChartColours(worn)
      made.redraw(false, true)
    })
    return () => {
      endTheme()
      resized.disconnect()
      made.destroy()
      chart.current = null
    }
  }, [kinds, height, axisWidth, leastTop])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changed is in `latest`.
  useEffect(() => {
    chart.current?.setData(dataOf(latest.current))
  }, [times, series, props.from, props.to])

  const shown = pointed === null || pointed >= times.length ? times.length - 1 : pointed
  const at = times[shown]
  return (
    <div className={styles.chart}>
      <div role="img" aria-label={`${label}. ${summary}`}>
        <div ref={frame} className={styles.canvas} style={{ height }} aria-hidden />
      </div>
      <div className={styles.readings} aria-hidden>
        {series.map((line) => (
          <span key={line.label} className={styles.reading}>
            <span className={classNames(styles.key, styles[line.tone], line.isDashed === true && styles.isDashed)} />
            {line.label}
            <Steady className={styles.value}>{reading(line.values[shown], formatValue)}</Steady>
          </span>
        ))}
        {at !== undefined && <Steady className={styles.time}>{(props.formatCursor ?? props.formatTime)(at)}</Steady>}
      </div>
      <span ref={swatches} className={styles.swatches} aria-hidden>
        {chartTones.map((tone) => (
          <span key={tone} data-tone={tone} className={styles[tone]} />
        ))}
      </span>
    </div>
  )
}

const reading = (value: number | null | undefined, format: (value: number) => string) =>
  value === null || value === undefined ? '–' : format(value)

function dataOf({ times, series }: TimeChartProps): uPlot.AlignedData {
  return [[...times], ...series.map(({ values }) => [...values])]
}
