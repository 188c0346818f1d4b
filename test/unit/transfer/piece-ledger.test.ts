import { createHash } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fitsPieces, PieceLedger } from '../../../src-main/transfer/worker/piece-ledger.ts'
import { contentOf } from '../../support/faulty-server.ts'

const bytesTotal = 2_500
const length = 1_000
const content = contentOf(4, 0, bytesTotal)
const digestOf = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex')
const digests = [0, 1, 2].map((piece) => digestOf(content.subarray(piece * length, (piece + 1) * length)))
const pieces = { algorithm: 'md5', length, digests } as const
const never = new AbortController().signal

type File = Awaited<ReturnType<typeof open>>
let folder: string
let file: File
let wrongAsTheyPass: number[]
let ledger: PieceLedger
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-pieces-'))
  await writeFile(join(folder, 'file'), content)
  file = await open(join(folder, 'file'), 'r')
})
beforeEach(() => {
  wrongAsTheyPass = []
  ledger = new PieceLedger(pieces, (piece) => wrongAsTheyPass.push(piece))
})
afterAll(async () => {
  await file.close()
  await rm(folder, { recursive: true })
})

/** One that says wrong things wherever it is read. */
const unread = { read: () => Promise.resolve({ bytesRead: 0, buffer: Buffer.alloc(0) }) } as unknown as File
const wrongOnes = (from: File = unread) => ledger.wrongOnes(from, bytesTotal, never)

function pass(start: number, end: number, bytes = content): void {
  for (let at = start; at < end; at += 170) ledger.add(at, bytes.subarray(at, Math.min(end, at + 170)))
}

const turned = Buffer.from(content.map((byte) => byte ^ 0xff))

test('pieces that pass in order are known without a read, the shorter last one too', async () => {
  pass(0, bytesTotal)
  expect(await wrongOnes()).toEqual([])
  expect(wrongAsTheyPass).toEqual([])
})

test('pieces may come in any order, and a wrong one is told as soon as its last byte has passed', async () => {
  pass(2_000, bytesTotal)
  pass(1_000, 1_999, turned)
  expect(wrongAsTheyPass).toEqual([])
  pass(1_999, 2_000, turned)
  expect(wrongAsTheyPass).toEqual([1])
  pass(0, 1_000)
  expect(await wrongOnes()).toEqual([1])
})

test('what came back to front or before anybody looked is read, and nothing else', async () => {
  pass(500, 1_000)
  pass(0, 500)
  pass(1_000, bytesTotal)
  expect(await wrongOnes(file)).toEqual([])
  ledger.begin()
  pass(1_000, bytesTotal)
  expect(await wrongOnes()).toEqual([0])
})

test('bytes that came twice are read again: only the disk knows which of them stayed', async () => {
  pass(0, bytesTotal)
  pass(300, 400, turned)
  expect(await wrongOnes()).toEqual([0])
  expect(await wrongOnes(file)).toEqual([])
})

test('only what lies within the bytes that are gone on with counts', async () => {
  pass(0, bytesTotal)
  ledger.keepWithin([
    { start: 0, end: 1_500 },
    { start: 1_501, end: bytesTotal },
  ])
  expect(await wrongOnes()).toEqual([1])
})

test('a piece that is fetched again is judged anew', async () => {
  pass(0, 1_000)
  pass(1_000, bytesTotal, turned)
  expect(await wrongOnes()).toEqual([1, 2])
  ledger.keepWithin([{ start: 0, end: 1_000 }])
  pass(1_000, bytesTotal)
  expect(await wrongOnes()).toEqual([])
})

test('a file that is shorter than it should be lacks its last pieces', async () => {
  expect(await ledger.wrongOnes(file, 2_999, never)).toEqual([2])
})

test('a file has as many pieces as its size says', () => {
  expect([2_000, 2_001, 3_000, 3_001, 0].map((size) => fitsPieces(pieces, size))).toEqual([false, true, true, false, false])
})

test('however the bytes are cut and mixed, exactly the wrong pieces are found', async () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytesTotal - 1 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer(), fc.subarray([0, 1, 2]), async (places, seed, wrong) => {
      const bytes = Buffer.from(content)
      for (const piece of wrong) bytes.writeUInt8(bytes.readUInt8(piece * length + 7) ^ 1, piece * length + 7)
      const path = join(folder, 'cut')
      await writeFile(path, bytes)
      const cut = await open(path, 'r')
      ledger = new PieceLedger(pieces, () => undefined)
      const edges = [0, ...places.toSorted((one, other) => one - other), bytesTotal]
      const spans = edges.slice(1).map((end, index) => ({ start: edges[index] ?? 0, end }))
      const mixed = spans.toSorted((one, other) => ((one.start * 31 + seed) % 7) - ((other.start * 31 + seed) % 7))
      for (const { start, end } of mixed) ledger.add(start, bytes.subarray(start, end))
      expect(await ledger.wrongOnes(cut, bytesTotal, never)).toEqual(wrong)
      await cut.close()
    }),
    { numRuns: 60 },
  )
})
