import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolders } from '../../../src-main/platform/folders.ts'
import { safeFolder } from '../../../src-main/transfer/worker/safe-folder.ts'
import { temporaryFolder } from './folder.ts'

const folders = createFolders({ allowed: null, safeFolder })

test('folders below another are made once, those above them first, and only what was not there is told', async () => {
  const base = temporaryFolder()
  mkdirSync(join(base, 'there'))
  expect(await folders.makeBelow(base, ['there/new', 'a/b/c', 'a/b', 'there'])).toEqual({
    made: ['there/new', 'a', 'a/b', 'a/b/c'],
    fault: null,
  })
  expect(existsSync(join(base, 'a', 'b', 'c'))).toBe(true)
  expect(await folders.makeBelow(base, ['a/b/c'])).toEqual({ made: [], fault: null })
})

test('nothing is made behind a link that leads out, and one that stays inside is fine', async () => {
  const base = temporaryFolder()
  const outside = temporaryFolder()
  symlinkSync(outside, join(base, 'out'))
  mkdirSync(join(base, 'in'))
  symlinkSync(join(base, 'in'), join(base, 'link'))
  expect(await folders.makeBelow(base, ['first', 'out/deep'])).toMatchObject({
    made: ['first'],
    fault: { problem: 'outside', params: { directory: base, folder: 'out' } },
  })
  expect(readdirSync(outside)).toEqual([])
  expect(await folders.makeBelow(base, ['link/deep'])).toEqual({ made: ['link/deep'], fault: null })
  expect(readdirSync(join(base, 'in'))).toEqual(['deep'])
})

test('a file or a dead link in the way is told', async () => {
  const base = temporaryFolder()
  writeFileSync(join(base, 'file'), '')
  symlinkSync(join(base, 'nowhere'), join(base, 'dead'))
  expect(await folders.makeBelow(base, ['file/below'])).toMatchObject({ fault: { problem: 'not-a-folder' } })
  expect((await folders.makeBelow(base, ['dead/below'])).fault).not.toBeNull()
  expect(existsSync(join(base, 'nowhere'))).toBe(false)
})

test('a path that no file would fit into is refused before anything is made', async () => {
  const base = temporaryFolder()
  const deep = Array(15).fill('x'.repeat(250)).join('/')
  const { made, fault } = await folders.makeBelow(base, ['short', `${deep}/${'y'.repeat(250)}`])
  expect({ made, problem: fault?.problem, reason: fault?.params.reason }).toEqual({
    made: [],
    problem: 'invalid',
    reason: 'ENAMETOOLONG',
  })
})

test('only empty folders are taken away', async () => {
  const base = temporaryFolder()
  await folders.makeBelow(base, ['a/b', 'a/c', 'd'])
  writeFileSync(join(base, 'a', 'c', 'file'), '')
  await folders.removeEmpty(base, ['d', 'a/c', 'a/b', 'a', 'never'])
  expect(readdirSync(base)).toEqual(['a'])
  expect(readdirSync(join(base, 'a'))).toEqual(['c'])
})
