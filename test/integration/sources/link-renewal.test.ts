import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import type { Fault, SeenRequest } from '../../support/faulty-server.ts'
import { until } from '../../support/staffel.ts'

/** The signature that is accepted now, and that the page hands out. */
let valid = 1
/** What the page hands out where that is something else. */
let handedOut: number | null = null
let isGone = false

/** What comes by a fresh link comes at once. */
const expired = (status: number) => (request: SeenRequest) => {
  if (!request.url.endsWith(`sig=${valid}`)) return { status }
  return valid === 1 ? undefined : { bytesPerSecond: 0 }
}

/** A page with these files, each of which wants a signature that is valid. */
function servePage(names: readonly string[], file: { size: number; bytesPerSecond?: number; status?: number }): void {
  valid = 1
  handedOut = null
  isGone = false
  const links = () => names.map((name) => `<a href="/${name}?sig=${handedOut ?? valid}">${name}</a>`)
  const page = (): Fault => ({
    body: `<!doctype html><title>Files</title>${isGone ? '' : links().join('')}<a href="/none">.</a>`,
  })
  server.serve('/page', { size: 0, contentType: 'text/html', faults: page })
  for (const [index, name] of names.entries()) {
    server.serve(`/${name}`, { ...file, seed: index + 1, faults: expired(file.status ?? 403) })
  }
}

async function added(names: readonly string[], more: object = {}): Promise<Job> {
  const job = await staffel.post<Job>('/jobs', { input: server.url('/page'), connections: 1, startPaused: true, ...more })
  const episodes = await staffel.episodesOf(job.id)
  // What else the page links to is not wanted.
  for (const { id, url } of episodes) if (url.endsWith('/none')) await staffel.call('DELETE', `/episodes/${id}`)
  expect((await staffel.episodesOf(job.id)).map(({ url }) => new URL(url).pathname)).toEqual(names.map((name) => `/${name}`))
  return job
}

const resume = (job: Job) => staffel.post(`/jobs/${job.id}/resume`)
const completed = (job: Job) => staffel.untilJob(job.id, ({ status }) => status === 'completed', 20_000)
const pages = () => server.requestsTo('/page').length

async function untilFirst(job: Job, wanted: (episode: Episode | undefined) => boolean): Promise<void> {
  await until(
    () => staffel.episodesOf(job.id),
    ([first]) => wanted(first),
    20_000,
  )
}

async function expectExact(job: Job): Promise<void> {
  for (const { path, url } of await staffel.episodesOf(job.id)) {
    expect((await readFile(path ?? '')).equals(server.content(new URL(url).pathname))).toBe(true)
  }
}

describe('a link that has expired', () => {
  test('in the middle of a download is renewed by its page, and what is there stays', async () => {
    servePage(['film.bin'], { size: 4_000_000, bytesPerSecond: 1_000_000 })
    const job = await added(['film.bin'])
    await resume(job)
    await untilFirst(job, (episode) => (episode?.bytesDone ?? 0) > 1_000_000)
    valid = 2
    server.cutAll()
    await completed(job)
    await expectExact(job)
    expect((await staffel.episodesOf(job.id))[0]?.url).toBe(server.url('/film.bin?sig=2'))
    expect(pages()).toBe(2)
    expect(server.bytesSent('/film.bin')).toBeLessThan(5_000_000)
  })

  test('before its download has begun is renewed too', async () => {
    servePage(['film.bin'], { size: 10_000, status: 410 })
    const job = await added(['film.bin'])
    valid = 2
    await resume(job)
    await completed(job)
    await expectExact(job)
    expect(pages()).toBe(2)
  })

  test('with many others of its source costs one look at that source', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `part-${index}.bin`)
    servePage(names, { size: 1_000 })
    const job = await added(names)
    await staffel.patchSettings({ maxSlots: 40, maxSlotsPerHost: 40, maxConnectionsPerHost: 64 })
    valid = 2
    await resume(job)
    await completed(job)
    await expectExact(job)
    expect(pages()).toBe(2)
  })

  test('for the second time at once is the person’s to see, and nobody is asked again and again', async () => {
    servePage(['film.bin'], { size: 4_000_000, bytesPerSecond: 1_000_000 })
    const job = await added(['film.bin'])
    await resume(job)
    await untilFirst(job, (episode) => (episode?.bytesDone ?? 0) > 1_000_000)
    valid = 9
    handedOut = 2
    server.cutAll()
    await untilFirst(job, (episode) => episode?.url.endsWith('sig=2') === true)
    await untilFirst(job, (episode) => episode?.waiting?.reason === 'link')
    const requests = server.requests.length
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect((await staffel.episodesOf(job.id))[0]?.waiting?.reason).toBe('link')
    expect([pages(), server.requests.length]).toEqual([2, requests])
    // The person's own link is taken as ever.
    const [episode] = await staffel.episodesOf(job.id)
    await staffel.call('PATCH', `/episodes/${episode?.id}`, { url: server.url('/film.bin?sig=9') })
    await completed(job)
    await expectExact(job)
  })

  test('for what its source has no more waits for the person, and fails as it did where nothing has come of it', async () => {
    servePage(['film.bin', 'later.bin'], { size: 4_000_000, bytesPerSecond: 1_000_000, status: 404 })
    const job = await added(['film.bin', 'later.bin'], { sequential: true })
    await resume(job)
    await untilFirst(job, (episode) => (episode?.bytesDone ?? 0) > 1_000_000)
    valid = 2
    isGone = true
    server.cutAll()
    await untilFirst(job, (episode) => episode?.waiting?.reason === 'link' && pages() === 2)
    const [first, second] = await until(
      () => staffel.episodesOf(job.id),
      ([, later]) => later?.status === 'failed',
      50_000,
    )
    expect(first).toMatchObject({ status: 'queued', waiting: { reason: 'link' }, error: { code: 'LINK_EXPIRED' } })
    expect(second).toMatchObject({ status: 'failed', error: { code: 'HTTP_STATUS', params: { status: 404 } } })
  })

  test('and was waited for when the program ended is asked for by the next', async () => {
    servePage(['film.bin'], { size: 4_000_000, bytesPerSecond: 1_000_000 })
    const job = await added(['film.bin'])
    await resume(job)
    await untilFirst(job, (episode) => (episode?.bytesDone ?? 0) > 1_000_000)
    valid = 2
    isGone = true
    server.cutAll()
    await untilFirst(job, (episode) => episode?.waiting?.reason === 'link' && pages() === 2)
    isGone = false
    await restart('SIGKILL')
    await completed(job)
    await expectExact(job)
  })
})

test('an episode of a feed is found again by its guid, wherever its file has gone', async () => {
  let place = 'old'
  const items = () =>
    ['one', 'two'].map(
      (name) =>
        `<item><title>${name}</title><guid isPermaLink="false">id-${name}</guid><enclosure url="${server.url(`/${place}/${name === 'one' ? 'a' : 'b'}-${place}.mp3`)}" type="audio/mpeg" length="1000"/></item>`,
    )
  const feed = (): Fault => ({
    headers: { 'content-type': 'application/rss+xml' },
    body: `<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title>${items().join('')}</channel></rss>`,
  })
  server.serve('/feed', { size: 0, faults: feed })
  const job = await staffel.post<Job>('/jobs', { input: server.url('/feed'), startPaused: true })
  place = 'new'
  server.serve('/new/a-new.mp3', { size: 1_000, seed: 1 })
  server.serve('/new/b-new.mp3', { size: 1_000, seed: 2 })
  await resume(job)
  await completed(job)
  await expectExact(job)
  expect(server.requestsTo('/feed')).toHaveLength(2)
  expect((await staffel.episodesOf(job.id)).map(({ url }) => url).toSorted()).toEqual(
    ['/new/a-new.mp3', '/new/b-new.mp3'].map((path) => server.url(path)),
  )
})

test('a link without a source is the person’s as ever', async () => {
  servePage(['film.bin'], { size: 4_000_000, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/film.bin?sig=1')], connections: 1 })
  await untilFirst(job, (episode) => (episode?.bytesDone ?? 0) > 1_000_000)
  valid = 2
  server.cutAll()
  await untilFirst(job, (episode) => episode?.waiting?.reason === 'link')
  expect(pages()).toBe(0)
})
