import { expect, test } from 'vitest'
import type { ReportEntry } from '../../../src-preload/contract/index.ts'
import { periodText } from '../../../src-renderer/features/report/period-text.ts'
import { summedFigures } from '../../../src-renderer/features/report/summed-figures.ts'
import {
  entryAt,
  noReportRows,
  reportPageSize,
  rowCount,
  wantedPage,
  withReportPage,
} from '../../../src-renderer/state/report-rows.ts'
import { firstReportView, reportFilterOf } from '../../../src-renderer/state/report-view.ts'

const entry = (id: string): ReportEntry => ({
  id,
  jobId: 'j',
  jobTitle: 'Job',
  title: id,
  fileName: null,
  path: null,
  url: 'https://a.example/',
  host: 'a.example',
  status: 'completed',
  bytes: 0,
  checksum: null,
  endedAt: '2026-01-01T00:00:00.000Z',
  activeMs: 0,
  error: null,
  retryAt: null,
  removed: false,
})
const page = (number: number, length = reportPageSize) =>
  Array.from({ length }, (_, index) => entry(`${number * reportPageSize + index}`))

test('the report is read page after page, and an end that is not known is one page further away', () => {
  expect(wantedPage(noReportRows, 0, 40)).toBe(0)
  const one = withReportPage(noReportRows, 0, { items: page(0), next: 'b' })
  expect(rowCount(one)).toBe(2 * reportPageSize)
  expect(wantedPage(one, 0, 40)).toBeNull()
  // Far down, the next page that can be reached comes first.
  expect(wantedPage(one, 900, 940)).toBe(1)
  const two = withReportPage(one, 1, { items: page(1, 7), next: null })
  expect(rowCount(two)).toBe(reportPageSize + 7)
  expect(entryAt(two, reportPageSize + 6)?.id).toBe(`${reportPageSize + 6}`)
  expect(entryAt(two, reportPageSize + 7)).toBeNull()
  expect(wantedPage(two, 0, 9_999)).toBeNull()
})

test('no more than a few pages are kept, and one that went is read again from where it began', () => {
  let rows = noReportRows
  for (let number = 0; number < 30; number += 1)
    rows = withReportPage(rows, number, { items: page(number), next: `${number + 1}` })
  expect(rows.pages.size).toBeLessThanOrEqual(12)
  expect(entryAt(rows, 0)).toBeNull()
  expect(wantedPage(rows, 0, 20)).toBe(0)
  expect(rows.starts[5]).toBe('5')
  const back = withReportPage(rows, 5, { items: page(5), next: '6' })
  expect(back.starts).toEqual(rows.starts)
  expect(entryAt(back, 5 * reportPageSize)?.id).toBe(`${5 * reportPageSize}`)
})

test('a filter says only what it narrows, and periods end today', () => {
  expect(reportFilterOf(firstReportView, '2026-03-01')).toEqual({})
  expect(
    reportFilterOf({ ...firstReportView, period: 'week', status: 'failed', host: 'a.example', search: ' x ' }, '2026-03-01'),
  ).toEqual({ from: '2026-02-23', status: ['failed'], host: 'a.example', q: 'x' })
  expect(reportFilterOf({ ...firstReportView, period: 'today' }, '2026-03-01')).toEqual({ from: '2026-03-01' })
})

test('several figures are one, whose speed and rate are those of the whole', () => {
  const one = { files: 1, failed: 1, retries: 2, bytes: 1_000, activeMs: 1_000, meanSpeed: 1_000, successRate: 0.5 }
  const other = { files: 2, failed: 0, retries: 0, bytes: 8_000, activeMs: 2_000, meanSpeed: 4_000, successRate: 1 }
  expect(summedFigures([one, other])).toEqual({
    files: 3,
    failed: 1,
    retries: 2,
    bytes: 9_000,
    activeMs: 3_000,
    meanSpeed: 3_000,
    successRate: 0.75,
  })
  expect(summedFigures([])).toMatchObject({ files: 0, meanSpeed: null, successRate: null })
})

test('days and months are named as the language has them, in no time zone', () => {
  expect(periodText('de', '2026-11-22')).toBe('So., 22. Nov. 2026')
  expect(periodText('en', '2025-10')).toBe('October 2025')
})
