import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDisk } from '../../../src-main/platform/disk.ts'
import { temporaryFolder } from './folder.ts'

const disk = createDisk()
const whatever = (path: string) => ({ path, content: null })

test('files are deleted, missing ones count as deleted, and links go without what they point to', async () => {
  const folder = temporaryFolder()
  const [file, link, target] = [join(folder, 'file'), join(folder, 'link'), join(folder, 'target')]
  writeFileSync(file, 'x')
  writeFileSync(target, 'kept')
  symlinkSync(target, link)
  expect(await disk.remove([file, link, join(folder, 'missing'), join(target, 'below a file')].map(whatever))).toEqual([])
  expect([existsSync(file), existsSync(link)]).toEqual([false, false])
  expect(readFileSync(target, 'utf8')).toBe('kept')
})

test('a folder is never deleted and is named as left', async () => {
  const folder = temporaryFolder()
  const inner = join(folder, 'inner')
  mkdirSync(inner)
  const after = join(folder, 'after')
  writeFileSync(after, '')
  expect(await disk.remove([inner, after].map(whatever))).toEqual([inner])
  expect([existsSync(inner), existsSync(after)]).toEqual([true, false])
})

test('a file that has to hold something goes only where it holds just that', async () => {
  const folder = temporaryFolder()
  const [same, other, longer, link, inner] = ['same', 'other', 'longer', 'link', 'inner'].map((name) => join(folder, name))
  if (!same || !other || !longer || !link || !inner) throw new Error('five')
  writeFileSync(same, 'sïgned')
  writeFileSync(other, 'sïgnet')
  writeFileSync(longer, 'sïgned too')
  symlinkSync(same, link)
  mkdirSync(inner)
  const files = [link, other, longer, inner, join(folder, 'missing'), same].map((path) => ({ path, content: 'sïgned' }))
  expect(await disk.remove(files)).toEqual([])
  expect([same, other, longer, link, inner].map((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ])
})

test('free space is that of the nearest folder that is there', async () => {
  const folder = temporaryFolder()
  const { blocks, bsize } = await statfs(folder)
  const free = await disk.freeBytes(join(folder, 'not', 'there', 'yet'))
  expect(free).toBeGreaterThan(0)
  expect(free).toBeLessThanOrEqual(blocks * bsize)
  expect(Number.isInteger(free)).toBe(true)
})
