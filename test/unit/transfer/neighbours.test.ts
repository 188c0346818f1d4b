import { tmpdir } from 'node:os'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { CommonMemory } from '../../../src-main/transfer/common-memory.ts'
import { DiskRoom } from '../../../src-main/transfer/worker/disk-room.ts'
import { HostLoad } from '../../../src-main/transfer/worker/host-load.ts'
import { HostStarts } from '../../../src-main/transfer/worker/host-starts.ts'
import { Neighbours } from '../../../src-main/transfer/worker/neighbours.ts'
import { Reservations } from '../../../src-main/transfer/worker/reservations.ts'

let memory: CommonMemory
let one: Neighbours
let other: Neighbours
beforeEach(() => {
  memory = new CommonMemory()
  one = new Neighbours({ memory: memory.memory, place: 0, isAlone: false })
  other = new Neighbours({ memory: memory.memory, place: 3, isAlone: false })
})

describe('a name that one worker has taken', () => {
  test('is taken for the others, in whatever case, until it is let go of', () => {
    const [mine, theirs] = [new Reservations(one), new Reservations(other)]
    expect(mine.take(1, '/d/Å.bin', '/d/Å.bin.part')).toBe(true)
    expect(mine.take(1, '/d/Å.bin')).toBe(true)
    expect(theirs.isTaken('/d/å.BIN', 2)).toBe(true)
    expect(theirs.take(2, '/d/other', '/d/å.bin.part')).toBe(false)
    // Nothing of what was refused has stayed.
    expect(mine.take(1, '/d/other')).toBe(true)
    mine.release(1)
    expect(theirs.take(2, '/d/å.bin', '/d/å.bin.part', '/d/other')).toBe(true)
  })

  test('is free again when that worker is gone', () => {
    const [mine, theirs] = [new Reservations(one), new Reservations(other)]
    for (let index = 0; index < 1_000; index++) expect(mine.take(index, `/d/${index}`)).toBe(true)
    expect(theirs.take(1, '/d/999')).toBe(false)
    memory.clearWorker(0)
    expect(theirs.take(1, '/d/999')).toBe(true)
  })

  test('does not use up the places for names', () => {
    const [mine, theirs] = [new Reservations(one), new Reservations(other)]
    for (let index = 0; index < 10_000; index++) {
      expect(mine.take(index, `/d/${index}`, `/d/${index}.part`)).toBe(true)
      mine.release(index)
    }
    expect(theirs.take(1, '/d/1')).toBe(true)
  })
})

test('the connections of one worker leave the others less room at the host, and are counted in all', () => {
  const [mine, theirs] = [new HostLoad(one), new HostLoad(other)]
  for (const load of [mine, theirs]) load.maxPerHost = 3
  const place = mine.take('a')
  mine.take('a')
  expect([theirs.hasRoom('a'), theirs.total]).toEqual([true, 2])
  theirs.take('a')
  expect([mine.hasRoom('a'), theirs.hasRoom('a'), theirs.hasRoom('b')]).toEqual([false, false, true])
  place.moveTo('b')
  expect([mine.hasRoom('a'), theirs.hasRoom('a'), mine.total]).toEqual([true, true, 3])
  memory.clearWorker(0)
  expect(theirs.total).toBe(1)
})

test('who waits for room at a host is let in soon after another worker has closed a connection there', async () => {
  vi.useFakeTimers()
  try {
    const [mine, theirs] = [new HostLoad(one), new HostLoad(other)]
    for (const load of [mine, theirs]) load.maxPerHost = 2
    const closing = [mine.take('a'), mine.take('a')]
    const entered: string[] = []
    for (const name of ['first', 'second']) void theirs.enter('a').then(() => entered.push(name))
    await vi.advanceTimersByTimeAsync(20)
    expect(entered).toEqual([])
    closing[0]?.leave()
    await vi.advanceTimersByTimeAsync(10)
    expect(entered).toEqual(['first'])
  } finally {
    vi.useRealTimers()
  }
})

test('room on the disk is claimed by all workers together', async () => {
  const [mine, theirs] = [new DiskRoom(one), new DiskRoom(other)]
  const directory = tmpdir()
  let left = 0
  const claim = (bytes: number) => ({ directory, remainingBytes: () => bytes })
  const tooMuch = await theirs.claim(1, claim(Number.MAX_SAFE_INTEGER)).then(
    () => null,
    (error) => error,
  )
  const { freeBytes } = tooMuch.failure.params
  left = Math.floor(freeBytes * 0.6)
  await mine.claim(1, { directory, remainingBytes: () => left })
  await expect(theirs.claim(2, claim(Math.floor(freeBytes * 0.6)))).rejects.toMatchObject({ failure: { code: 'DISK_FULL' } })
  await theirs.claim(3, claim(Math.floor(freeBytes * 0.1)))
  // It is written by now, and that is told; of what was refused nothing is claimed.
  left = 0
  mine.tell()
  await theirs.claim(4, claim(Math.floor(freeBytes * 0.6)))
  theirs.release(3)
  theirs.release(4)
  await mine.claim(2, claim(Math.floor(freeBytes * 0.9)))
})

test('requests of one worker keep their distance to those of another', () => {
  const [mine, theirs] = [new HostStarts(memory), new HostStarts(new CommonMemory(memory.memory))]
  expect(mine.claim('a', 60_000)).toBe(0)
  expect(theirs.claim('a', 60_000)).toBeGreaterThan(59_000)
  expect(theirs.claim('b', 60_000)).toBe(0)
})

test('what each flushes counts for the others', () => {
  one.noteFlushes(2)
  expect([one.flushes, other.flushes]).toEqual([0, 2])
})
