import { execFileSync } from 'node:child_process'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { Episode, Job, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { describeWithMounts, mounts, setUpMounts } from '../../support/each-test-mounts.ts'
import { until } from '../../support/staffel.ts'

const blockBytes = 4_194_304
const size = 2 * blockBytes + 777

async function downloadedTo(directory: string) {
  server.serve('/a', { size })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/a')], directory })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  const [episode] = await staffel.episodesOf(job.id)
  return { jobId: job.id, id: episode?.id ?? '', file: episode?.path ?? '' }
}

async function decay(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(Buffer.from('decay'), 0, 5, blockBytes + 10)
  await handle.close()
}

setUpMounts()
const startOn = async (drive: { readonly path: string }) => {
  await restart('SIGTERM', ['--allow-dir', drive.path])
  await staffel.patchSettings({ minFreeBytes: 0 })
}

describeWithMounts('a finished file on a drive', () => {
  it('that is away is not missing, and is not fetched again for it', async () => {
    const drive = mounts.drive()
    await startOn(drive)
    const { id, file } = await downloadedTo(drive.path)
    const requests = server.requests.length
    drive.remove()
    const { items } = await staffel.post<VerifyAnswer>('/verify', { repair: true })
    expect(items[0]).toMatchObject({ status: 'unreadable', error: { code: 'FOLDER_MISSING' }, repair: null })
    drive.insert()
    expect(await staffel.get<Episode>(`/episodes/${id}`)).toMatchObject({ status: 'completed' })
    expect((await staffel.post<VerifyAnswer>('/verify')).counts.ok).toBe(1)
    expect((await readFile(file)).equals(server.content('/a'))).toBe(true)
    expect(server.requests.length).toBe(requests)
  })

  it('that is pulled before its repair begins is waited for, and then made good in its place', async () => {
    const drive = mounts.drive()
    await startOn(drive)
    const { jobId, id, file } = await downloadedTo(drive.path)
    await decay(file)
    await staffel.post('/queue/pause')
    await staffel.post<VerifyAnswer>('/verify', { repair: true })
    drive.remove()
    await staffel.post('/queue/resume')
    await until(
      () => staffel.get<Episode>(`/episodes/${id}`),
      ({ waiting }) => waiting?.reason === 'disk',
      5_000,
    )
    const sent = server.bytesSent('/a')
    drive.insert()
    await staffel.untilJob(jobId, ({ status }) => status === 'completed')
    expect((await readFile(file)).equals(server.content('/a'))).toBe(true)
    expect(server.bytesSent('/a') - sent).toBe(blockBytes)
    await expect.poll(() => readdir(drive.path)).toEqual(['a'])
  })
})

it.skipIf(process.platform === 'win32')(
  'what stands there and is no file holds nothing up, neither the look nor the end of the program',
  async () => {
    const { file } = await downloadedTo(home.downloads)
    await rm(file)
    execFileSync('mkfifo', [file])
    const { items } = await staffel.post<VerifyAnswer>('/verify', { repair: true })
    expect(items[0]).toMatchObject({ status: 'unreadable', error: { code: 'PATH_INVALID' }, repair: null })
    expect(await staffel.kill('SIGTERM')).toBe(0)
  },
)
