import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchWeb } from '../../support/web/launch.ts'
import { expect, test } from '../fixtures.ts'

test('a fault that nobody caught ends the program in order, with code 1 and a word about it', async ({ app, folders }) => {
  await app.shell?.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted')
    }, 50)
  })
  expect(await app.shell?.exited).toBe(1)
  expect(await readFile(join(folders.data, 'logs', 'staffel.log'), 'utf8')).toMatch(/"level":"error".*planted/)
})

test('a data folder that another process works on is refused with code 2', async ({ folders, start }) => {
  const web = await launchWeb(['--data-dir', folders.data, '--download-dir', folders.downloads])
  await expect(start()).rejects.toThrow(/code 2: Staffel cannot start\n.*process \d+/)
  await web.close()
  expect(await web.exited).toBe(0)
})

test('a data folder that cannot be used is refused with code 1', async ({ folders, start }) => {
  await writeFile(folders.data, 'a file where the folder should be')
  await expect(start()).rejects.toThrow(/code 1: Staffel cannot start\n.*data.*cannot be used/)
})
