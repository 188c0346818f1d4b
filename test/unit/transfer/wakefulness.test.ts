import { expect, test } from 'vitest'
import { Wakefulness } from '../../../src-main/transfer/worker/wakefulness.ts'

/** What may be called silent at each of these beats, with a beat each 100 ms and a limit of 2 s. */
function limitsAt(...beats: readonly number[]): number[] {
  const wakefulness = new Wakefulness(100)
  return beats.map((now) => wakefulness.beat(now, 2_000))
}

test('awake, servers may be silent for as long as the setting says', () => {
  expect(limitsAt(7_000, 7_100, 7_205, 7_300, 7_700)).toEqual(Array(5).fill(2_000))
})

test('after a sleep nobody is called silent for as long as it took', () => {
  expect(limitsAt(0, 1_100, 1_200, 1_700, 2_099, 2_100)).toEqual([2_000, Infinity, Infinity, Infinity, Infinity, 2_000])
})

test('a long sleep gives no more time than a server has anyway, and one in the rest after another is added', () => {
  expect(limitsAt(0, 100_000, 101_950, 102_050)).toEqual([2_000, Infinity, Infinity, Infinity])
  expect(limitsAt(0, 100_000, 100_100, 100_200).at(-1)).toBe(Infinity)
})

test('a pause without work is no sleep', () => {
  const wakefulness = new Wakefulness(100)
  wakefulness.beat(0, 2_000)
  wakefulness.pause()
  expect(wakefulness.beat(60_000, 2_000)).toBe(2_000)
})
