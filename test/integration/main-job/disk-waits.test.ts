import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { describeWithMounts, mounts, setUpMounts } from '../../support/each-test-mounts.ts'
import { until } from '../../support/staffel.ts'

setUpMounts()
let allowed: readonly string[] = []
beforeEach(async () => {
  await staffel.patchSettings({ minFreeBytes: 0, retry: { baseDelayMs: 10 } })
})

const size = 4_000_000
const first = async (job: Job): Promise<Episode | undefined> => (await staffel.episodesOf(job.id))[0]
const addIn = (directory: string, paths: readonly string[]) =>
  staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)), directory, connections: 1 })

/** The first episode once it waits for its disk. */
const held = (job: Job) =>
  until(
    () => first(job),
    (episode) => episode?.waiting?.reason === 'disk',
    8_000,
  )

async function expectExact(job: Job, path: string): Promise<void> {
  await staffel.untilJob(job.id, ({ status }) => status === 'completed', 15_000)
  expect((await readFile((await first(job))?.path ?? '')).equals(server.content(path))).toBe(true)
}

describeWithMounts('on a disk of its own', () => {
  it('a download that meets a full disk waits for room and goes on by itself; others elsewhere do not notice', async () => {
    const small = mounts.memory('size=2m')
    server.serve('/chunked', { size, chunked: true })
    for (const path of ['/a', '/b']) server.serve(path, { size: 50_000 })
    await restart('SIGTERM', ['--allow-dir', small])
    const job = await addIn(small, ['/chunked'])
    expect(await held(job)).toMatchObject({ status: 'queued', attempts: 0, error: { code: 'DISK_FULL' } })
    const elsewhere = await addIn('elsewhere', ['/a', '/b'])
    await staffel.untilJob(elsewhere.id, ({ status }) => status === 'completed', 5_000)
    mounts.remount(small, 'size=20m')
    await expectExact(job, '/chunked')
  })

  it('a download whose drive is pulled waits for it, writes nothing in its place, and goes on by itself', async () => {
    const drive = mounts.drive()
    server.serve('/file', { size, bytesPerSecond: 1_000_000 })
    await restart('SIGTERM', ['--allow-dir', drive.path])
    const job = await addIn(drive.path, ['/file', '/file?again'])
    await until(
      () => first(job),
      (episode) => (episode?.bytesDone ?? 0) > 1_200_000,
      5_000,
    )
    drive.remove()
    expect(await held(job)).toMatchObject({ status: 'queued', attempts: 0, error: { code: 'FOLDER_MISSING' } })
    expect((await staffel.stats()).slots).toMatchObject({ limitedBy: 'disk' })
    expect(await readdir(drive.path)).toEqual([])
    const asked = server.requests.length
    await staffel.post(`/jobs/${job.id}/retry`)
    await held(job)
    expect(await readdir(drive.path)).toEqual([])
    expect(server.requests.length).toBe(asked)
    server.serve('/file', { size })
    drive.insert()
    await expectExact(job, '/file')
    expect(server.requestsTo('/file').some(({ range }) => (range?.start ?? 0) > 500_000)).toBe(true)
  })

  it.each([
    ['', async () => undefined],
    [', also where the program ended meanwhile', async () => restart('SIGKILL', allowed)],
  ])('a job removed while its drive is away leaves nothing on it once it is back%s', async (_, meanwhile) => {
    const drive = mounts.drive()
    server.serve('/file', { size, bytesPerSecond: 1_000_000 })
    allowed = ['--allow-dir', drive.path]
    await restart('SIGTERM', allowed)
    const job = await addIn(drive.path, ['/file'])
    await until(
      () => first(job),
      (episode) => (episode?.bytesDone ?? 0) > 500_000,
      5_000,
    )
    expect(await readdir(drive.path)).toEqual(['file.part'])
    drive.remove()
    await held(job)
    // Of the same name, and nobody's who downloads.
    const own = join(drive.path, 'file.part')
    await writeFile(own, 'of the person')
    await staffel.call('DELETE', `/jobs/${job.id}`)
    await meanwhile()
    expect(await readFile(own, 'utf8')).toBe('of the person')
    await rm(own)
    drive.insert()
    await expect.poll(() => readdir(drive.path), { timeout: 10_000 }).toEqual([])
  })
})

describe('a download folder', () => {
  it('that is deleted is waited for, and the download goes on by itself once it is there again', async () => {
    server.serve('/file', { size, bytesPerSecond: 1_000_000 })
    const job = await addIn('series', ['/file'])
    const folder = join(home.downloads, 'series')
    await until(
      () => first(job),
      (episode) => (episode?.bytesDone ?? 0) > 500_000,
      5_000,
    )
    await rm(folder, { recursive: true })
    expect(await held(job)).toMatchObject({ attempts: 0, error: { code: 'FOLDER_MISSING', params: { directory: folder } } })
    expect(await readdir(home.downloads)).toEqual([])
    server.serve('/file', { size })
    await mkdir(folder)
    await expectExact(job, '/file')
  })
})

describe.skipIf(process.platform !== 'linux')(
  'a process that may open few files (Linux alone can be told so while it runs)',
  () => {
    it('finishes all its downloads, and none counts an attempt for it', async () => {
      const paths = Array.from({ length: 60 }, (_, number) => `/f${number}`)
      for (const path of paths) server.serve(path, { size: 30_000, bytesPerSecond: 60_000 })
      await staffel.patchSettings({ maxSlots: 60, maxConnectionsPerHost: 60 })
      const open = (await readdir(`/proc/${staffel.pid}/fd`)).length
      execFileSync('prlimit', ['--pid', String(staffel.pid), `--nofile=${open + 40}:${open + 40}`])
      const job = await addIn('many', paths)
      await staffel.untilJob(job.id, ({ status }) => status === 'completed', 30_000)
      expect((await staffel.episodesOf(job.id)).every(({ attempts }) => attempts === 0)).toBe(true)
    })
  },
)

it('a file larger than the disk waits by itself; the smaller ones behind it in the same job do not', async () => {
  server.serve('/huge', { size: 2 ** 45 })
  for (const path of ['/a', '/b']) server.serve(path, { size: 50_000 })
  const job = await addIn('together', ['/huge', '/a', '/b'])
  expect(await held(job)).toMatchObject({ status: 'queued', attempts: 0, error: { code: 'DISK_FULL' } })
  await staffel.untilJob(job.id, ({ episodesCompleted }) => episodesCompleted === 2, 5_000)
})
