import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvPage } from '../../../src-main/api/report-csv.ts'
import type { ReportEntry } from '../../../src-preload/contract/index.ts'
import { readCsv } from '../../support/csv.ts'

const entryWith = (facts: Partial<ReportEntry>): ReportEntry => ({
  id: 'e',
  jobId: 'j',
  jobTitle: 'Job',
  title: 'Title',
  fileName: 'a.bin',
  path: '/downloads/a.bin',
  url: 'https://a.example/a.bin',
  host: 'a.example',
  status: 'completed',
  bytes: 5,
  checksum: null,
  endedAt: '2026-01-01T00:00:00.000Z',
  activeMs: 1_500,
  error: null,
  retryAt: null,
  removed: false,
  ...facts,
})

function titleIn(text: string): string | undefined {
  const [head, row] = readCsv(text.replace(/^\uFEFF/, ''))
  return row?.[head?.indexOf('title') ?? -1]
}

test('the first page alone has the byte order mark and the names of the columns', () => {
  const first = csvPage({ items: [entryWith({})], next: 'x' }, {})
  expect(first).toMatchObject({ rows: 1, next: 'x' })
  expect(first.text.startsWith('\uFEFFended_at,status,title,')).toBe(true)
  const second = csvPage({ items: [entryWith({})], next: null }, { after: 'x' })
  expect(second.text.startsWith('2026-01-01T00:00:00.000Z,completed,Title,')).toBe(true)
  expect(second.text.endsWith('\r\n')).toBe(true)
  expect(csvPage({ items: [], next: null }, {}).text).toMatch(/^\uFEFFended_at,.*\r\n$/)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://a.example";"x")'])(
  'a name that a spreadsheet would take for a formula is a text: %j',
  (title) => {
    expect(titleIn(csvPage({ items: [entryWith({ title })], next: null }, {}).text)).toBe(`'${title}`)
  },
)

test('any other name comes back from the file as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ';', ' ', 'ß', '漢', '=', "'") }), (title) => {
      fc.pre(!/^[=+\-@\t\r＝＋－＠]/.test(title))
      expect(titleIn(csvPage({ items: [entryWith({ title })], next: null }, {}).text)).toBe(title)
    }),
  )
})
