import uPlot from 'uplot'
import type { ChartColours, ChartTone } from './chart-colours.ts'

export interface ChartSeries {
  readonly label: string
  /** One for each time; null is a gap, which stays one. */
  readonly values: readonly (number | null)[]
  readonly tone: Exclude<ChartTone, 'line'>
  /** Whether the space below the line is filled. */
  readonly isFilled?: boolean
  /** Two lines are told apart by more than their colours. */
  readonly isDashed?: boolean
}

/** What a chart looks like; read anew at each drawing, so that it may change without making the chart anew. */
export interface ChartLook {
  readonly colours: ChartColours
  readonly font: string
  /** Seconds since the epoch at both ends. */
  readonly from: number
  readonly to: number
  readonly formatValue: (value: number) => string
  readonly formatTime: (seconds: number) => string
}

/** The highest value of the axis: what is shown keeps a little air, and a chart of nothing but zeros has a height. */
export function chartTop(highest: number | null, least: number): number {
  return Math.max(least, (highest ?? 0) * 1.08)
}

/** The options of uPlot for lines over time from zero upwards. `onCursor` is given the place in the data, or null. */
export function chartOptions(setup: {
  readonly width: number
  readonly height: number
  readonly series: readonly Pick<ChartSeries, 'label' | 'tone' | 'isFilled' | 'isDashed'>[]
  /** The axis reaches at least so far. */
  readonly leastTop: number
  readonly axisWidth: number
  readonly look: () => ChartLook
  readonly onCursor: (index: number | null) => void
}): uPlot.Options {
  const { look } = setup
  const axis = {
    stroke: () => look().colours.soft,
    grid: { stroke: () => look().colours.line, width: 1 },
    ticks: { show: false },
    font: look().font,
  }
  return {
    width: setup.width,
    height: setup.height,
    padding: [6, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: true, range: () => [look().from, look().to] },
      y: { range: (_chart, _low, high) => [0, chartTop(high, setup.leastTop)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22,
        gap: 4,
        space: 70,
        values: (chart, splits) => splits.map((at) => wholeLabel(chart, at, look().formatTime(at))),
      },
      {
        ...axis,
        size: setup.axisWidth,
        gap: 6,
        space: 34,
        values: (_chart, splits) => splits.map((value) => look().formatValue(value)),
      },
    ],
    series: [
      {},
      ...setup.series.map(
        ({ label, tone, isFilled, isDashed }): uPlot.Series => ({
          label,
          stroke: () => look().colours[tone],
          width: 1.5,
          ...(isDashed === true && { dash: [5, 3] }),
          ...(isFilled === true && { fill: () => faded(look().colours[tone]) }),
          spanGaps: false,
          points: { show: false },
        }),
      ),
    ],
    hooks: { setCursor: [(chart) => setup.onCursor(chart.cursor.idx ?? null)] },
  }
}

/** What stands at a time of the axis; nothing where the chart's end would cut it. */
function wholeLabel(chart: uPlot, at: number, text: string): string {
  const half = chart.ctx.measureText(text).width / uPlot.pxRatio / 2
  const middle = chart.bbox.left / uPlot.pxRatio + chart.valToPos(at, 'x')
  return middle - half < 0 || middle + half > chart.width ? '' : text
}

const faded = (colour: string) => `color-mix(in oklab, ${colour} 16%, transparent)`
