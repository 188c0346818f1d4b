import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Episode, ErrorBody, Job, NewEpisode, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'

const within = { timeout: 10_000, interval: 20 }

/** A job of files of this size in these folders; the third is called `2.bin`. */
async function added(folders: readonly (string | undefined)[], size = 1_000, more: Partial<NewEpisode> = {}): Promise<Job> {
  const episodes = folders.map((folder, index) => {
    server.serve(`/${index}.bin`, { size, seed: index + 1, ...(size > 1_000_000 && { bytesPerSecond: size / 2 }) })
    return { url: server.url(`/${index}.bin`), ...(folder !== undefined && { folder }), ...more }
  })
  return await staffel.post<Job>('/jobs', { episodes })
}

const completed = (job: Job) => staffel.untilJob(job.id, ({ status }) => status === 'completed')
const file = (...parts: string[]) => join(home.downloads, ...parts)

describe('episodes with folders', () => {
  test('come below the folder of their job, wherever they wanted to go', async () => {
    const job = await added(['Season 1', 'Season 1/Extras', undefined, '../../outside', '/etc/con', 'a\\b'])
    await completed(job)
    const episodes = await staffel.episodesOf(job.id)
    expect(episodes.map(({ folder, path }) => [folder, path])).toEqual([
      ['Season 1', file('Season 1', '0.bin')],
      ['Season 1/Extras', file('Season 1', 'Extras', '1.bin')],
      [null, file('2.bin')],
      ['outside', file('outside', '3.bin')],
      ['etc/con_', file('etc', 'con_', '4.bin')],
      ['a/b', file('a', 'b', '5.bin')],
    ])
    for (const [index, { path }] of episodes.entries()) {
      expect((await readFile(path ?? '')).equals(server.content(`/${index}.bin`))).toBe(true)
    }
    const { items } = await staffel.get<{ items: { path: string }[] }>('/report')
    expect(new Set(items.map(({ path }) => path))).toEqual(new Set(episodes.map(({ path }) => path)))
    const verified = await staffel.post<VerifyAnswer>('/verify', {})
    expect(verified.counts).toMatchObject({ ok: 6 })
  })

  test('may have the same name in different folders, and meet in the same one', async () => {
    const job = await added(['one', 'two', 'one'], 1_000, { fileName: 'same.bin' })
    await completed(job)
    const paths = (await staffel.episodesOf(job.id)).map(({ path }) => path)
    expect(new Set(paths)).toEqual(new Set([file('one', 'same.bin'), file('two', 'same.bin'), file('one', 'same (1).bin')]))
  })

  test('can be added to a job that is there', async () => {
    const job = await added([undefined])
    server.serve('/later.bin', { size: 10 })
    await staffel.post<Job>(`/jobs/${job.id}/episodes`, { episodes: [{ url: server.url('/later.bin'), folder: 'later' }] })
    await completed(job)
    expect(existsSync(file('later', 'later.bin'))).toBe(true)
  })

  test('are refused as a whole where one folder leads out of that of the job, and nothing is left of the others', async () => {
    await mkdir(home.downloads, { recursive: true })
    await symlink(home.data, file('link'))
    server.serve('/0.bin', { size: 10 })
    const episodes = ['fine/deep', 'link/in'].map((folder) => ({ url: server.url('/0.bin'), folder }))
    const answer = await staffel.call<ErrorBody>('POST', '/jobs', { episodes })
    expect(answer).toMatchObject({ status: 400, body: { code: 'PATH_INVALID', params: { problem: 'outside', folder: 'link' } } })
    expect(await readdir(home.downloads)).toEqual(['link'])
    expect((await staffel.get<{ total: number }>('/jobs')).total).toBe(0)
  })

  test('go on in their folders after a kill in the middle', async () => {
    const job = await added(['one', 'two'], 6_000_000)
    await expect
      .poll(async () => (await staffel.episodesOf(job.id)).every(({ bytesDone }) => bytesDone > 1_000_000), within)
      .toBe(true)
    await restart('SIGKILL')
    await completed(job)
    expect((await readFile(file('one', '0.bin'))).equals(server.content('/0.bin'))).toBe(true)
    expect((await readFile(file('two', '1.bin'))).equals(server.content('/1.bin'))).toBe(true)
    await expect.poll(() => readdir(file('one'))).toEqual(['0.bin'])
  })
})

describe('folders that were made', () => {
  test('go with the files of their job, and what was there before or has something else in it stays', async () => {
    await mkdir(file('before'), { recursive: true })
    const job = await added(['before/new', 'mixed', 'gone/deep'])
    await completed(job)
    await writeFile(file('mixed', 'mine.txt'), '')
    await staffel.call('DELETE', `/jobs/${job.id}?deleteFiles=true`)
    await expect.poll(() => readdir(home.downloads), within).toEqual(['before', 'mixed'])
    expect(await readdir(file('before'))).toEqual([])
    expect(await readdir(file('mixed'))).toEqual(['mine.txt'])
  })

  test('stay with the files, and for as long as an episode that is still to come needs them', async () => {
    const job = await added(['one', 'one/two'])
    await completed(job)
    server.serve('/waiting.bin', { size: 10 })
    const waiting = await staffel.post<Job>('/jobs', {
      episodes: [{ url: server.url('/waiting.bin'), folder: 'one/two' }],
      startPaused: true,
    })
    await staffel.call('DELETE', `/jobs/${job.id}?deleteFiles=true`)
    await expect.poll(() => existsSync(file('one', '0.bin')), within).toBe(false)
    await staffel.post(`/jobs/${waiting.id}/resume`)
    await completed(waiting)
    await staffel.call('DELETE', `/jobs/${waiting.id}`)
    expect(await readFile(file('one', 'two', 'waiting.bin'))).toHaveLength(10)
  })

  test('are made by no transfer: an episode whose folder is gone waits until it is back, and the others go on', async () => {
    const job = await staffel.post<Job>('/jobs', {
      episodes: ['gone', 'there'].map((folder) => {
        server.serve(`/${folder}.bin`, { size: 10 })
        return { url: server.url(`/${folder}.bin`), folder }
      }),
      startPaused: true,
    })
    await rename(file('gone'), file('elsewhere'))
    await staffel.post(`/jobs/${job.id}/resume`)
    await expect
      .poll(async () => (await staffel.episodesOf(job.id)).map(({ status, waiting }) => waiting?.reason ?? status), within)
      .toEqual(['disk', 'completed'])
    expect(existsSync(file('gone'))).toBe(false)
    await rename(file('elsewhere'), file('gone'))
    await completed(job)
    expect(existsSync(file('gone', 'gone.bin'))).toBe(true)
  })

  test('are many, and made once each', async () => {
    const count = 2_000
    server.serve('/0.bin', { size: 0 })
    await staffel.patchSettings({ maxSlots: 0 })
    const job = await staffel.post<Job>('/jobs', {
      episodes: Array.from({ length: 2 * count }, (_, index) => ({ url: server.url('/0.bin'), folder: `f/${index % count}` })),
    })
    await expect.poll(() => readdir(file('f'))).toHaveLength(count)
    await staffel.call('DELETE', `/jobs/${job.id}`)
    await expect.poll(() => existsSync(file('f')), within).toBe(false)
  })
})

test('a damaged file in a folder is repaired in its place', async () => {
  const job = await added(['deep/er'], 5_000)
  await completed(job)
  const [episode] = await staffel.episodesOf(job.id)
  await rm(episode?.path ?? '')
  const { items } = await staffel.post<VerifyAnswer>('/verify', { repair: true })
  expect(items.map(({ path, repair }) => [path, repair?.result])).toEqual([[file('deep', 'er', '0.bin'), 'repaired']])
  expect((await readFile(file('deep', 'er', '0.bin'))).equals(server.content('/0.bin'))).toBe(true)
  expect((await staffel.get<Episode>(`/episodes/${episode?.id}`)).status).toBe('completed')
})
