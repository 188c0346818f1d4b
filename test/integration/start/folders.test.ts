import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ErrorBody } from '../../../src-preload/contract/index.ts'
import { type Home, newHome, type Staffel, startStaffel } from '../../support/staffel.ts'

let home: Home
let running: Staffel | null = null

beforeEach(async () => {
  home = await newHome()
})
afterEach(async () => {
  await running?.kill('SIGKILL')
  running = null
  await home.remove()
})

/** Starts without saying where downloads go, as a person may; returns what it says on stderr. */
async function startAnywhere(more: readonly string[] = []): Promise<readonly string[]> {
  const said: string[] = []
  running = await startStaffel({ data: home.data, downloads: null }, more, (child) => {
    child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  })
  return said
}

it('a saved download folder that this start does not allow is named, with what can be done about it', async () => {
  const elsewhere = join(home.downloads, '..', 'elsewhere')
  await mkdir(elsewhere)
  running = await startStaffel(home, ['--allow-dir', elsewhere])
  await running.patchSettings({ downloadDirectory: elsewhere })
  await running.kill('SIGTERM')

  const said = await startAnywhere()
  await expect.poll(() => said.join('')).toContain(`--allow-dir "${elsewhere}"`)
  const { status, body } = (await running?.call<ErrorBody>('POST', '/jobs', { urls: ['http://127.0.0.1:9/a'] })) ?? {}
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'PATH_INVALID', params: { problem: 'outside', directory: elsewhere } })
  expect(await readFile(join(home.data, 'logs', 'staffel.log'), 'utf8')).toContain(elsewhere)
  await running?.kill('SIGTERM')

  const quiet = await startAnywhere(['--allow-dir', elsewhere])
  expect((await running?.call('POST', '/jobs', { urls: ['http://127.0.0.1:9/a'] }))?.status).toBe(201)
  expect(quiet).toEqual([])
})
