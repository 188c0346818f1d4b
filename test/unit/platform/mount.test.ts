import { mkdirSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isThere, mountOf } from '../../../src-main/platform/mount.ts'
import { describeWithMounts, mounts, setUpMounts } from '../../support/each-test-mounts.ts'
import { temporaryFolder } from './folder.ts'

setUpMounts()

test('a folder is there as long as it is one', async () => {
  const folder = join(temporaryFolder(), 'a')
  expect(await isThere(folder, null)).toBe(false)
  mkdirSync(folder)
  expect(await isThere(folder, null)).toBe(true)
  rmdirSync(folder)
  writeFileSync(folder, '')
  expect(await isThere(folder, null)).toBe(false)
  expect(await isThere(join(folder, 'below'), null)).toBe(false)
})

test('the file system that holds the system itself is always there', async () => {
  expect(await mountOf('/')).toBeNull()
})

describeWithMounts('a drive', () => {
  test('begins where it is mounted, for the folders below and for links into it', async () => {
    const drive = mounts.drive()
    const below = join(drive.path, 'films')
    mkdirSync(below)
    const link = join(temporaryFolder(), 'link')
    symlinkSync(below, link)
    expect([await mountOf(drive.path), await mountOf(below), await mountOf(link)]).toEqual([drive.path, drive.path, link])
  })

  test('that is gone is not there, whatever lies under its mount point, and there again when it is back', async () => {
    const drive = mounts.drive()
    mkdirSync(join(drive.path, 'films'))
    drive.remove()
    mkdirSync(join(drive.path, 'films'))
    expect(await isThere(join(drive.path, 'films'), drive.path)).toBe(false)
    rmdirSync(join(drive.path, 'films'))
    drive.insert()
    expect(await isThere(join(drive.path, 'films'), drive.path)).toBe(true)
  })
})
