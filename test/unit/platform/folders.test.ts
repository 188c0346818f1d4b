import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolders } from '../../../src-main/platform/folders.ts'
import { safeFolder } from '../../../src-main/transfer/worker/safe-folder.ts'
import { temporaryFolder } from './folder.ts'

const everywhere = createFolders({ allowed: null, safeFolder })

test('a relative folder lies in the base, an absolute one where it says, and both are made', async () => {
  const base = temporaryFolder()
  const elsewhere = join(temporaryFolder(), 'deep', 'er')
  expect(await everywhere.prepare('Serie/Staffel 1', base)).toMatchObject({ directory: join(base, 'Serie', 'Staffel 1') })
  expect(await everywhere.prepare(elsewhere, base)).toMatchObject({ directory: elsewhere })
  expect(await everywhere.prepare('', base)).toMatchObject({ directory: base })
  expect(readdirSync(join(base, 'Serie', 'Staffel 1'))).toEqual([])
  expect(existsSync(elsewhere)).toBe(true)
})

test('the same new folder asked for many times at once is made once, and all may use it', async () => {
  const base = temporaryFolder()
  const answers = await Promise.all(Array.from({ length: 20 }, () => everywhere.prepare('a/b/c', base)))
  expect(answers).toEqual(Array(20).fill(expect.objectContaining({ directory: join(base, 'a', 'b', 'c') })))
})

test('what cannot be written to is refused before anything starts, with the reason', async () => {
  const base = temporaryFolder()
  const file = join(base, 'file')
  writeFileSync(file, '')
  const refusal = async (wanted: string) => everywhere.prepare(wanted, base)
  expect(await refusal('file')).toEqual({ problem: 'not-a-folder', params: { directory: file, reason: 'EEXIST' } })
  expect(await refusal('file/below')).toMatchObject({ problem: 'not-a-folder', params: { reason: 'ENOTDIR' } })
  expect(await refusal('a\0b')).toMatchObject({ problem: 'invalid', params: { reason: 'NUL' } })
  expect(await refusal('ä'.repeat(128))).toMatchObject({ problem: 'invalid', params: { reason: 'ENAMETOOLONG' } })
  expect(await refusal('abc/'.repeat(1_100))).toMatchObject({ problem: 'invalid', params: { reason: 'ENAMETOOLONG' } })
  expect(existsSync(join(base, 'abc'))).toBe(false)
})

test.runIf(process.platform === 'linux')('a file system that takes no files is found out, for root too', async () => {
  expect(await everywhere.prepare('/proc', '/')).toMatchObject({ problem: 'not-writable' })
  expect(await everywhere.prepare('/proc/staffel', '/')).toMatchObject({ problem: 'not-writable' })
})

test('only what lies inside an allowed folder may be used, wherever the words lead', async () => {
  const root = temporaryFolder()
  const other = temporaryFolder()
  const folders = createFolders({ allowed: [join(root, 'not there yet'), join(root, 'in')], safeFolder })
  const base = join(root, 'in')
  expect(await folders.prepare('a/../b', base)).toMatchObject({ directory: join(base, 'b') })
  expect(await folders.prepare('..strange', base)).toMatchObject({ directory: join(base, '..strange') })
  expect(await folders.prepare(join(root, 'not there yet', 'x'), base)).toHaveProperty('directory')
  for (const wanted of ['..', '../inside', 'a/../../out', root, other, '/']) {
    expect(await folders.prepare(wanted, base), wanted).toMatchObject({ problem: 'outside' })
  }
  expect(existsSync(join(root, 'inside'))).toBe(false)
  expect(await createFolders({ allowed: [], safeFolder }).prepare('a', base)).toMatchObject({ problem: 'outside' })
})

test('a symbolic link that leads out of what is allowed is refused, and nothing is made behind it', async () => {
  const root = temporaryFolder()
  const outside = temporaryFolder()
  const folders = createFolders({ allowed: [root], safeFolder })
  mkdirSync(join(root, 'real'))
  symlinkSync(outside, join(root, 'escape'))
  symlinkSync(join(outside, 'missing'), join(root, 'dangling'))
  symlinkSync(join(root, 'real'), join(root, 'harmless'))
  symlinkSync(join(root, 'loop'), join(root, 'loop'))
  expect(await folders.prepare('escape', root)).toMatchObject({ problem: 'outside' })
  expect(await folders.prepare('escape/made', root)).toMatchObject({ problem: 'outside' })
  expect(await folders.prepare('dangling', root)).toHaveProperty('problem')
  expect(await folders.prepare('dangling/made', root)).toHaveProperty('problem')
  expect(await folders.prepare('loop', root)).toMatchObject({ problem: 'invalid', params: { reason: 'ELOOP' } })
  expect(await folders.prepare('harmless/made', root)).toMatchObject({ directory: join(root, 'harmless', 'made') })
  expect(readdirSync(outside)).toEqual([])
})

test('an allowed folder may itself be a link', async () => {
  const real = temporaryFolder()
  const link = join(temporaryFolder(), 'link')
  symlinkSync(real, link)
  expect(await createFolders({ allowed: [link], safeFolder }).prepare('a', link)).toMatchObject({ directory: join(link, 'a') })
  expect(await createFolders({ allowed: [link], safeFolder }).prepare(join(real, 'b'), link)).toMatchObject({
    directory: join(real, 'b'),
  })
})
