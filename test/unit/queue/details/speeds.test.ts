import { expect, test } from 'vitest'
import { Attempt } from '../../../../src-main/queue/attempts.ts'
import { SpeedKeeper } from '../../../../src-main/queue/details/speed-keeper.ts'
import { mostSteps, SpeedTrail } from '../../../../src-main/queue/details/speed-trail.ts'
import type { EpisodeRecord } from '../../../../src-main/queue/ports.ts'
import { HandClock } from '../../../support/hand-clock.ts'

const free = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
const job = { directory: '/downloads', mount: null, queueId: 'default' }
let lastId = 0

function attemptAt(clock: HandClock, facts: Partial<EpisodeRecord> = {}): Attempt {
  const record = { id: `e${++lastId}`, jobId: 'j', index: 1, title: null, url: 'http://a/b', host: 'a', activeMs: 0, part: null }
  const bytes = { bytesDone: 0, bytesTotal: null, folder: null }
  return new Attempt(lastId, { ...record, ...bytes, ...facts } as EpisodeRecord, job, free, 1, clock.monotonic())
}

test('a trail keeps the last hour alone, and shows one gap where nothing ran', () => {
  const trail = new SpeedTrail()
  for (let step = 1; step <= 1_000; step += 1) trail.add(step, step)
  trail.add(1_010, 7)
  const { times, speeds } = trail.speeds(1_010, (step) => step)
  expect(times[0]).toBe(1_010 - mostSteps + 1)
  expect(times.slice(-3)).toEqual([1_000, 1_001, 1_010])
  expect(speeds.slice(-3)).toEqual([1_000, null, 7])
  expect(trail.mean(100_000)).toBeNull()
})

test('speeds are sampled every five seconds while something runs, and stop honestly while nothing does', () => {
  const clock = new HandClock()
  const running = new Set<Attempt>()
  const keeper = new SpeedKeeper(clock, { all: () => [...running] })
  const attempt = attemptAt(clock)
  running.add(attempt)
  keeper.begin()
  for (let second = 0; second < 10; second += 1) {
    attempt.bytesDone += 1_000
    clock.pass(1_000)
  }
  running.delete(attempt)
  keeper.ended(attempt, attempt.bytesDone, false)
  clock.pass(60_000)
  expect(clock.timers).toBe(0)
  const again = attemptAt(clock, { id: attempt.episodeId, bytesDone: 10_000 })
  running.add(again)
  keeper.begin()
  again.bytesDone = 20_000
  clock.pass(5_000)
  expect(keeper.episode(attempt.episodeId).speeds).toEqual([1_000, 1_000, null, 2_000])
  expect(keeper.total().speeds.filter((speed) => speed === 1_000)).toHaveLength(2)
  keeper.close()
})

test('a file that comes within a step has no trail of its own, and counts for its job', () => {
  const clock = new HandClock()
  const running = new Set<Attempt>()
  const keeper = new SpeedKeeper(clock, { all: () => [...running] })
  for (let file = 0; file < 10; file += 1) keeper.ended(attemptAt(clock, { id: `small-${file}` }), 5_000, true)
  clock.pass(5_000)
  expect(keeper.episode('small-3').speeds).toEqual([])
  expect(keeper.job('j').speeds).toEqual([10_000])
  expect(keeper.pace('j')).toEqual({ meanSpeed: 10_000, filesPerHour: 7_200 })
  keeper.close()
})
