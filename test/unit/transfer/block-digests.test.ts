import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BlockLedger, blockAt, blockBytes, digestAt, isComplete } from '../../../src-main/transfer/worker/block-digests.ts'
import { combineCrc32 } from '../../../src-main/transfer/worker/crc32-combine.ts'
import { contentOf } from '../../support/faulty-server.ts'

const bytesTotal = 2 * blockBytes + 1_234_567
const content = contentOf(5, 0, bytesTotal)
const never = new AbortController().signal

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-blocks-'))
  path = join(folder, 'file')
  await writeFile(path, content)
})
afterAll(() => rm(folder, { recursive: true }))

/** What the digests have to be, worked out in the plainest way. */
const plain = [0, 1, 2].map((number) => {
  const { start, end } = blockAt(number, bytesTotal)
  return crc32(content.subarray(start, end))
})
const listOf = (digests: Uint8Array) => Array.from({ length: digests.length / 4 }, (_, number) => digestAt(digests, number))

async function completed(ledger: BlockLedger): Promise<number[]> {
  const file = await open(path, 'r')
  try {
    return listOf(await ledger.complete(file, bytesTotal, never))
  } finally {
    await file.close()
  }
}

test('the CRC of two pieces together follows from theirs, whatever their lengths', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.uint8Array({ maxLength: 5_000 }), (first, second) => {
      expect(combineCrc32(crc32(first), crc32(second), second.length)).toBe(crc32(Buffer.concat([first, second])))
    }),
  )
  const [front, rear] = [content.subarray(0, 4_000_001), content.subarray(4_000_001)]
  expect(combineCrc32(crc32(front), crc32(rear), rear.length)).toBe(crc32(content))
})

describe('the digests of blocks', () => {
  test('are right in whatever order and pieces the bytes pass, without a look at the file', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytesTotal - 1 }), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, fc.infiniteStream(fc.nat()), (places, order) => {
        const ends = [0, ...places.toSorted((one, other) => one - other), bytesTotal]
        const pieces = ends.slice(1).map((end, index) => ({ start: ends[index] ?? 0, end, key: order.next().value ?? 0 }))
        const ledger = new BlockLedger()
        for (const { start, end } of pieces.toSorted((one, other) => one.key - other.key)) {
          ledger.add(start, content.subarray(start, end))
        }
        expect(listOf(ledger.encode(bytesTotal))).toEqual(plain)
      }),
      { numRuns: 40 },
    )
  })

  test('that did not pass whole are told as 0, and are read from the file in the end', async () => {
    const ledger = new BlockLedger()
    ledger.add(100, content.subarray(100, blockBytes + 200))
    ledger.add(2 * blockBytes, content.subarray(2 * blockBytes))
    expect(listOf(ledger.encode(bytesTotal))).toEqual([0, 0, plain[2]])
    expect(await completed(ledger)).toEqual(plain)
  })

  test('are left to the file where bytes passed twice: which of them stayed is not known', async () => {
    const ledger = new BlockLedger()
    ledger.add(0, content.subarray(0, 2_000_000))
    ledger.add(1_000_000, Buffer.alloc(blockBytes - 1_000_000))
    expect(listOf(ledger.encode(bytesTotal))[0]).toBe(0)
    expect(await completed(ledger)).toEqual(plain)
  })

  test('that were kept count as far as the marks say that their bytes are there', () => {
    const kept = new BlockLedger()
    kept.add(0, content)
    const ledger = new BlockLedger()
    const marks = [
      { start: 0, end: blockBytes + 9, done: blockBytes + 5 },
      { start: blockBytes + 10, end: bytesTotal - 1, done: bytesTotal - blockBytes - 10 },
    ]
    ledger.adopt(kept.encode(bytesTotal), marks, bytesTotal)
    expect(listOf(ledger.encode(bytesTotal))).toEqual([plain[0], 0, plain[2]])
  })

  test('are forgotten where what passed is not kept', () => {
    const ledger = new BlockLedger()
    ledger.add(0, content)
    ledger.keepWithin([{ start: 0, end: blockBytes + 5 }])
    expect(listOf(ledger.encode(bytesTotal))).toEqual([plain[0], 0, 0])
  })

  test('of an empty file are none, and complete', () => {
    expect(isComplete(new BlockLedger().encode(0), 0)).toBe(true)
    expect(isComplete(new BlockLedger().encode(0), 1)).toBe(false)
    expect(isComplete(new BlockLedger().encode(blockBytes), blockBytes)).toBe(true)
    expect(isComplete(new BlockLedger().encode(blockBytes), blockBytes + 1)).toBe(false)
  })
})
