import { expect, test } from 'vitest'
import { chartOptions, chartTop } from '../../../src-renderer/ui/chart-options.ts'

const colours = { accent: 'a', good: 'g', warn: 'w', bad: 'b', soft: 's', line: 'l' }

test('a chart of nothing but zeros keeps a height, and a highest value keeps air above it', () => {
  expect(chartTop(null, 1_000)).toBe(1_000)
  expect(chartTop(0, 1_000)).toBe(1_000)
  expect(chartTop(5_000, 1_000)).toBeCloseTo(5_400)
})

test('gaps stay gaps, dashes tell lines apart, and colours are asked for at each drawing', () => {
  const look = { colours, font: '12px x', from: 0, to: 60, formatValue: String, formatTime: String }
  const options = chartOptions({
    width: 300,
    height: 100,
    leastTop: 1,
    axisWidth: 60,
    series: [
      { label: 'one', tone: 'accent', isFilled: true },
      { label: 'two', tone: 'warn', isDashed: true },
    ],
    look: () => look,
    onCursor: () => undefined,
  })
  const [, one, two] = options.series
  expect(one).toMatchObject({ spanGaps: false })
  expect(one?.dash).toBeUndefined()
  expect(two?.dash).toEqual([5, 3])
  look.colours = { ...colours, warn: 'darker' }
  expect(typeof two?.stroke === 'function' && two.stroke({} as never, 2)).toBe('darker')
})
