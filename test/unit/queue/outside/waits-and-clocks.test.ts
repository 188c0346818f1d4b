import { expect, test, vi } from 'vitest'
import { ClockWatch } from '../../../../src-main/queue/outside/clock-watch.ts'
import { WaitKeeper } from '../../../../src-main/queue/wait-keeper.ts'
import { HandClock } from '../../../support/hand-clock.ts'
import { newEpisodes, newJob, temporaryStore } from '../../store/support.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A keeper over a real list in which one episode waits for so long, with clocks that are moved by hand. */
function waitingFor(lengthMs: number) {
  const clock = new HandClock()
  const { store } = temporaryStore()
  const episodes = newEpisodes(2)
  const job = store.addJob(newJob(), episodes)
  const [first, second] = episodes
  if (first === undefined || second === undefined) throw new Error('two')
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const pump = vi.fn()
  const told: string[] = []
  const world = { store, clock, machine: clock, log, disk: { freeBytes: async () => null, isThere: async () => true } }
  const clockWatch = new ClockWatch(world, { onJump: (byMs) => keeper.shift(byMs), onSleep: () => undefined })
  const keeper: WaitKeeper = new WaitKeeper(
    {
      ...world,
      disk: { ...world.disk, remove: async () => [], names: async () => [], facts: async () => null, room: async () => null },
    },
    { pump },
    { current: { minFreeBytes: 0 } },
    { job: (id: string) => void told.push(id), episode: () => undefined },
    clockWatch,
  )
  const wait = (id: string, ms: number) => {
    store.changeEpisode(id, { waitReason: 'backoff', waitUntil: keeper.endOf(ms) })
    keeper.plan()
  }
  keeper.start()
  wait(first.id, lengthMs)
  const waits = (id = first.id) => store.episode(id)?.waitReason === 'backoff'
  return { clock, store, keeper, waits, wait, second, job, told, pump }
}

test('a clock that is set a day ahead ends no wait, and the wait ends in its own time', () => {
  const { clock, waits } = waitingFor(10 * minute)
  clock.pass(minute)
  clock.set(day)
  clock.pass(9 * minute - 1)
  expect(waits()).toBe(true)
  clock.pass(1)
  expect(waits()).toBe(false)
})

test('a clock that is set back by an hour prolongs no wait', () => {
  const { clock, waits } = waitingFor(10 * minute)
  clock.pass(minute)
  clock.set(-hour)
  clock.pass(9 * minute - 1)
  expect(waits()).toBe(true)
  clock.pass(1)
  expect(waits()).toBe(false)
})

test('a wait that begins right after the clock was set is as long as any', () => {
  const { clock, waits, wait, second } = waitingFor(10 * minute)
  clock.set(day)
  wait(second.id, 5 * minute)
  clock.pass(5 * minute - 1)
  expect([waits(), waits(second.id)]).toEqual([true, true])
  clock.pass(1)
  expect([waits(), waits(second.id)]).toEqual([true, false])
  clock.pass(5 * minute)
  expect(waits()).toBe(false)
})

test('a clock that is set again and again changes nothing in sum', () => {
  const { clock, waits } = waitingFor(10 * minute)
  for (const jumpMs of [day, -hour, 2_000, -2_000, -day, hour, 2_500, 2_500]) {
    clock.pass(minute)
    clock.set(jumpMs)
  }
  clock.pass(2 * minute - 6_000)
  expect(waits()).toBe(true)
  clock.pass(12_000)
  expect(waits()).toBe(false)
})

test('a wait that ended while the machine slept is over within half a minute of waking, and one that did not goes on', () => {
  const { clock, waits, wait, second } = waitingFor(10 * minute)
  wait(second.id, 3 * hour)
  clock.sleep(hour)
  clock.pass(30_000)
  expect([waits(), waits(second.id)]).toEqual([false, true])
  clock.pass(2 * hour)
  expect(waits(second.id)).toBe(false)
})

test('whoever is told that the machine woke up ends what is over at once', () => {
  const { clock, waits, keeper, pump } = waitingFor(10 * minute)
  clock.sleep(hour)
  keeper.lookNow()
  expect(waits()).toBe(false)
  expect(pump).toHaveBeenCalled()
})

test('the jobs whose waits end at another time of the clock are told', () => {
  const { clock, job, told, keeper } = waitingFor(10 * minute)
  clock.set(day)
  keeper.endOf(0)
  expect(told).toContain(job.id)
})

test('a list that was written while the clock was a year ahead waits for a day at most', () => {
  const { clock, store, keeper, waits, second } = waitingFor(minute)
  store.changeEpisode(second.id, { waitReason: 'backoff', waitUntil: clock.now() + 365 * day })
  keeper.start()
  clock.pass(day - 1)
  expect(waits(second.id)).toBe(true)
  clock.pass(1)
  expect(waits(second.id)).toBe(false)
})
