import { createHash } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Integrity } from '../../../src-main/transfer/worker/integrity.ts'
import { SegmentMap } from '../../../src-main/transfer/worker/segments.ts'
import { contentOf } from '../../support/faulty-server.ts'

const bytesTotal = 6_000_000
const content = contentOf(3, 0, bytesTotal)
const expected = createHash('sha256').update(content).digest('hex')
const checksum = { algorithm: 'sha-256', expected } as const
const never = new AbortController().signal

type File = Awaited<ReturnType<typeof open>>
let folder: string
let path: string
let file: File
/** Stretches of the file that were read. */
let read: number[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-integrity-'))
  path = join(folder, 'file')
  await writeFile(path, content)
})
beforeEach(async () => {
  read = []
  file = await open(path, 'r')
  const original = file.read.bind(file)
  file.read = ((buffer: Buffer, offset: number, length: number, position: number) => {
    read.push(position)
    return original(buffer, offset, length, position)
  }) as File['read']
  return () => file.close()
})
afterAll(() => rm(folder, { recursive: true }))

function fresh(): Integrity {
  const integrity = new Integrity({ checksum, part: null, blockDigests: null })
  integrity.begin(null)
  integrity.goOn(SegmentMap.whole(bytesTotal).all)
  return integrity
}

function pass(integrity: Integrity, start: number, end: number, by = 65_536): void {
  for (let at = start; at < end; at += by) integrity.add(at, content.subarray(at, Math.min(end, at + by)))
}

test('bytes that pass in order are never read again, neither for the digest nor for the blocks', async () => {
  const integrity = fresh()
  pass(integrity, 0, bytesTotal)
  expect(await integrity.digest(file, bytesTotal, never)).toBe(expected)
  await integrity.completeBlocks(file, bytesTotal, never)
  expect(read).toEqual([])
})

test('of bytes that pass out of order the digest reads what came after the first gap, the blocks nothing', async () => {
  const integrity = fresh()
  pass(integrity, 3_000_000, bytesTotal)
  pass(integrity, 0, 3_000_000)
  await integrity.completeBlocks(file, bytesTotal, never)
  expect(read).toEqual([])
  expect(await integrity.digest(file, bytesTotal, never)).toBe(expected)
  expect(Math.min(...read)).toBe(3_000_000)
})

test('what was fetched before a restart of the connection counts as far as it is on disk', async () => {
  const integrity = fresh()
  pass(integrity, 0, 4_500_000)
  const map = SegmentMap.resumed([{ start: 0, end: bytesTotal - 1, done: 4_500_000 }], bytesTotal, bytesTotal)
  integrity.goOn(map.all)
  pass(integrity, 4_500_000, bytesTotal)
  expect(await integrity.digest(file, bytesTotal, never)).toBe(expected)
  await integrity.completeBlocks(file, bytesTotal, never)
  expect(read).toEqual([])
})

test('what was fetched and is not on disk is forgotten, also by the digest', async () => {
  const integrity = fresh()
  integrity.add(0, Buffer.alloc(4_500_000))
  const map = SegmentMap.resumed([{ start: 0, end: bytesTotal - 1, done: 0 }], bytesTotal, bytesTotal)
  integrity.goOn(map.all)
  pass(integrity, 0, bytesTotal)
  expect(await integrity.digest(file, bytesTotal, never)).toBe(expected)
})

test('of another file nothing counts that passed of the first one', async () => {
  const integrity = fresh()
  integrity.add(0, Buffer.alloc(1_000_000))
  integrity.begin(null)
  integrity.goOn(SegmentMap.whole(bytesTotal).all)
  pass(integrity, 0, bytesTotal)
  expect(await integrity.digest(file, bytesTotal, never)).toBe(expected)
  expect(read).toEqual([])
})

test('what is known of the blocks is worth keeping after every 256 MiB, and not before', () => {
  const integrity = new Integrity({ checksum: null, part: null, blockDigests: null })
  const block = Buffer.alloc(4_194_304)
  for (let number = 0; number < 63; number++) integrity.add(number * block.length, block)
  const gigabyte = 256 * block.length
  expect(integrity.worthKeeping(gigabyte)).toBeNull()
  integrity.add(63 * block.length, block)
  expect(integrity.worthKeeping(gigabyte)).toHaveLength(4 * 256)
  expect(integrity.worthKeeping(gigabyte)).toBeNull()
})
