import { writeSync } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PartWriter, type WritableFile } from '../../../src-main/transfer/worker/part-writer.ts'
import type { Problem } from '../../../src-main/transfer/worker/problem.ts'
import { SegmentMap } from '../../../src-main/transfer/worker/segments.ts'
import { contentOf } from '../../support/faulty-server.ts'

let folder: string
let file: Awaited<ReturnType<typeof open>>
let map: SegmentMap
let failures: Problem[]
let seen: { position: number; bytes: number }[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-writer-'))
  file = await open(join(folder, 'file'), 'w+')
  map = SegmentMap.whole(100_000)
  failures = []
  seen = []
})
afterEach(async () => {
  await file.close()
  await rm(folder, { recursive: true })
})

const writerOn = (target: WritableFile, gatherBytes = 10_000) =>
  new PartWriter(
    target,
    map,
    () => gatherBytes,
    (failed) => failures.push(failed),
    (position, bytes) => seen.push({ position, bytes: bytes.length }),
  )
const segmentOf = () => {
  const [segment] = map.all
  if (segment === undefined) throw new Error('no segment')
  return segment
}
/** A real file that can be told to do badly. */
const spoilt = (changes: Partial<WritableFile>): WritableFile => ({
  write: (bytes, offset, length, position) => file.write(bytes, offset, length, position),
  datasync: () => file.datasync(),
  ...changes,
})
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))

test('what is pushed in pieces stands in its place after a sync, and only then counts as flushed', async () => {
  const writer = writerOn(file)
  for (let at = 0; at < 100_000; at += 2_500) writer.push(segmentOf(), contentOf(1, at, 2_500), () => undefined)
  expect(segmentOf()).toMatchObject({ received: 100_000, flushed: 0 })
  await writer.sync()
  expect(segmentOf()).toMatchObject({ written: 100_000, flushed: 100_000 })
  expect((await readFile(join(folder, 'file'))).equals(contentOf(1, 0, 100_000))).toBe(true)
})

test('a write that takes less than it was given is gone on with', async () => {
  const greedy = spoilt({
    write: (bytes, offset, length, position) => file.write(bytes, offset, Math.min(length, 777), position),
  })
  const writer = writerOn(greedy)
  for (let at = 0; at < 100_000; at += 5_000) writer.push(segmentOf(), contentOf(1, at, 5_000), () => undefined)
  await writer.sync()
  expect((await readFile(join(folder, 'file'))).equals(contentOf(1, 0, 100_000))).toBe(true)
})

/** A file to which up to so many bytes are written in place. */
const inPlace = (changes: Partial<WritableFile> = {}) =>
  spoilt({
    inPlaceBytes: 60_000,
    writeInPlace: (bytes, offset, position) => writeSync(file.fd, bytes, offset, bytes.length - offset, position),
    ...changes,
  })

test('large pieces are written in place, small ones gathered between them, and each stands where it belongs', async () => {
  const sizes: number[] = []
  const target = inPlace({
    writeInPlace: (bytes, offset, position) => {
      sizes.push(bytes.length - offset)
      return writeSync(file.fd, bytes, offset, Math.min(bytes.length - offset, 33_000), position)
    },
  })
  const writer = writerOn(target)
  const segment = segmentOf()
  for (const bytes of [40_000, 500, 1_500]) writer.push(segment, contentOf(1, segment.received, bytes), () => undefined)
  expect(segment).toMatchObject({ received: 42_000, written: 40_000 })
  // The first of them has others before it that are not written yet.
  writer.push(segment, contentOf(1, 42_000, 34_000), () => undefined)
  await writer.drain()
  writer.push(segment, contentOf(1, 76_000, 24_000), () => undefined)
  await writer.sync()
  expect(sizes).toEqual([40_000, 7_000])
  expect(segment).toMatchObject({ received: 100_000, written: 100_000, flushed: 100_000 })
  expect((await readFile(join(folder, 'file'))).equals(contentOf(1, 0, 100_000))).toBe(true)
})

test('a disk that takes nothing in place any more gets it by the threads', async () => {
  let inPlaceBytes = 60_000
  const target: WritableFile = inPlace()
  const writer = writerOn({
    write: target.write,
    datasync: target.datasync,
    writeInPlace: () => {
      inPlaceBytes = 0
      return writeSync(file.fd, contentOf(1, 0, 50_000), 0, 50_000, 0)
    },
    get inPlaceBytes() {
      return inPlaceBytes
    },
  })
  for (const at of [0, 50_000]) writer.push(segmentOf(), contentOf(1, at, 50_000), () => undefined)
  await writer.sync()
  expect((await readFile(join(folder, 'file'))).equals(contentOf(1, 0, 100_000))).toBe(true)
})

test('a write in place that fails is told once and nothing is claimed after it', async () => {
  const writeInPlace = () => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
  }
  const writer = writerOn(inPlace({ writeInPlace }))
  for (const at of [0, 50_000]) writer.push(segmentOf(), contentOf(1, at, 50_000), () => undefined)
  await expect(writer.sync()).rejects.toMatchObject({ failure: { code: 'DISK_FULL' } })
  expect(failures).toHaveLength(1)
  expect(map.flushedMarks()).toEqual([{ start: 0, end: 99_999, done: 0 }])
})

test('a slow disk holds the connection back until it has caught up', async () => {
  const writer = writerOn(file)
  const drained = Promise.withResolvers<void>()
  let isTaken = true
  let pushed = 0
  while (isTaken) {
    isTaken = writer.push(segmentOf(), contentOf(1, pushed, 5_000), drained.resolve)
    pushed += 5_000
  }
  expect(pushed).toBeLessThan(60_000)
  await drained.promise
})

test('a write that fails is told once and nothing is claimed after it', async () => {
  const writer = writerOn(spoilt({ write: failing('ENOSPC') }))
  for (let at = 0; at < 50_000; at += 10_000) writer.push(segmentOf(), contentOf(1, at, 10_000), () => undefined)
  await expect(writer.sync()).rejects.toMatchObject({ failure: { code: 'DISK_FULL' } })
  expect(failures).toHaveLength(1)
  expect(map.flushedMarks()).toEqual([{ start: 0, end: 99_999, done: 0 }])
})

test('a flush that failed once is never believed again', async () => {
  let flushes = 0
  const writer = writerOn(
    spoilt({
      datasync: () => {
        flushes++
        return flushes === 2 ? failing('EIO')() : file.datasync()
      },
    }),
  )
  writer.push(segmentOf(), contentOf(1, 0, 10_000), () => undefined)
  await writer.sync()
  writer.push(segmentOf(), contentOf(1, 10_000, 10_000), () => undefined)
  await expect(writer.sync()).rejects.toMatchObject({ failure: { code: 'INTERNAL' } })
  await expect(writer.sync()).rejects.toMatchObject({ failure: { code: 'INTERNAL' } })
  expect(map.flushedMarks()).toEqual([{ start: 0, end: 99_999, done: 10_000 }])
  expect(flushes).toBe(2)
})

test('what is received is shown with its place in the file, in the order in which it came', async () => {
  const writer = writerOn(file)
  const segment = segmentOf()
  for (const bytes of [300, 20_000, 1]) writer.push(segment, contentOf(1, 0, bytes), () => undefined)
  await writer.drain()
  expect(seen).toEqual([
    { position: 0, bytes: 300 },
    { position: 300, bytes: 20_000 },
    { position: 20_300, bytes: 1 },
  ])
})

test('what is here whole is written at once, and where the disk takes less of it the rest follows', async () => {
  const greedy = spoilt({
    write: (bytes, offset, length, position) => file.write(bytes, offset, Math.min(length, 77_777), position),
  })
  for (const target of [file, greedy]) {
    map = SegmentMap.whole(100_000)
    await writerOn(target).writeWhole(segmentOf(), contentOf(1, 0, 100_000))
    expect(segmentOf()).toMatchObject({ received: 100_000, written: 100_000, flushed: 0 })
    expect((await readFile(join(folder, 'file'))).equals(contentOf(1, 0, 100_000))).toBe(true)
  }
  expect(seen).toEqual([0, 0].map((position) => ({ position, bytes: 100_000 })))
  map = SegmentMap.whole(100_000)
  const full = writerOn(spoilt({ write: failing('ENOSPC') }))
  await expect(full.writeWhole(segmentOf(), contentOf(1, 0, 100_000))).rejects.toMatchObject({ failure: { code: 'DISK_FULL' } })
  expect(segmentOf().written).toBe(0)
})

test('a file that flushes with each write is not asked to flush once more', async () => {
  const flushes: string[] = []
  const datasync = async () => void flushes.push('datasync')
  const writer = writerOn(spoilt({ isSynchronous: true, datasync }))
  await writer.writeWhole(segmentOf(), contentOf(1, 0, 100_000))
  await writer.sync()
  expect(segmentOf().flushed).toBe(100_000)
  expect(flushes).toEqual([])
})
