import { describe, expect, it } from 'vitest'
import { episodeErrorCodes, type LogEntry, logCodes } from '../../../src-preload/contract/index.ts'
import { chartFigures, chartSpan } from '../../../src-renderer/features/details/chart-span.ts'
import { logText } from '../../../src-renderer/features/details/log-text.ts'
import { doneText, rateText } from '../../../src-renderer/features/details/pace-text.ts'
import { segmentBlocks } from '../../../src-renderer/features/details/segment-blocks.ts'
import { stripCells, stripTotals } from '../../../src-renderer/features/details/strip-cells.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import type { Text } from '../../../src-renderer/state/use-text.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'

const textIn = (language: 'de' | 'en'): Text => {
  const { t } = createI18n(language)
  return (key, values = {}) => t(key, values)
}
const now = Date.UTC(2026, 10, 23, 12)
const none = { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 }

describe('a file in blocks', () => {
  it('shows what is here, and who writes where', () => {
    const segments = [
      { start: 0, end: 499, done: 250, active: true },
      { start: 500, end: 999, done: 500, active: false },
    ]
    const blocks = segmentBlocks(segments, 1_000, [{ number: 3, start: 0 }], 10)
    expect(blocks.map(({ filled }) => filled)).toEqual([2, 2, 1, 0, 0, 2, 2, 2, 2, 2])
    expect(blocks.map(({ connection }) => connection)).toEqual([null, null, 3, ...Array(7).fill(null)])
  })

  it('ends where the file ends, though the last segment has no end yet', () => {
    const blocks = segmentBlocks([{ start: 0, end: Number.MAX_SAFE_INTEGER, done: 40, active: true }], 40, [], 10)
    expect(blocks.map(({ filled }) => filled)).toEqual(Array(10).fill(2))
    expect(blocks.at(-1)?.connection).toBe(0)
  })

  it('has as many blocks as bytes at most, and leaves none out of a GiB with sixteen connections', () => {
    expect(segmentBlocks([{ start: 0, end: 2, done: 3, active: false }], 3, [], 200)).toHaveLength(3)
    const size = 2 ** 30
    const part = size / 16
    const segments = Array.from({ length: 16 }, (_, index) => ({
      start: index * part,
      end: (index + 1) * part - 1,
      done: part,
      active: false,
    }))
    expect(segmentBlocks(segments, size, [], 200).every(({ filled }) => filled === 2)).toBe(true)
  })
})

describe('a job as a strip', () => {
  it('numbers its stretches, and leaves out those in which nothing is left', () => {
    const bins = [{ ...none, completed: 9, failed: 1 }, none, { ...none, queued: 10 }]
    expect(stripCells(bins, 10).map(({ first, last }) => [first, last])).toEqual([
      [1, 10],
      [21, 30],
    ])
    expect(stripCells(bins, 10)[0]?.parts.map(({ status }) => status)).toEqual(['completed', 'failed'])
    expect(stripTotals(bins)).toContainEqual({ status: 'completed', count: 9 })
  })
})

describe('a chart of speeds', () => {
  it('spans five minutes at first and an hour at most', () => {
    const to = 1_000_000
    expect(chartSpan({ times: [], stepSeconds: 5 }, to)).toEqual({ from: to - 300, to })
    expect(chartSpan({ times: [to - 400], stepSeconds: 5 }, to)).toEqual({ from: to - 900, to })
    expect(chartSpan({ times: [to - 9_000], stepSeconds: 5 }, to)).toEqual({ from: to - 3_600, to })
  })

  it('knows mean and highest of what was measured, gaps left out', () => {
    expect(chartFigures({ speeds: [10, null, 30] })).toEqual({ mean: 20, highest: 30 })
    expect(chartFigures({ speeds: [] })).toBeNull()
  })
})

describe('what happened, in words', () => {
  const params = {
    host: 'a.example',
    httpVersion: '2.0',
    proof: 'etag',
    code: 'NETWORK',
    algorithm: 'sha-256',
    until: new Date(now + 60_000).toISOString(),
  }

  it('has a whole sentence for each code in both languages, with all of its values', () => {
    for (const language of ['de', 'en'] as const) {
      for (const code of logCodes) {
        const sentence = logText(
          textIn(language),
          createFormat(language),
          { at: '2026-01-01T00:00:00.000Z', code, params } as LogEntry,
          now,
        )
        expect(sentence, code).not.toMatch(/\{\{|details:|table:/)
        expect(sentence.length, code).toBeGreaterThan(5)
      }
    }
  })

  it('names what it waits for where nobody knows how long', () => {
    const entry: LogEntry = { at: '', code: 'waits', params: { reason: 'auth', until: null } }
    expect(logText(textIn('de'), createFormat('de'), entry, now)).toBe(`Wartet: ${textIn('de')('table:waiting.auth')}`)
  })

  it('says every failure as the list does, and what it knows of the connection', () => {
    const t = textIn('en')
    for (const code of episodeErrorCodes) {
      const entry: LogEntry = { at: '', code: 'failed', params: { code } }
      expect(logText(t, createFormat('en'), entry, now)).toBe(t(`errors:episode.${code}.what`))
    }
    expect(logText(t, createFormat('en'), { at: '', code: 'connected', params }, now)).toBe('Connected to a.example over HTTP/2.')
  })
})

describe('the pace of a job', () => {
  it('is told in files and bytes, as far as there are any', () => {
    const t = textIn('de')
    const format = createFormat('de')
    const unknown = { doneAt: null, by: null } as const
    expect(rateText(t, format, { ...unknown, filesPerHour: 1, meanSpeed: null })).toBe('1 Datei pro Stunde')
    expect(rateText(t, format, { ...unknown, filesPerHour: 1_200, meanSpeed: 2e6 })).toBe('1.200 Dateien pro Stunde')
    expect(rateText(t, format, { ...unknown, filesPerHour: 0.2, meanSpeed: 2e6 })).toBe('2,00 MB/s')
    expect(rateText(t, format, { ...unknown, filesPerHour: 0.2, meanSpeed: null })).toBeNull()
  })

  it('ends at a time, and after a span to the minute where the time left is unknown', () => {
    const doneAt = new Date(now + 3_661_000).toISOString()
    const told = (at: string | null, isSpanKnown: boolean) =>
      doneText(textIn('en'), createFormat('en'), { doneAt: at }, { now, isSpanKnown })
    expect(told(doneAt, false)).toMatch(/\(in 1 hr 2 min\)$/)
    expect(told(doneAt, true)).not.toContain('in')
    expect(told(null, false)).toBeNull()
  })
})
