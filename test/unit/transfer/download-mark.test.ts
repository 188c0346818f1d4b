import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { markAsDownloaded } from '../../../src-main/transfer/worker/download-mark.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-mark-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const secretUrl = 'https://anna:geheim@files.example:8443/for-anna/file.zip?token=t0ken#part'

test('on Windows the stream of the zone names the server and nothing that could be secret', async () => {
  const path = join(folder, 'file.zip')
  await writeFile(path, 'x')
  await markAsDownloaded(path, secretUrl, 'win32')
  // Other file systems take the stream for a name of its own, which is how it can be read here.
  expect(await readFile(`${path}:Zone.Identifier`, 'utf8')).toBe(
    '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://files.example:8443/\r\n',
  )
})

test.each(['win32', 'darwin'] as const)('a mark that cannot be set on %s is no failure', async (platform) => {
  await expect(markAsDownloaded(join(folder, 'nowhere', 'file'), secretUrl, platform)).resolves.toBeUndefined()
  await expect(markAsDownloaded(join(folder, 'file'), 'no address', platform)).resolves.toBeUndefined()
})

test('nothing is left beside the file where the platform heeds no mark', async () => {
  await writeFile(join(folder, 'file'), 'x')
  await markAsDownloaded(join(folder, 'file'), secretUrl, 'linux')
  expect(await readdir(folder)).toEqual(['file'])
})
