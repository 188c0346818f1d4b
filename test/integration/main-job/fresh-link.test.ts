import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { server, staffel } from '../../support/each-test-a-staffel.ts'
import { contentOf, FaultyServer, type FileScript, type SeenRequest } from '../../support/faulty-server.ts'
import { until } from '../../support/staffel.ts'

const size = 3_000_000

/** An episode with some of its bytes on disk. */
async function begun(path: string): Promise<{ job: Job; episode: Episode }> {
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url(path)] })
  const [episode] = await until(
    () => staffel.episodesOf(job.id),
    ([first]) => (first?.bytesDone ?? 0) > 300_000,
    5_000,
  )
  if (episode === undefined) throw new Error('a job without episodes')
  return { job, episode }
}

async function linkAnew(episode: Episode, path: string): Promise<Episode> {
  const { body } = await staffel.call<Episode>('PATCH', `/episodes/${episode.id}`, { url: server.url(path) })
  return body
}

/** Completed, exact, and the fresh link was asked for a look at the last bytes on disk and for the rest. */
async function expectGoneOn(job: Job, path: string): Promise<void> {
  const done = await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  const [episode] = await staffel.episodesOf(done.id)
  expect((await readFile(episode?.path ?? '')).equals(server.content(path))).toBe(true)
  expect(server.requestsTo(path).map(({ range }) => (range?.start ?? 0) > 300_000 - 65_536)).toEqual([true, true])
}

describe('a fresh link', () => {
  it('takes over at once while the old one is being fetched', async () => {
    server.serve('/old', { size, bytesPerSecond: 500_000 })
    server.serve('/new', { size })
    const { job, episode } = await begun('/old')
    expect(await linkAnew(episode, '/new')).toMatchObject({ url: server.url('/new') })
    await expectGoneOn(job, '/new')
    expect(server.requestsTo('/old')).toHaveLength(1)
  })

  it.each([
    ['a link', 403, 'link'],
    ['a sign-in', 401, 'auth'],
  ])('frees an episode that waits for %s', async (_, status, reason) => {
    server.serve('/old', { size, faults: [{ cutAfter: 400_000, cut: 'close' }, ...Array(3).fill({ status })] })
    server.serve('/new', { size })
    await staffel.patchSettings({ retry: { baseDelayMs: 0 } })
    const { job, episode } = await begun('/old')
    await until(
      () => staffel.episodesOf(job.id),
      ([first]) => first?.waiting?.reason === reason,
      5_000,
    )
    await linkAnew(episode, '/new')
    await expectGoneOn(job, '/new')
  })
})

describe('a fresh link at another server', () => {
  let other: FaultyServer
  beforeEach(async () => {
    other = await FaultyServer.start()
  })
  afterEach(async () => {
    await other.close()
  })

  /** Twenty megabytes over several connections, of which some pieces are on disk when the link is replaced. */
  const large = 20_000_000
  async function begunInPieces(): Promise<{ job: Job; episode: Episode }> {
    server.serve('/old', { size: large, bytesPerSecond: 2_000_000 })
    const job = await staffel.post<Job>('/jobs', { connections: 4, urls: [server.url('/old')] })
    const [episode] = await until(
      () => staffel.episodesOf(job.id),
      ([first]) => (first?.bytesDone ?? 0) > 5_000_000 && (first?.segments.filter(({ done }) => done > 0).length ?? 0) > 2,
      10_000,
    )
    if (episode === undefined) throw new Error('a job without episodes')
    return { job, episode }
  }

  /** Gives the new address and waits for the end; how many bytes of the file the new server then sent. */
  async function finishedAt(file: Partial<FileScript>): Promise<number> {
    other.serve('/new', { size: large, ...file })
    const { job, episode } = await begunInPieces()
    await staffel.call('PATCH', `/episodes/${episode.id}`, { url: other.url('/new') })
    await staffel.untilJob(job.id, ({ status }) => status === 'completed', 15_000)
    const [finished] = await staffel.episodesOf(job.id)
    expect((await readFile(finished?.path ?? '')).equals(other.content('/new'))).toBe(true)
    return other.bytesSent('/new')
  }

  it.each<[string, Partial<FileScript>]>([
    ['the same tag', {}],
    ['another tag', { etag: '"of-another-server"' }],
    ['another date', { etag: null, lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' }],
    ['no validator at all', { etag: null }],
  ])('keeps all that is on disk of the same file under %s', async (_, file) => {
    const sent = await finishedAt(file)
    expect(sent).toBeLessThan(large)
  })

  it.each<[string, Partial<FileScript>]>([
    ['of the same size', { seed: 9, etag: '"of-another-server"' }],
    ['of another size', { size: large + 1, seed: 1, etag: '"of-another-server"' }],
    ['that differs by single bytes', { etag: '"of-another-server"', content: almostTheSame() }],
  ])('begins anew where it leads to another file %s', async (_, file) => {
    const sent = await finishedAt(file)
    expect(sent).toBeGreaterThanOrEqual(file.size ?? large)
  })

  it('takes a page for no file, keeps the bytes and goes on with the next link', async () => {
    const { job, episode } = await begunInPieces()
    other.serve('/page', { size: 500, ranges: false, contentType: 'text/html', etag: null })
    await staffel.call('PATCH', `/episodes/${episode.id}`, { url: other.url('/page') })
    await until(
      () => staffel.episodesOf(job.id),
      ([first]) => first?.waiting?.reason === 'auth',
      5_000,
    )
    other.serve('/new', { size: large, etag: '"of-another-server"' })
    await staffel.call('PATCH', `/episodes/${episode.id}`, { url: other.url('/new') })
    await staffel.untilJob(job.id, ({ status }) => status === 'completed', 15_000)
    expect(other.bytesSent('/new')).toBeLessThan(large)
    const [finished] = await staffel.episodesOf(job.id)
    expect((await readFile(finished?.path ?? '')).equals(other.content('/new'))).toBe(true)
  })

  /** One bit in each 64 KiB is another. */
  function almostTheSame(): Buffer {
    const content = contentOf(1, 0, large)
    for (let at = 30_000; at < large; at += 65_536) content[at] = (content[at] ?? 0) ^ 1
    return content
  }
})

describe('a link that expires in the middle', () => {
  it.each([403, 404, 410])('is followed again from its beginning before anyone is asked: %i', async (status) => {
    // The signed address ends after the first bytes, and asked at once again the original one still leads to it.
    const signed = (asked: number) => server.url(asked < 2 ? '/signed-1' : '/signed-2')
    const faults = ({ numberOfPath }: SeenRequest) => ({ status: 302, headers: { location: signed(numberOfPath) } })
    server.serve('/file', { size: 0, faults })
    server.serve('/signed-1', { size, faults: [{ cutAfter: 1_500_000, cut: 'close' }, ...Array(20).fill({ status })] })
    server.serve('/signed-2', { size })
    const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/file')] })
    await staffel.untilJob(job.id, ({ status }) => status === 'completed', 5_000)
    const [episode] = await staffel.episodesOf(job.id)
    expect(episode?.attempts).toBe(0)
    expect((await readFile(episode?.path ?? '')).equals(server.content('/signed-2'))).toBe(true)
    expect(server.requestsTo('/signed-2')[0]?.range?.start).toBeGreaterThan(1_000_000)
  })

  it('waits for a link once its beginning leads nowhere either, after few requests and with all its bytes', async () => {
    server.serve('/file', { size, faults: [{ cutAfter: 1_500_000, cut: 'close' }, ...Array(20).fill({ status: 403 })] })
    const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/file')] })
    const [episode] = await until(
      () => staffel.episodesOf(job.id),
      ([first]) => first?.waiting?.reason === 'link',
      5_000,
    )
    expect(episode).toMatchObject({ status: 'queued', attempts: 0, error: { code: 'LINK_EXPIRED', params: { status: 403 } } })
    expect(episode?.bytesDone).toBeGreaterThan(1_400_000)
    expect(server.requestsTo('/file').length).toBeLessThanOrEqual(4)
  })
})
