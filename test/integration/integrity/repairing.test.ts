import { createHash } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import type { FileScript } from '../../support/faulty-server.ts'
import {
  block,
  blockBytes,
  downloaded,
  flipByte,
  isExact,
  rangesSince,
  sizeOfFour,
  verify,
} from '../../support/verified-files.ts'

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
    await expect.poll(() => readdir(home.downloads)).toEqual(['a'])
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
