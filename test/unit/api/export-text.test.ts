import { expect, it } from 'vitest'
import { exportText } from '../../../src-main/api/export-text.ts'
import type { ExportRow } from '../../../src-main/queue/exporting.ts'
import { type ExportedEpisode, type ExportedJob, exportLineSchema } from '../../../src-preload/contract/index.ts'

const job: ExportedJob = {
  type: 'job',
  title: 'Two\nlines',
  directory: '/downloads/series',
  folder: 'series',
  source: { kind: 'urls', url: null },
  queueId: 'default',
  priority: 0,
  sequential: false,
  connections: null,
  speedLimit: 0,
  onConflict: null,
  sessionId: null,
  proxy: null,
  paused: false,
  headerNames: [],
  createdAt: '2026-01-02T03:04:05.000Z',
}

function episode(given: Partial<ExportedEpisode>): ExportRow {
  const fields = { type: 'episode', url: 'https://a.example/f', status: 'queued', ...given } as const
  return { kind: 'episode', episode: fields, jobDirectory: job.directory }
}

it('writes JSON Lines with a head in front, each line of its described shape', () => {
  const rows: ExportRow[] = [{ kind: 'job', job }, episode({ fileName: 'f.bin', size: 7 })]
  const text = exportText('jsonl', rows, true) + exportText('jsonl', [episode({ title: 'more' })], false)
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => exportLineSchema.parse(JSON.parse(line)))
  expect(lines.map(({ type }) => type)).toEqual(['staffel', 'job', 'episode', 'episode'])
  expect(lines[1]).toEqual(job)
  expect(text.endsWith('\n')).toBe(true)
})

it('writes what aria2 reads: mirrors behind tabs, options indented, and no line that a name could end', () => {
  const rows: ExportRow[] = [
    { kind: 'job', job },
    episode({ mirrors: ['https://b.example/f'], fileName: 'a\nb.bin', folder: 'sub' }),
    episode({ checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) }, savedAs: 'kept.bin', fileName: 'wanted.bin' }),
    episode({ stream: { kind: 'hls', choices: [] } }),
  ]
  expect(exportText('aria2', rows, true)).toBe(
    [
      '# Two lines',
      'https://a.example/f\thttps://b.example/f',
      '  out=a b.bin',
      '  dir=/downloads/series/sub',
      'https://a.example/f',
      '  out=kept.bin',
      '  dir=/downloads/series',
      `  checksum=sha-256=${'ab'.repeat(32)}`,
      '# https://a.example/f (hls)',
      '',
    ].join('\n'),
  )
})
