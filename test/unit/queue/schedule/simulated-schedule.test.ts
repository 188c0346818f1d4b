import { expect, onTestFinished, test } from 'vitest'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const episodes = 200
const daily = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Two hundred episodes of one job. The clock begins on a Monday at midnight, UTC. */
async function simulated(maxSlots: number, failures: number): Promise<SimulatedQueue> {
  const settings = { maxSlots, retry: { maxAttempts: 100, baseDelayMs: 5_000, maxDelayMs: 20_000 } }
  const run = new SimulatedQueue({ seed: 7, failures, settings })
  onTestFinished(() => run.close())
  await run.add({
    title: 'A series',
    directory: '/downloads',
    episodes: Array.from({ length: episodes }, (_, index) => ({ url: `http://a.example/${index}`, fileName: String(index) })),
  })
  return run
}

test('nothing runs outside of the windows, all of it goes on in the next one, and no byte is fetched twice', {
  timeout: 60_000,
}, async () => {
  const run = await simulated(1, 0.1)
  await run.queue.changeSettings({
    schedule: {
      enabled: true,
      timeZone: 'UTC',
      windows: [
        { days: [...daily], from: '00:00', to: '00:01', mode: 'full' },
        { days: [...daily], from: '00:02', to: '24:00', mode: 'full' },
      ],
      otherwise: { mode: 'paused' },
    },
  })
  await run.pass(minuteMs - 100)
  expect(run.pool.holders.length).toBeGreaterThan(0)
  const begun = run.pool.completed.size
  expect(begun).toBeGreaterThan(20)

  await run.pass(400)
  expect(run.pool.holders).toEqual([])
  expect(run.queue.read.stats()).toMatchObject({
    slots: { configured: 1, effective: 0, active: 0, limitedBy: 'schedule' },
    schedule: { mode: 'paused', until: '2026-01-05T00:02:00.000Z' },
  })
  const atRest = run.pool.completed.size
  await run.pass(minuteMs - 1_000)
  expect(run.pool.completed.size).toBe(atRest)

  await run.pass(1_000)
  expect(run.pool.holders.length).toBeGreaterThan(0)
  for (let passed = 0; passed < 10 && run.pool.completed.size < episodes; passed += 1) await run.pass(minuteMs / 2)
  expect([...run.pool.completed.values()]).toEqual(Array(episodes).fill(1))
  expect(run.problems).toEqual([])
})

/** When each episode was finished, on a clock that nobody sets, while the clock on the wall is set so. */
async function finishedWith(jumps: ReadonlyMap<number, number>): Promise<readonly number[]> {
  const run = await simulated(4, 0.4)
  const times: number[] = []
  const startMs = run.clock.monotonic()
  for (let second = 0; second < 600 && times.length < episodes; second += 1) {
    run.clock.set(jumps.get(second) ?? 0)
    await run.pass(1_000, () => {
      while (times.length < run.pool.completed.size) times.push(run.clock.monotonic() - startMs)
    })
  }
  expect(run.problems).toEqual([])
  return times
}

test('a clock that is set ahead by a day and back by an hour changes nothing of when an episode is finished', {
  timeout: 120_000,
}, async () => {
  const undisturbed = await finishedWith(new Map())
  expect(undisturbed).toHaveLength(episodes)
  const disturbed = await finishedWith(
    new Map([
      [10, 24 * hourMs],
      [25, -hourMs],
      [40, -24 * hourMs],
      [41, 25 * hourMs],
    ]),
  )
  expect(disturbed).toEqual(undisturbed)
})
