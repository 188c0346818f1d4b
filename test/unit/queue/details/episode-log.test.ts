import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Attempt } from '../../../../src-main/queue/attempts.ts'
import { EpisodeLog } from '../../../../src-main/queue/details/episode-log.ts'
import type { TransferOutcome, TransferReport } from '../../../../src-main/queue/ports.ts'
import { HandClock } from '../../../support/hand-clock.ts'
import { newEpisode, newJob, partOf, temporaryStore } from '../../store/support.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const free = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
const refused: TransferOutcome = {
  kind: 'failed',
  failure: { code: 'HTTP_STATUS', message: '', params: { status: 503, host: 'a.example' } },
  transient: true,
  retryAfterMs: 20_000,
  actualChecksum: null,
}

/** A log over a real store, with an attempt at a listed episode. */
function logging() {
  const { store, file } = temporaryStore()
  const clock = new HandClock()
  const episode = newEpisode({})
  const job = newJob({})
  store.addJob(job, [episode])
  const record = store.episode(episode.id)
  const owner = store.job(job.id)
  if (record === null || owner === null) throw new Error('nothing was added')
  const attempts = new Map<number, Attempt>()
  const begin = () => {
    const attempt = new Attempt(attempts.size + 1, record, owner, free, 1, clock.monotonic())
    attempts.set(attempt.id, attempt)
    store.changeEpisode(record.id, { status: 'downloading' })
    return attempt
  }
  const log = new EpisodeLog({ store, clock, log: silent }, { byId: (id) => attempts.get(id) })
  const ended = (attempt: Attempt, outcome: TransferOutcome): Extract<TransferReport, { kind: 'ended' }> => ({
    kind: 'ended',
    attemptId: attempt.id,
    part: null,
    blockDigests: null,
    outcome,
  })
  const codes = () => log.of(record.id).map(({ code }) => code)
  const kept = () => store.episodeLog(record.id).map(({ code }) => code)
  return { store, file, clock, log, begin, ended, codes, kept, episodeId: record.id }
}

const opened = { host: 'a.example', httpVersion: '1.1', how: 'fresh', position: 0, bytesTotal: 100, proof: null } as const
const complete = { kind: 'completed', fileName: 'a.bin', bytesTotal: 100, skipped: false, actualChecksum: null } as const

test('a file that comes at once leaves its story in memory and nothing on the disk', () => {
  const { log, begin, ended, codes, kept, clock } = logging()
  const attempt = begin()
  log.take({ kind: 'opened', attemptId: attempt.id, opened })
  log.take({ kind: 'placed', attemptId: attempt.id, part: partOf('a.bin', 0, 100) })
  log.take(ended(attempt, complete))
  clock.pass(10_000)
  expect(codes()).toEqual(['started', 'connected', 'sizeKnown', 'named', 'completed'])
  expect(kept()).toEqual([])
  log.close()
})

test('a failure is kept with all that came before it and what follows from it', async () => {
  const { log, begin, ended, kept, clock, store, episodeId } = logging()
  const attempt = begin()
  log.take({ kind: 'opened', attemptId: attempt.id, opened })
  log.take(ended(attempt, refused))
  store.changeEpisode(episodeId, { status: 'queued', waitReason: 'backoff', waitUntil: clock.now() + 20_000 })
  attempt.over()
  await turn()
  clock.pass(3_000)
  expect(kept()).toEqual(['started', 'connected', 'sizeKnown', 'failed', 'waits'])
  const [, , , failed, waits] = store.episodeLog(episodeId)
  expect(failed?.params).toMatchObject({ code: 'HTTP_STATUS', status: 503, host: 'a.example' })
  expect(waits?.params.reason).toBe('backoff')
  log.close()
})

test('however often it is tried, the beginning and the end of the story are kept', async () => {
  const { log, begin, ended, clock, store, episodeId } = logging()
  for (let round = 0; round < 40; round += 1) {
    const attempt = begin()
    log.take(ended(attempt, refused))
    store.changeEpisode(episodeId, { status: 'queued', waitReason: 'backoff', waitUntil: clock.now() + 20_000 })
    attempt.over()
    await turn()
    clock.pass(30_000)
  }
  const entries = store.episodeLog(episodeId)
  expect(entries).toHaveLength(50)
  expect(entries[0]?.at).toBeLessThan(clock.now() - 39 * 30_000)
  expect(entries.at(-1)?.code).toBe('waits')
  log.close()
})

test('what is not kept yet when the program ends is kept then, and goes with its episode', () => {
  const { log, kept, store, episodeId } = logging()
  log.linkRenewed(episodeId, 'b.example')
  expect(kept()).toEqual([])
  log.close()
  expect(kept()).toEqual(['linkRenewed'])
  store.removeEpisode(episodeId, { deleteFiles: false })
  expect(kept()).toEqual([])
})
