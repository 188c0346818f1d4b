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

test('a document waits for room for as long as it is let, and those that are there are told to make some', async () => {
  const first = await load.enter('a')
  await load.enter('a')
  const never = new AbortController().signal
  const entering = load.enterWithin('a', 1_000, never)
  expect(load.isWanted('a')).toBe(true)
  await vi.advanceTimersByTimeAsync(900)
  first.leave()
  const place = await entering
  expect(place).not.toBeNull()
  expect(load.isWanted('a')).toBe(false)
  expect(load.isCrowded('a')).toBe(true)
  expect(load.total).toBe(2)
  place?.leave()
  expect(load.isCrowded('a')).toBe(false)
})

test('a document that found no room in time, or was dropped, is not counted', async () => {
  await load.enter('a')
  await load.enter('a')
  const dropping = new AbortController()
  const late = load.enterWithin('a', 1_000, new AbortController().signal)
  const dropped = load.enterWithin('a', 5_000, dropping.signal)
  const refused = expect(dropped).rejects.toThrow('dropped')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await late).toBeNull()
  dropping.abort(new Error('dropped'))
  await refused
  expect(load.total).toBe(2)
  expect(load.isWanted('a')).toBe(false)
})

test('a document is let in once the setting allows more', async () => {
  await load.enter('a')
  await load.enter('a')
  const entering = load.enterWithin('a', 5_000, new AbortController().signal)
  load.maxPerHost = 3
  await vi.advanceTimersByTimeAsync(300)
  expect(await entering).not.toBeNull()
})
