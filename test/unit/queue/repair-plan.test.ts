import { describe, expect, test } from 'vitest'
import type { EpisodeRecord, FileFinding, PartFile } from '../../../src-main/queue/ports.ts'
import { givesRepairUp, repairPlan, repairRecovery } from '../../../src-main/queue/repair-plan.ts'
import type { Recovery } from '../../../src-main/queue/retry.ts'

const part: PartFile = {
  fileName: 'a',
  bytesTotal: 100,
  validator: { etag: '"1"', lastModified: null, date: null },
  contentType: null,
  toldChecksum: null,
  segments: [{ start: 0, end: 99, done: 100 }],
}
const finished: EpisodeRecord = {
  id: '1',
  jobId: '2',
  index: 1,
  title: null,
  url: 'http://a.example/a',
  host: 'a.example',
  mirrors: [],
  wantedName: null,
  folder: null,
  sourceKey: null,
  stream: null,
  status: 'completed',
  waitReason: null,
  waitUntil: null,
  attempts: 3,
  bytesDone: 100,
  bytesTotal: 100,
  speedLimit: 0,
  checksum: null,
  actualChecksum: null,
  part,
  repair: null,
  error: null,
  retryAt: null,
  laterRetries: 0,
  activeMs: 0,
  finishedAt: 1,
}
const damaged = (segments: (FileFinding & { kind: 'damaged' })['segments']): FileFinding => ({
  kind: 'damaged',
  bytesOnDisk: 100,
  segments,
  actualChecksum: null,
})
const marks = [
  { start: 0, end: 49, done: 50 },
  { start: 50, end: 99, done: 0 },
]

describe('the plan of a repair', () => {
  test('puts damaged blocks right in the finished file, and claims what is right of it', () => {
    expect(repairPlan(finished, damaged(marks))).toEqual({
      status: 'queued',
      repair: 'blocks',
      part: { ...part, segments: marks },
      attempts: 0,
      error: null,
      finishedAt: null,
    })
  })

  test.each([
    ['nothing is there', { kind: 'missing' }],
    ['nobody knows which blocks', damaged(null)],
  ] as const)('fetches all of it where %s, and keeps what tells the file from another', (_why, finding) => {
    expect(repairPlan(finished, finding)).toMatchObject({
      status: 'queued',
      repair: 'whole',
      part: { ...part, segments: [] },
    })
  })

  test.each(['ok', 'unknown', 'stopped'] as const)('is none for a file that is %s', (kind) => {
    const finding: FileFinding = kind === 'ok' ? { kind, actualChecksum: null, blockDigests: null } : { kind }
    expect(repairPlan(finished, finding)).toBeNull()
  })

  test('is none for what could not be read, nor for a file that was there before and was skipped', () => {
    const failure = { code: 'PERMISSION', message: '', params: {} } as const
    expect(repairPlan(finished, { kind: 'unreadable', failure })).toBeNull()
    expect(repairPlan({ ...finished, part: { ...part, segments: [] } }, { kind: 'missing' })).toBeNull()
  })
})

describe('the failure of a repair', () => {
  const retry: Recovery = { kind: 'retry', bytes: 'drop', delayMs: 5, attempts: 1, counted: true }

  test('never costs what is right of the file', () => {
    expect(repairRecovery(retry, { transient: true })).toEqual({ ...retry, bytes: 'keep' })
    const wait: Recovery = { kind: 'wait', reason: 'link', bytes: 'keep' }
    expect(repairRecovery(wait, { transient: false })).toEqual(wait)
  })

  test('that cannot pass is final, whatever is done about it in a download', () => {
    expect(repairRecovery(retry, { transient: false })).toEqual({ kind: 'fail', bytes: 'keep', attempts: 1 })
  })

  test('for want of the file it was, here or there, ends it as a repair', () => {
    const codes = ['CONTENT_CHANGED', 'FILE_MISSING', 'CHECKSUM_MISMATCH', 'NETWORK'] as const
    expect(codes.filter((code) => givesRepairUp({ code, message: '', params: {} }))).toEqual(['CONTENT_CHANGED', 'FILE_MISSING'])
  })
})
