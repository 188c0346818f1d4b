import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HostLoad } from '../../../src-main/transfer/worker/host-load.ts'

let load: HostLoad
beforeEach(() => {
  vi.useFakeTimers()
  load = new HostLoad()
  load.maxPerHost = 2
})
afterEach(() => {
  vi.useRealTimers()
})

/** Enters, and says when it was let in. */
async function entering(host: string, entered: string[], name: string) {
  const place = await load.enter(host)
  entered.push(name)
  return place
}

test('one that enters a full host waits for another to leave, first come, first served, and other hosts do not wait', async () => {
  const first = await load.enter('a')
  await load.enter('a')
  const entered: string[] = []
  void entering('a', entered, 'third')
  void entering('a', entered, 'fourth')
  void entering('b', entered, 'elsewhere')
  await vi.advanceTimersByTimeAsync(10)
  expect(entered).toEqual(['elsewhere'])
  first.leave()
  await vi.advanceTimersByTimeAsync(0)
  expect(entered).toEqual(['elsewhere', 'third'])
  expect(load.total).toBe(3)
})

test('nobody waits longer than a connection takes to close', async () => {
  await load.enter('a')
  await load.enter('a')
  const entered: string[] = []
  void entering('a', entered, 'third')
  await vi.advanceTimersByTimeAsync(100)
  expect(entered).toEqual(['third'])
  expect(load.hasRoom('a')).toBe(false)
})

test('a place counts where it moved to, and is given back once', async () => {
  const place = await load.enter('a')
  await load.enter('a')
  place.moveTo('b')
  expect([load.hasRoom('a'), load.total]).toEqual([true, 2])
  place.leave()
  place.leave()
  place.moveTo('a')
  expect([load.hasRoom('a'), load.total]).toEqual([true, 1])
})
