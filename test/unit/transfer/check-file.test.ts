import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { BlockLedger } from '../../../src-main/transfer/worker/block-digests.ts'
import { checkFile, compareFile } from '../../../src-main/transfer/worker/check-file.ts'
import { contentOf } from '../../support/faulty-server.ts'

const bytesTotal = 5_000_000
const content = contentOf(4, 0, bytesTotal)
const expected = createHash('sha1').update(content).digest('hex')
const checksum = { algorithm: 'sha-1', expected } as const
const ledger = new BlockLedger()
ledger.add(0, content)
const blockDigests = ledger.encode(bytesTotal)
const never = new AbortController().signal

let folder: string
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-check-'))
  await writeFile(at('good'), content)
  await writeFile(at('short'), content.subarray(1))
  await mkdir(at('folder'))
  return () => rm(folder, { recursive: true })
})

const check = (name: string, known: object = {}) =>
  checkFile({ path: at(name), bytesTotal, checksum: null, blockDigests: null, ...known }, never)

test('a file of which no block is known is proved by its digest, and its blocks are known from then on', async () => {
  expect(await check('good', { checksum })).toEqual({ kind: 'ok', actualChecksum: expected, blockDigests })
})

test('a file of the right size of which nothing else is known is neither right nor wrong', async () => {
  expect(await check('good')).toEqual({ kind: 'unknown' })
})

test('where no block is known, damage has no place', async () => {
  const damaged = { kind: 'damaged', segments: null }
  expect(await check('short')).toMatchObject({ ...damaged, bytesOnDisk: bytesTotal - 1 })
  expect(await check('good', { checksum: { algorithm: 'sha-1', expected: '0'.repeat(40) } })).toMatchObject({
    ...damaged,
    bytesOnDisk: bytesTotal,
    actualChecksum: expected,
  })
})

test('a digest that differs although every block is right makes all of it suspect', async () => {
  const found = await check('good', { blockDigests, checksum: { algorithm: 'sha-1', expected: '0'.repeat(40) } })
  expect(found).toMatchObject({ kind: 'damaged', segments: null })
})

test('digests of another number of blocks than the file has are not relied on', async () => {
  expect(await check('good', { blockDigests: blockDigests.subarray(4) })).toEqual({ kind: 'unknown' })
})

test('every byte from the first lacking one on is damaged', async () => {
  expect(await check('short', { blockDigests })).toEqual({
    kind: 'damaged',
    bytesOnDisk: bytesTotal - 1,
    // The first byte is missing as well, so that the first block differs too.
    segments: [{ start: 0, end: bytesTotal - 1, done: 0 }],
    actualChecksum: null,
  })
})

test('an empty file is right when it is empty', async () => {
  await writeFile(at('empty'), '')
  const none = new BlockLedger().encode(0)
  expect(await check('empty', { bytesTotal: 0, blockDigests: none })).toMatchObject({ kind: 'ok' })
  expect(await check('good', { bytesTotal: 0, blockDigests: none })).toMatchObject({ kind: 'damaged', segments: [] })
})

test('nothing, and what is no file, is said so', async () => {
  expect(await check('nothing')).toEqual({ kind: 'missing' })
  expect(await check(join('good', 'below'))).toEqual({ kind: 'missing' })
  expect(await check('folder')).toMatchObject({ kind: 'unreadable', failure: { code: 'PATH_INVALID' } })
})

test('a look that is broken off says nothing about the file', async () => {
  const controller = new AbortController()
  const looking = checkFile({ path: at('good'), bytesTotal, checksum, blockDigests }, controller.signal)
  controller.abort()
  expect(await looking).toEqual({ kind: 'stopped' })
})

/** A real file of which the disk can't read these bytes any more. */
async function openWithBadSectors(from: number, to: number) {
  const file = await open(at('good'), 'r')
  const original = file.read.bind(file)
  file.read = (async (buffer: Buffer, offset: number, length: number, position: number) => {
    if (position < to && from < position + length) throw Object.assign(new Error('bad sector'), { code: 'EIO' })
    return original(buffer, offset, length, position)
  }) as typeof file.read
  return file
}

test('a block that the disk cannot read is damaged, and the ones around it are not', async () => {
  const file = await openWithBadSectors(2_000_000, 2_000_512)
  try {
    const known = { path: at('good'), bytesTotal, checksum, blockDigests }
    expect(await compareFile(file, bytesTotal, known, never)).toEqual({
      kind: 'damaged',
      bytesOnDisk: bytesTotal,
      segments: [
        { start: 0, end: 4_194_303, done: 0 },
        { start: 4_194_304, end: bytesTotal - 1, done: bytesTotal - 4_194_304 },
      ],
      actualChecksum: null,
    })
    await expect(compareFile(file, bytesTotal, { ...known, blockDigests: null }, never)).rejects.toThrow('bad sector')
  } finally {
    await file.close()
  }
})
