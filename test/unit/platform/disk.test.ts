import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDisk } from '../../../src-main/platform/disk.ts'
import { temporaryFolder } from './folder.ts'

const disk = createDisk()

test('files are deleted, missing ones count as deleted, and links go without what they point to', async () => {
  const folder = temporaryFolder()
  const [file, link, target] = [join(folder, 'file'), join(folder, 'link'), join(folder, 'target')]
  writeFileSync(file, 'x')
  writeFileSync(target, 'kept')
  symlinkSync(target, link)
  expect(await disk.remove([file, link, join(folder, 'missing'), join(target, 'below a file')])).toEqual([])
  expect([existsSync(file), existsSync(link)]).toEqual([false, false])
  expect(readFileSync(target, 'utf8')).toBe('kept')
})

test('a folder is never deleted and is named as left', async () => {
  const folder = temporaryFolder()
  const inner = join(folder, 'inner')
  mkdirSync(inner)
  const after = join(folder, 'after')
  writeFileSync(after, '')
  expect(await disk.remove([inner, after])).toEqual([inner])
  expect([existsSync(inner), existsSync(after)]).toEqual([true, false])
})

test('free space is that of the nearest folder that is there', async () => {
  const folder = temporaryFolder()
  const { blocks, bsize } = await statfs(folder)
  const free = await disk.freeBytes(join(folder, 'not', 'there', 'yet'))
  expect(free).toBeGreaterThan(0)
  expect(free).toBeLessThanOrEqual(blocks * bsize)
  expect(Number.isInteger(free)).toBe(true)
})
