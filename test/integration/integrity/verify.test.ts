import { createHash } from 'node:crypto'
import { appendFile, link, readdir, readFile, rename, rm, symlink, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Episode, ErrorBody, Job, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { block, blockBytes, downloaded, flipByte, isExact, sizeOfFour, verify } from '../../support/verified-files.ts'

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

  it('looks also at what was removed from the list and left on disk, page by page, and not at what was deleted', async () => {
    const { job, episodes, files } = await downloaded(['/kept', '/bad', '/gone', '/ok'])
    const other = await downloaded(['/deleted'])
    await staffel.call('DELETE', `/jobs/${other.job.id}?deleteFiles=true`)
    await expect.poll(() => readdir(home.downloads)).not.toContain('deleted')
    await flipByte(files[1] ?? '', 2 * blockBytes)
    await rm(files[2] ?? '')
    const [keptId] = episodes.map(({ id }) => id)
    await staffel.call('DELETE', `/episodes/${keptId}`)
    const inTwo = await verify()
    expect(inTwo.items.map(({ id, removed, status }) => [id, removed, status])).toEqual([
      [episodes[1]?.id, false, 'damaged'],
      [episodes[2]?.id, false, 'missing'],
      [episodes[3]?.id, false, 'ok'],
      [keptId, true, 'ok'],
    ])
    await staffel.call('DELETE', `/jobs/${job.id}`)
    expect(await staffel.get('/report/history')).toEqual({ entries: 5, files: 4 })

    const seen: VerifyAnswer['items'] = []
    let after: string | null = null
    let pages = 0
    do {
      const answer: VerifyAnswer = await verify({ limit: 2, repair: true, ...(after === null ? {} : { after }) })
      seen.push(...answer.items)
      after = answer.next
      pages += 1
    } while (after !== null && pages < 9)
    expect(pages).toBe(2)
    expect(seen.map(({ path, removed, status, repair }) => [path, removed, status, repair])).toEqual([
      [files[0], true, 'ok', null],
      [files[1], true, 'damaged', null],
      [files[2], true, 'missing', null],
      [files[3], true, 'ok', null],
    ])
    // Block by block, as in the list.
    expect(seen[1]).toMatchObject({ id: episodes[1]?.id, jobId: job.id, index: 2, damaged: [block(2)], bytesOnDisk: sizeOfFour })
    expect((await verify({ removed: false })).items).toEqual([])
    expect((await verify({ jobIds: [] })).items).toEqual([])
    expect((await verify({ jobIds: [], removed: true })).counts).toMatchObject({ ok: 2, damaged: 1, missing: 1 })

    await staffel.call('DELETE', '/report')
    expect(await staffel.get('/report/history')).toEqual({ entries: 0, files: 0 })
    expect((await verify()).items).toEqual([])
  })

  it('tells of a path once where what was removed was downloaded again', async () => {
    const { job, files } = await downloaded(['/a'], { size: 1_000 })
    await staffel.call('DELETE', `/jobs/${job.id}`)
    await rm(files[0] ?? '')
    expect((await verify()).counts).toMatchObject({ missing: 1, ok: 0 })
    // Another content by now.
    server.serve('/a', { size: 1_200, seed: 9 })
    const again = await staffel.post<Job>('/jobs', { urls: [server.url('/a')] })
    await staffel.untilJob(again.id, (now) => now.status === 'completed')
    expect((await staffel.episodesOf(again.id))[0]?.path).toBe(files[0])
    expect((await verify()).items.map(({ jobId, status }) => [jobId, status])).toEqual([[again.id, 'ok']])
    await staffel.call('DELETE', `/jobs/${again.id}?deleteFiles=true`)
    expect((await verify()).items).toEqual([])
  })

  it('refuses ids that are not there and a place that is none', async () => {
    const refused = async (body: object) => {
      const { status, body: said } = await staffel.call<ErrorBody>('POST', '/verify', body)
      return [status, said.code]
    }
    expect(await refused({ jobIds: ['nowhere'] })).toEqual([404, 'NOT_FOUND'])
    expect(await refused({ episodeIds: ['nowhere'] })).toEqual([404, 'NOT_FOUND'])
    expect(await refused({ after: 'j1' })).toEqual([400, 'INVALID_INPUT'])
    expect(await refused({ after: 'r-1' })).toEqual([400, 'INVALID_INPUT'])
    expect(await refused({ limit: 1_001 })).toEqual([400, 'INVALID_INPUT'])
    expect(await refused({ fix: true })).toEqual([400, 'INVALID_INPUT'])
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

  it('is fetched as a whole also where the name that its part had was never deleted', async () => {
    const { file } = await withoutBlocks()
    await link(file, `${file}.part`)
    await flipByte(file, 5)
    expect((await verify({ repair: true })).items[0]?.repair).toMatchObject({ result: 'repaired' })
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
