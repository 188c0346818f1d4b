import { open, readdir, readFile, rm } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Episode, Job, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

const blockBytes = 4_194_304
const size = 2 * blockBytes + 777
/** An answer that waits for what does not come would take longer. */
const soonMs = 8_000

/** A finished file of which the second block has decayed. */
async function damaged() {
  server.serve('/old', { size })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/old')] })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  const [episode] = await staffel.episodesOf(job.id)
  const file = episode?.path ?? ''
  const handle = await open(file, 'r+')
  await handle.write(Buffer.from('decay'), 0, 5, blockBytes + 10)
  await handle.close()
  return { jobId: job.id, id: episode?.id ?? '', file, decayed: await readFile(file) }
}

async function repair(): Promise<VerifyAnswer['items'][number] | undefined> {
  const begunAt = performance.now()
  const { items } = await staffel.post<VerifyAnswer>('/verify', { repair: true })
  expect(performance.now() - begunAt).toBeLessThan(soonMs)
  return items[0]
}

const episodeNow = (id: string) => staffel.get<Episode>(`/episodes/${id}`)
const isExact = async (path: string, file: string) => (await readFile(file)).equals(server.content(path))

describe('a repair whose link has expired', () => {
  it.each([
    [403, 'link', 'LINK_EXPIRED'],
    [404, 'link', 'LINK_EXPIRED'],
    [410, 'link', 'LINK_EXPIRED'],
    [401, 'auth', 'AUTH_REQUIRED'],
  ])('with %i waits for a fresh one, and says so at once', async (status, reason, code) => {
    const { id, file, decayed } = await damaged()
    server.serve('/old', { size, faults: () => ({ status }) })
    expect(await repair()).toMatchObject({ status: 'damaged', repair: { result: 'pending', error: { code } } })
    const now = await episodeNow(id)
    expect(now).toMatchObject({ status: 'queued', waiting: { reason }, attempts: 0, bytesDone: size - blockBytes })
    expect((await readFile(file)).equals(decayed)).toBe(true)
  })

  it('goes on with the fresh one, fetches only what is damaged and is finished again', async () => {
    const { jobId, id, file } = await damaged()
    server.serve('/old', { size, faults: () => ({ status: 403 }) })
    await repair()
    server.serve('/new', { size, etag: '"of-another-address"' })
    await staffel.call('PATCH', `/episodes/${id}`, { url: server.url('/new') })
    await staffel.untilJob(jobId, ({ status }) => status === 'completed')
    expect(await isExact('/new', file)).toBe(true)
    expect(server.requestsTo('/new').map(({ headers }) => headers.range)).toEqual([`bytes=${blockBytes}-${2 * blockBytes - 1}`])
    await expect.poll(() => readdir(home.downloads)).toEqual(['old'])
    expect((await staffel.post<VerifyAnswer>('/verify')).counts.ok).toBe(1)
  })

  it('is still waiting after the program was killed, and goes on then', async () => {
    const { jobId, id, file } = await damaged()
    server.serve('/old', { size, faults: () => ({ status: 404 }) })
    await repair()
    await restart('SIGKILL')
    expect(await episodeNow(id)).toMatchObject({ status: 'queued', waiting: { reason: 'link' } })
    server.serve('/new', { size })
    await staffel.call('PATCH', `/episodes/${id}`, { url: server.url('/new') })
    await staffel.untilJob(jobId, ({ status }) => status === 'completed')
    expect(await isExact('/new', file)).toBe(true)
  })

  it('leaves the file as it is where the fresh one leads to another', async () => {
    const { jobId, id, file, decayed } = await damaged()
    server.serve('/old', { size, faults: () => ({ status: 410 }) })
    await repair()
    server.serve('/new', { size, seed: 9, etag: '"of-another-address"' })
    await staffel.call('PATCH', `/episodes/${id}`, { url: server.url('/new') })
    await staffel.untilJob(jobId, ({ status }) => status === 'failed')
    expect((await episodeNow(id)).error?.code).toBe('CONTENT_CHANGED')
    expect((await readFile(file)).equals(decayed)).toBe(true)
  })

  it('is given up when it is paused, resumed and removed meanwhile, and the file with it', async () => {
    const { jobId, id } = await damaged()
    server.serve('/old', { size, faults: () => ({ status: 403 }) })
    await repair()
    await staffel.post(`/episodes/${id}/pause`)
    expect((await episodeNow(id)).status).toBe('paused')
    await staffel.post(`/episodes/${id}/resume`)
    await until(
      () => episodeNow(id),
      ({ waiting }) => waiting?.reason === 'link',
      5_000,
    )
    await staffel.call('DELETE', `/jobs/${jobId}?deleteFiles=true`)
    await expect.poll(() => readdir(home.downloads)).toEqual([])
  })

  it('of a file that is gone fails, and fetches it anew from the fresh one', async () => {
    const { jobId, id, file } = await damaged()
    await rm(file)
    server.serve('/old', { size, faults: () => ({ status: 403 }) })
    expect(await repair()).toMatchObject({ status: 'missing', repair: { result: 'failed', error: { code: 'HTTP_STATUS' } } })
    server.serve('/new', { size, etag: '"of-another-address"' })
    await staffel.call('PATCH', `/episodes/${id}`, { url: server.url('/new') })
    await staffel.post(`/episodes/${id}/retry`)
    await staffel.untilJob(jobId, ({ status }) => status === 'completed')
    expect(await isExact('/new', file)).toBe(true)
    await expect.poll(() => readdir(home.downloads)).toEqual(['old'])
  })
})
