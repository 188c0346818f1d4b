import { afterEach, expect, test, vi } from 'vitest'
import { ThroughputKeeper } from '../../../../src-main/queue/overview/throughput-keeper.ts'
import type { Store } from '../../../../src-main/queue/ports.ts'
import type { Afterwards } from '../../../../src-main/queue/report-inbox.ts'
import type { Throughput } from '../../../../src-preload/contract/index.ts'
import { HandClock } from '../../../support/hand-clock.ts'
import { temporaryStore } from '../../store/support.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

afterEach(() => void vi.unstubAllEnvs())

function keeperOver(store: Store, clock: HandClock) {
  const keeper = new ThroughputKeeper({ store, clock, log })
  return {
    keeper,
    round(isLost = false) {
      const together: (() => void)[] = []
      const written: (() => void)[] = []
      const afterwards: Afterwards = {
        written: (act) => written.push(act),
        flushed: () => undefined,
        together: (act) => together.push(act),
      }
      keeper.join(afterwards)
      if (!isLost) for (const act of [...together, ...written]) act()
      return together.length
    },
  }
}

const sumOf = ({ bytes }: Throughput) => bytes.reduce((sum, step) => sum + step, 0)
/** The steps in which something came: when each began, and how much. */
const stepsOf = ({ from, stepSeconds, bytes }: Throughput) =>
  bytes.flatMap((sum, at) =>
    sum === 0 ? [] : [[new Date(Date.parse(from) + at * stepSeconds * 1_000).toISOString(), sum] as const],
  )

test('what came stands in its five minutes, its hour and its three hours, whatever of it is written already', () => {
  const clock = new HandClock(Date.UTC(2026, 10, 22, 10, 7))
  const { keeper, round } = keeperOver(temporaryStore().store, clock)
  keeper.came(1_000)
  clock.pass(40_000)
  round()
  keeper.came(500)
  clock.pass(2 * hourMs)
  keeper.came(30)
  expect(stepsOf(keeper.throughput({ span: 'day' }))).toEqual([
    ['2026-11-22T10:05:00.000Z', 1_500],
    ['2026-11-22T12:05:00.000Z', 30],
  ])
  expect(stepsOf(keeper.throughput({ span: 'week' }))).toEqual([
    ['2026-11-22T10:00:00.000Z', 1_500],
    ['2026-11-22T12:00:00.000Z', 30],
  ])
  expect(stepsOf(keeper.throughput({ span: 'month' }))).toEqual([
    ['2026-11-22T09:00:00.000Z', 1_500],
    ['2026-11-22T12:00:00.000Z', 30],
  ])
  expect(keeper.throughput({ span: 'day' })).toMatchObject({ stepSeconds: 300, lastSeconds: 2 * 60 + 40 })
  expect(keeper.throughput({ span: 'day' }).bytes).toHaveLength(288)
  expect(keeper.throughput({ span: 'week' }).bytes).toHaveLength(168)
  expect(keeper.throughput({ span: 'month' }).bytes).toHaveLength(240)
})

test('it is written twice a minute at most, and without delay once the program was asked to end', () => {
  const clock = new HandClock()
  const { store } = temporaryStore()
  const { keeper, round } = keeperOver(store, clock)
  keeper.came(1)
  expect(round()).toBe(0)
  clock.pass(30_000)
  expect(round()).toBe(1)
  keeper.came(2)
  expect(round()).toBe(0)
  keeper.close()
  const kept = () => sumOf(new ThroughputKeeper({ store, clock, log }).throughput({ span: 'day' }))
  expect(kept()).toBe(3)
  keeper.came(4)
  expect(round()).toBe(1)
  expect(kept()).toBe(7)
})

test('a round that could not be written loses nothing and counts nothing twice', () => {
  const clock = new HandClock()
  const { store } = temporaryStore()
  const { keeper, round } = keeperOver(store, clock)
  keeper.came(7)
  clock.pass(30_000)
  round(true)
  expect(sumOf(keeper.throughput({ span: 'day' }))).toBe(7)
  keeper.came(1)
  clock.pass(30_000)
  round()
  expect(sumOf(keeper.throughput({ span: 'day' }))).toBe(8)
  expect(sumOf(new ThroughputKeeper({ store, clock, log }).throughput({ span: 'day' }))).toBe(8)
})

test('the last hour moves on by itself, and the pace is that of the last minute', () => {
  const clock = new HandClock()
  const { keeper } = keeperOver(temporaryStore().store, clock)
  for (let second = 0; second < 120; second += 1) {
    keeper.came(1_000)
    clock.pass(1_000)
  }
  expect(keeper.pace()).toBeCloseTo(1_000, -2)
  expect(sumOf(keeper.throughput({ span: 'hour' }))).toBe(120_000)
  clock.pass(minuteMs)
  expect(keeper.pace()).toBe(0)
  clock.pass(hourMs)
  expect(sumOf(keeper.throughput({ span: 'hour' }))).toBe(0)
})

test('folded, old steps are hours and older ones are forgotten, and every sum that is shown stays what it was', () => {
  const clock = new HandClock(Date.UTC(2026, 9, 1))
  const { store } = temporaryStore()
  const { keeper, round } = keeperOver(store, clock)
  const look = () => (['day', 'week', 'month'] as const).map((span) => keeper.throughput({ span }))
  for (let day = 0; day < 40; day += 1) {
    for (let step = 0; step < 4; step += 1) {
      clock.pass(6 * hourMs - 7 * minuteMs * step)
      keeper.came(1 + day * 4 + step)
      clock.pass(7 * minuteMs * step)
    }
    round()
    const before = look()
    keeper.fold()
    expect(look()).toEqual(before)
  }
  const rows = store.throughput({ from: 0, stepMs: 5 * minuteMs })
  expect(rows.length).toBeLessThan(33 * 4 + 8)
  expect(rows[0]?.start).toBeGreaterThanOrEqual(clock.now() - 33 * dayMs)
})

test('where the clocks are put back no step is twice as long and none is missing', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  // 25 October 2026, 03:00 summer time is 02:00 winter time, 01:00 in Greenwich.
  const clock = new HandClock(Date.UTC(2026, 9, 25, 0, 30))
  const { keeper } = keeperOver(temporaryStore().store, clock)
  keeper.came(10)
  clock.pass(hourMs)
  keeper.came(20)
  clock.pass(hourMs)
  expect(stepsOf(keeper.throughput({ span: 'week' }))).toEqual([
    ['2026-10-25T00:00:00.000Z', 10],
    ['2026-10-25T01:00:00.000Z', 20],
  ])
})

test('a clock that was years ahead leaves nothing behind once it is right again', () => {
  const clock = new HandClock()
  const { store } = temporaryStore()
  const { keeper, round } = keeperOver(store, clock)
  clock.set(900 * dayMs)
  keeper.came(5)
  clock.pass(30_000)
  round()
  clock.set(-900 * dayMs)
  keeper.came(6)
  clock.pass(30_000)
  round()
  keeper.fold()
  expect(store.throughput({ from: 0, stepMs: 5 * minuteMs }).map(({ bytes }) => bytes)).toEqual([6])
})
