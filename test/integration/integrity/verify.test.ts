import { createHash } from 'node:crypto'
import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Episode, ErrorBody, Job, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import type { FileScript } from '../../support/faulty-server.ts'

const blockBytes = 4_194_304
const sizeOfFour = 3 * blockBytes + 777

/** Downloads files and says where they are. */
async function downloaded(paths: readonly string[], file: Partial<FileScript> = {}, more: object = {}) {
  for (const [index, path] of paths.entries()) server.serve(path, { size: sizeOfFour, seed: index + 1, ...file })
  const job = await staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)), ...more })
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  const episodes = await staffel.episodesOf(job.id)
  return { job, episodes, files: episodes.map(({ path }) => path ?? '') }
}

async function flipByte(file: string, position: number): Promise<void> {
  const handle = await open(file, 'r+')
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, position)
  await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 0xff]), 0, 1, position)
  await handle.close()
}

const verify = (body?: object) => staffel.post<VerifyAnswer>('/verify', body)
const block = (number: number) => ({ start: number * blockBytes, end: Math.min((number + 1) * blockBytes, sizeOfFour) - 1 })
/** Ranges asked for since the download, as they stood in the requests. */
const rangesSince = (path: string, requests: number) =>
  server
    .requestsTo(path)
    .slice(requests)
    .map(({ headers }) => headers.range)
async function isExact(path: string, file: string): Promise<boolean> {
  return (await readFile(file)).equals(server.content(path))
}

describe('verifying', () => {
  it('finds files that are as they were, and asks no server for it', async () => {
    const { job, files } = await downloaded(['/a', '/b'])
    const requests = server.requests.length
    const answer = await verify()
    expect(answer.next).toBeNull()
    expect(answer.counts).toMatchObject({ ok: 2, damaged: 0, missing: 0 })
    expect(answer.items.map(({ jobId, path, status, damaged }) => ({ jobId, path, status, damaged }))).toEqual(
      files.map((path) => ({ jobId: job.id, path, status: 'ok', damaged: [] })),
    )
    expect(server.requests.length).toBe(requests)
  })

  it('names exactly the blocks in which a byte has changed, and changes nothing itself', async () => {
    const { episodes, files } = await downloaded(['/a', '/b'])
    const [file = ''] = files
    await flipByte(file, 2 * blockBytes)
    await flipByte(file, sizeOfFour - 1)
    const before = await readFile(file)
    const [first, second] = (await verify()).items
    expect(first).toMatchObject({
      id: episodes[0]?.id,
      status: 'damaged',
      bytesOnDisk: sizeOfFour,
      damaged: [{ start: block(2).start, end: block(3).end }],
      damagedBytes: blockBytes + 777,
      repair: null,
    })
    expect(second).toMatchObject({ status: 'ok', damaged: [], damagedBytes: 0 })
    expect((await readFile(file)).equals(before)).toBe(true)
    expect((await staffel.get<Episode>(`/episodes/${episodes[0]?.id}`)).status).toBe('completed')
  })

  it('tells what is missing, shorter, longer, no file, and not finished', async () => {
    server.serve('/never', { size: 10, faults: () => ({ status: 404 }) })
    const { episodes, files } = await downloaded(['/gone', '/short', '/long', '/link'])
    const failing = await staffel.post<Job>('/jobs', { urls: [server.url('/never')] })
    await staffel.untilJob(failing.id, (now) => now.status === 'failed')
    const [gone = '', short = '', long = '', linked = ''] = files
    await rm(gone)
    await truncate(short, blockBytes + 5)
    await appendFile(long, 'more')
    await rename(linked, `${linked}.moved`)
    await symlink(`${linked}.moved`, linked)
    const unfinished = (await staffel.episodesOf(failing.id))[0]
    const { items, counts } = await verify({ episodeIds: [...episodes, unfinished].map((episode) => episode?.id) })
    expect(items.map(({ status, bytesOnDisk, damagedBytes }) => [status, bytesOnDisk, damagedBytes])).toEqual([
      ['missing', null, sizeOfFour],
      ['size', blockBytes + 5, 2 * blockBytes + 777],
      ['size', sizeOfFour + 4, 0],
      ['unreadable', null, 0],
      ['unfinished', null, 0],
    ])
    expect(items[1]?.damaged).toEqual([{ start: block(1).start, end: block(3).end }])
    expect(items[3]?.error?.code).toBe('PATH_INVALID')
    expect(counts).toEqual({ ok: 0, size: 2, damaged: 0, missing: 1, unknown: 0, unreadable: 1, unfinished: 1 })
  })

  it('compares with the expected digest too, and says which one the file has now', async () => {
    server.serve('/sum', { size: 1_000 })
    const expected = createHash('sha512').update(server.content('/sum')).digest('hex')
    const checksum = { algorithm: 'sha-512', expected: expected.toUpperCase() }
    const job = await staffel.post<Job>('/jobs', { episodes: [{ url: server.url('/sum'), checksum }] })
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    const file = (await staffel.episodesOf(job.id))[0]?.path ?? ''
    expect((await verify()).items[0]?.checksum).toEqual({ algorithm: 'sha-512', expected, actual: expected, matches: true })
    await flipByte(file, 3)
    const actual = createHash('sha512')
      .update(await readFile(file))
      .digest('hex')
    expect((await verify()).items[0]).toMatchObject({
      status: 'damaged',
      damaged: [{ start: 0, end: 999 }],
      checksum: { algorithm: 'sha-512', expected, actual, matches: false },
    })
  })

  it('keeps the digests of blocks over a pause, a kill and a restart, however the bytes came', async () => {
    server.serve('/slow', { size: sizeOfFour, bytesPerSecond: 4_000_000 })
    const job = await staffel.post<Job>('/jobs', { urls: [server.url('/slow')], connections: 3 })
    await staffel.untilJob(job.id, (now) => now.bytesDone > blockBytes)
    await staffel.post(`/jobs/${job.id}/pause`)
    await staffel.post(`/jobs/${job.id}/resume`)
    await staffel.untilJob(job.id, (now) => now.bytesDone > 2 * blockBytes)
    await restart('SIGKILL')
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    const file = (await staffel.episodesOf(job.id))[0]?.path ?? ''
    expect((await verify()).counts.ok).toBe(1)
    await flipByte(file, blockBytes + 1)
    expect((await verify()).items[0]?.damaged).toEqual([block(1)])
  })

  it('goes through a long list page by page, by jobs and by episodes', async () => {
    const { job, episodes } = await downloaded(['/a', '/b', '/c'], { size: 10 })
    const other = await downloaded(['/d'], { size: 10 })
    const ids = async (body: object) => {
      const seen: string[] = []
      let after: string | null = null
      for (let pages = 0; pages < 9; pages++) {
        const answer: VerifyAnswer = await verify({ ...body, limit: 2, ...(after === null ? {} : { after }) })
        seen.push(...answer.items.map(({ id }) => id))
        after = answer.next
        if (after === null) return seen
      }
      throw new Error('the pages have no end')
    }
    const inOrder = episodes.map(({ id }) => id)
    const last = other.episodes[0]?.id ?? ''
    expect(await ids({})).toEqual([...inOrder, last])
    expect(await ids({ jobIds: [job.id] })).toEqual(inOrder)
    expect(await ids({ episodeIds: [last, ...inOrder] })).toEqual([last, ...inOrder])
    expect(await ids({ jobIds: [other.job.id], episodeIds: inOrder })).toEqual([last, ...inOrder])
    expect(await ids({ jobIds: [] })).toEqual([])
  })

  it('refuses ids that are not there and a place that is none', async () => {
    const refused = async (body: object) => {
      const { status, body: said } = await staffel.call<ErrorBody>('POST', '/verify', body)
      return [status, said.code]
    }
    expect(await refused({ jobIds: ['nowhere'] })).toEqual([404, 'NOT_FOUND'])
    expect(await refused({ episodeIds: ['nowhere'] })).toEqual([404, 'NOT_FOUND'])
    expect(await refused({ after: 'j1' })).toEqual([400, 'INVALID_INPUT'])
    expect(await refused({ limit: 1_001 })).toEqual([400, 'INVALID_INPUT'])
    expect(await refused({ fix: true })).toEqual([400, 'INVALID_INPUT'])
  })
})

describe('repairing', () => {
  it('fetches exactly the damaged blocks, under the validator the file had, and puts them in their place', async () => {
    const { files } = await downloaded(['/a'])
    const [file = ''] = files
    const { ino } = await stat(file)
    const [requests, sent] = [server.requestsTo('/a').length, server.bytesSent('/a')]
    await flipByte(file, 10)
    await flipByte(file, 2 * blockBytes + 10)
    const { items } = await verify({ repair: true })
    expect(items[0]).toMatchObject({
      status: 'damaged',
      damaged: [block(0), block(2)],
      repair: { result: 'repaired', error: null },
    })
    expect(rangesSince('/a', requests)).toEqual([`bytes=0-${block(0).end}`, `bytes=${block(2).start}-${block(2).end}`])
    expect(server.requestsTo('/a').at(-1)?.headers['if-range']).toBe(`"1-${sizeOfFour}"`)
    expect(server.bytesSent('/a') - sent).toBe(2 * blockBytes)
    expect(await isExact('/a', file)).toBe(true)
    expect((await stat(file)).ino).toBe(ino)
    expect(await readdir(home.downloads)).toEqual(['a'])
    expect((await verify()).counts.ok).toBe(1)
  })

  it('of a shorter file fetches what it lacks, of a longer one nothing', async () => {
    const { files } = await downloaded(['/short', '/long'])
    const [short = '', long = ''] = files
    const requests = [server.requestsTo('/short').length, server.requestsTo('/long').length] as const
    await truncate(short, 2 * blockBytes + 9)
    await appendFile(long, 'more')
    const { items } = await verify({ repair: true })
    expect(items.map(({ status, repair }) => [status, repair?.result])).toEqual([
      ['size', 'repaired'],
      ['size', 'repaired'],
    ])
    expect(rangesSince('/short', requests[0])).toEqual([`bytes=${2 * blockBytes}-`])
    expect(rangesSince('/long', requests[1])).toEqual([])
    expect(await isExact('/short', short)).toBe(true)
    expect(await isExact('/long', long)).toBe(true)
  })

  it('fetches a missing file anew, under its name', async () => {
    const { files } = await downloaded(['/a'])
    const [file = ''] = files
    await rm(file)
    expect((await verify({ repair: true })).items[0]).toMatchObject({ status: 'missing', repair: { result: 'repaired' } })
    expect(await isExact('/a', file)).toBe(true)
    expect(await readdir(home.downloads)).toEqual(['a'])
  })

  it.each([
    ['another validator', { seed: 9 }],
    ['the same validator and other bytes', { seed: 9, etag: `"1-${sizeOfFour}"` }],
    ['another size', { size: sizeOfFour + 1 }],
    ['no validator and other bytes', { seed: 9, etag: null }],
  ])('says that the file changed on the server (%s) and leaves the old one as it is', async (what, changed) => {
    const hadNone = what.startsWith('no validator')
    const { episodes, files } = await downloaded(['/a'], hadNone ? { etag: null } : {})
    const [file = ''] = files
    await flipByte(file, 10)
    const before = await readFile(file)
    server.serve('/a', { size: sizeOfFour, seed: 1, ...changed })
    await staffel.patchSettings({ retry: { maxAttempts: 1 } })
    const { items } = await verify({ repair: true })
    const code = what.startsWith('the same') ? 'CHECKSUM_MISMATCH' : 'CONTENT_CHANGED'
    expect(items[0]).toMatchObject({ status: 'damaged', repair: { result: 'failed', error: { code } } })
    expect(await staffel.get(`/episodes/${episodes[0]?.id}`)).toMatchObject({ status: 'failed', error: { code } })
    expect((await readFile(file)).equals(before)).toBe(true)
    expect(await readdir(home.downloads)).toEqual(['a'])
  })

  it('that met another file on the server lays that beside the old one when it is tried again', async () => {
    const { job, episodes, files } = await downloaded(['/a'])
    const [file = ''] = files
    await flipByte(file, 10)
    const before = await readFile(file)
    server.serve('/a', { size: 5_000, seed: 9 })
    await verify({ repair: true })
    await staffel.post(`/episodes/${episodes[0]?.id}/retry`)
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    const now = await staffel.get<Episode>(`/episodes/${episodes[0]?.id}`)
    expect(now.fileName).toBe('a (1)')
    expect(await isExact('/a', now.path ?? '')).toBe(true)
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  it('from a server without ranges reads past what is right', async () => {
    const { files } = await downloaded(['/a'], { ranges: false })
    const [file = ''] = files
    await flipByte(file, blockBytes)
    expect((await verify({ repair: true })).items[0]?.repair?.result).toBe('repaired')
    expect(await isExact('/a', file)).toBe(true)
  })

  it('from a server that sends next to nothing of each range costs few requests', async () => {
    const { files } = await downloaded(['/a'])
    const [file = ''] = files
    await flipByte(file, blockBytes)
    const requests = server.requestsTo('/a').length
    const faults: FileScript['faults'] = ({ range }) =>
      range === null ? undefined : { send: { start: range.start, end: range.start + 999 } }
    server.serve('/a', { size: sizeOfFour, seed: 1, faults })
    expect((await verify({ repair: true })).items[0]?.repair?.result).toBe('repaired')
    expect(await isExact('/a', file)).toBe(true)
    expect(server.requestsTo('/a').length - requests).toBeLessThan(50)
  })

  it('from a server that cuts each connection before a block is through comes to its end', async () => {
    const { files } = await downloaded(['/a'])
    const [file = ''] = files
    await flipByte(file, blockBytes)
    server.serve('/a', { size: sizeOfFour, seed: 1, faults: () => ({ cutAfter: 1_500_000, cut: 'close' }) })
    expect((await verify({ repair: true })).items[0]?.repair).toEqual({ result: 'repaired', error: null })
    expect(await isExact('/a', file)).toBe(true)
  })

  it('goes on where it was when the program is killed in the middle, and is never called finished with wrong bytes', async () => {
    const { episodes, files } = await downloaded(['/a'])
    const [file = ''] = files
    const id = episodes[0]?.id ?? ''
    const good = await readFile(file)
    for (const number of [0, 1, 3]) await flipByte(file, block(number).start + 5)
    server.serve('/a', { size: sizeOfFour, seed: 1, bytesPerSecond: 4_000_000 })
    const sent = server.bytesSent('/a')
    const answered = staffel.call('POST', '/verify', { repair: true }).catch(() => null)
    // The first of three blocks is in its place, the second on its way.
    while (server.bytesSent('/a') < sent + 1.7 * blockBytes) await sleep(5)
    expect((await staffel.get<Episode>(`/episodes/${id}`)).status).toBe('downloading')
    const requests = server.requestsTo('/a').length
    await restart('SIGKILL')
    await answered
    expect((await staffel.get<Episode>(`/episodes/${id}`)).status).not.toBe('completed')
    const half = await readFile(file)
    expect(half.equals(good)).toBe(false)
    expect(half.subarray(0, block(0).end).equals(good.subarray(0, block(0).end))).toBe(true)
    // What was right is right, whatever the kill hit.
    expect(half.subarray(block(2).start, block(2).end).equals(good.subarray(block(2).start, block(2).end))).toBe(true)
    await staffel.untilJob(episodes[0]?.jobId ?? '', (now) => now.status === 'completed')
    expect(rangesSince('/a', requests)).toEqual([`bytes=${block(1).start}-${block(1).end}`, `bytes=${block(3).start}-`])
    expect(await isExact('/a', file)).toBe(true)
    expect((await verify()).counts.ok).toBe(1)
  })

  it('waits in a paused queue, is said to be pending, and can be removed with its file', async () => {
    const { job, episodes, files } = await downloaded(['/a'])
    const [file = ''] = files
    await flipByte(file, 10)
    await staffel.post('/queue/pause')
    expect((await verify({ repair: true })).items[0]?.repair).toEqual({ result: 'pending', error: null })
    expect(await staffel.get(`/episodes/${episodes[0]?.id}`)).toMatchObject({
      status: 'queued',
      bytesDone: sizeOfFour - blockBytes,
    })
    await staffel.call('DELETE', `/jobs/${job.id}?deleteFiles=true`)
    const left = async () => (await readdir(home.downloads)).length
    while ((await left()) > 0) await sleep(20)
  })

  it('never touches a file that was there before and was skipped', async () => {
    server.serve('/a', { size: 1_000 })
    await mkdir(home.downloads, { recursive: true })
    await writeFile(join(home.downloads, 'a'), 'of the person')
    const expected = createHash('md5').update(server.content('/a')).digest('hex')
    const episodes = [{ url: server.url('/a'), fileName: 'a', checksum: { algorithm: 'md5', expected } }]
    const job = await staffel.post<Job>('/jobs', { episodes, onConflict: 'skip' })
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    expect((await verify({ repair: true })).items[0]).toMatchObject({ status: 'damaged', repair: null })
    expect(await readFile(join(home.downloads, 'a'), 'utf8')).toBe('of the person')
  })
})

describe('a file of which no blocks are known, as versions before left them', () => {
  /** A finished file with an expected digest; what is known of its blocks is forgotten. */
  async function withoutBlocks() {
    server.serve('/old', { size: sizeOfFour })
    const expected = createHash('sha1').update(server.content('/old')).digest('hex')
    const job = await staffel.post<Job>('/jobs', {
      episodes: [{ url: server.url('/old'), checksum: { algorithm: 'sha-1', expected } }],
    })
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    const [episode] = await staffel.episodesOf(job.id)
    await staffel.kill('SIGTERM')
    const database = new Database(join(home.data, 'staffel.db'))
    database.exec('UPDATE episodes SET block_digests = NULL')
    database.close()
    await restart('SIGKILL')
    return { id: episode?.id ?? '', file: episode?.path ?? '' }
  }

  it('has its blocks known once its digest has proved it', async () => {
    const { file } = await withoutBlocks()
    expect((await verify()).counts.ok).toBe(1)
    await flipByte(file, 2 * blockBytes)
    expect((await verify()).items[0]?.damaged).toEqual([block(2)])
  })

  it('is fetched as a whole, and replaced only by what has the right digest', async () => {
    const { file } = await withoutBlocks()
    await flipByte(file, 5)
    const { items } = await verify({ repair: true })
    expect(items[0]).toMatchObject({
      status: 'damaged',
      damaged: [{ start: 0, end: sizeOfFour - 1 }],
      repair: { result: 'repaired' },
    })
    expect(await isExact('/old', file)).toBe(true)
    await expect.poll(() => readdir(home.downloads)).toEqual(['old'])
  })

  it.each([
    ['another file', { size: sizeOfFour, seed: 9 }, 'CONTENT_CHANGED'],
    ['wrong bytes under the same validator', { size: sizeOfFour, seed: 9, etag: `"1-${sizeOfFour}"` }, 'CHECKSUM_MISMATCH'],
  ])('stays as it is where the server has %s now', async (_what, changed, code) => {
    const { id, file } = await withoutBlocks()
    await flipByte(file, 5)
    const before = await readFile(file)
    server.serve('/old', changed)
    expect((await verify({ repair: true })).items[0]?.repair).toMatchObject({ result: 'failed', error: { code } })
    expect((await staffel.get<Episode>(`/episodes/${id}`)).status).toBe('failed')
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  it('is not taken for finished when the program is killed while all of it is fetched', async () => {
    const { id, file } = await withoutBlocks()
    await flipByte(file, 5)
    const before = await readFile(file)
    server.serve('/old', { size: sizeOfFour, bytesPerSecond: 6_000_000 })
    const answered = staffel.call('POST', '/verify', { repair: true }).catch(() => null)
    const { jobId } = await staffel.get<Episode>(`/episodes/${id}`)
    await staffel.untilJob(jobId, (now) => now.status === 'downloading' && now.bytesDone > blockBytes)
    await restart('SIGKILL')
    await answered
    expect((await readFile(file)).equals(before)).toBe(true)
    await staffel.untilJob(jobId, (now) => now.status === 'completed')
    expect(await isExact('/old', file)).toBe(true)
  })
})
