import { expect, it } from 'vitest'
import { Attempt } from '../../../../src-main/queue/attempts.ts'
import type { EpisodeRecord, TransferLimits } from '../../../../src-main/queue/ports.ts'
import { heldByOwnLimits } from '../../../../src-main/queue/scaling/own-limits.ts'

const free: TransferLimits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
let lastId = 0

/** An attempt that brings so many bytes per second. */
function running(jobId: string, bytesPerSecond: number, limits: Partial<TransferLimits> = {}): Attempt {
  lastId += 1
  const record = {
    id: `e${lastId}`,
    jobId,
    index: 1,
    host: 'h',
    bytesDone: 0,
    bytesTotal: null,
    part: null,
    folder: null,
    title: 'e',
  }
  const job = { directory: '/downloads', mount: null, queueId: 'q' }
  const attempt = new Attempt(lastId, record as EpisodeRecord, job, { ...free, ...limits }, 1, 0)
  for (let second = 0; second <= 10; second += 1) attempt.meter.sample(second * 1_000, second * bytesPerSecond)
  return attempt
}
const nowMs = 10_000

it('an attempt is held by a limit that it uses up, and not by one that is far above it', () => {
  const held = running('a', 1_000, { episodeSpeedLimit: 1_000 })
  const other = running('a', 1_000, { episodeSpeedLimit: 50_000 })
  expect([...heldByOwnLimits([held, other, running('b', 5_000)], nowMs)]).toEqual([held])
})

it('the limit of a job and of a queue is held against all that they bring together', () => {
  const parts = [1, 2, 3, 4].map(() => running('a', 1_000, { jobSpeedLimit: 4_000 }))
  expect(heldByOwnLimits(parts, nowMs).size).toBe(4)
  expect(heldByOwnLimits(parts.slice(1), nowMs).size).toBe(0)
  const queueLimit = { queueId: 'q', bytesPerSecond: 2_000 }
  const two = [running('a', 1_000, { queueLimit }), running('b', 1_000, { queueLimit })]
  expect(heldByOwnLimits(two, nowMs).size).toBe(2)
  expect(heldByOwnLimits(two.slice(1), nowMs).size).toBe(0)
})
