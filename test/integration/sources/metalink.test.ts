import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Candidate, Episode, Job } from '../../../src-preload/contract/index.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { until } from '../../support/staffel.ts'

const size = 6_000_000
const length = 1_000_000
const file = { size, bytesPerSecond: 20_000_000 }

let mirror: FaultyServer
beforeEach(async () => {
  mirror = await FaultyServer.start()
  server.serve('/film.mkv', file)
})
afterEach(() => mirror.close())

const hex = (bytes: Buffer, algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
const right = () => server.content('/film.mkv')

const signature = '-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n'

/** A Metalink of the film, in a folder; also of a text that nobody serves over http. */
function metalink(places: string): string {
  const content = right()
  const hashes = Array.from({ length: size / length }, (_, piece) =>
    hex(content.subarray(piece * length, (piece + 1) * length), 'sha1'),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
  <metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="films/../film.mkv"/><file name="films/film.mkv">
    <signature mediatype="application/pgp-signature">${signature}</signature><identity>Film</identity><size>${size}</size><hash type="sha-256">${hex(content, 'sha256')}</hash>
    <pieces length="${length}" type="sha-1">${hashes.map((hash) => `<hash>${hash}</hash>`).join('')}</pieces>${places}
  </file><file name="notes.txt"><url>ftp://127.0.0.1/notes.txt</url></file></metalink>`
}

function serveMetalink(places: string): string {
  const content = Buffer.from(metalink(places))
  server.serve('/film.meta4', { content, size: content.length, contentType: 'application/metalink4+xml' })
  return server.url('/film.meta4')
}

function damaged(pieces: readonly number[]): Buffer {
  const content = right()
  for (const piece of pieces) content.writeUInt8(content.readUInt8(piece * length + 99) ^ 0xff, piece * length + 99)
  return content
}

const episodeOf = async (job: Job) => (await staffel.episodesOf(job.id))[0]
const completed = (job: Job) => staffel.untilJob(job.id, ({ status }) => status === 'completed')

it('is inspected, and downloaded from its mirrors, of which one that damages does no harm', async () => {
  mirror.serve('/film.mkv', { ...file, content: damaged([0, 1, 2, 3, 4, 5]), etag: '"other"' })
  const input = serveMetalink(
    `<url priority="1">${mirror.url('/film.mkv')}</url><url priority="2">${server.url('/film.mkv')}</url>`,
  )
  const found = await staffel.post<{ kind: string; title: string; candidates: Candidate[]; skipped: number }>(
    '/sources/inspect',
    { input },
  )
  expect(found).toMatchObject({ kind: 'metalink', skipped: 3 })
  expect(found.candidates).toMatchObject([
    {
      url: mirror.url('/film.mkv'),
      mirrors: [server.url('/film.mkv')],
      title: 'Film',
      fileName: 'film.mkv',
      directory: 'films',
      size,
      checksum: { algorithm: 'sha-256', expected: hex(right(), 'sha256') },
    },
  ])
  const events = await staffel.events()
  const job = await completed(await staffel.post<Job>('/jobs', { input }))
  const episode = await episodeOf(job)
  expect(episode?.checksum).toMatchObject({ matches: true })
  expect((await readFile(episode?.path ?? '')).equals(right())).toBe(true)
  expect(await readFile(`${episode?.path}.asc`, 'utf8')).toBe(signature)
  const dropped = events.seen.flatMap(({ event }) =>
    event.type === 'notice' && event.notice.code === 'MIRROR_DROPPED' ? [event.notice.params.host] : [],
  )
  expect(dropped).toEqual([new URL(mirror.url('/')).host])
  await events.stop()
})

it('goes on after a kill in the middle of a repair with nothing but what is wrong', async () => {
  const content = damaged([4])
  server.serve('/film.mkv', {
    ...file,
    faults: ({ numberOfPath }) => (numberOfPath === 0 ? { file: { content } } : { bytesPerSecond: 200_000 }),
  })
  const input = serveMetalink(`<url>${server.url('/film.mkv')}</url>`)
  const job = await staffel.post<Job>('/jobs', { input, connections: 1 })
  // The repair has gone on for two seconds then: what came before it is marked, which takes one.
  await staffel.untilJob(job.id, () => (server.requestsTo('/film.mkv')[1]?.bytesSent ?? 0) > 400_000)
  await restart('SIGKILL')
  const before = server.requestsTo('/film.mkv').length
  server.serve('/film.mkv', file)
  await completed(job)
  const episode = await episodeOf(job)
  expect((await readFile(episode?.path ?? '')).equals(content)).toBe(false)
  expect((await readFile(episode?.path ?? '')).equals(right())).toBe(true)
  const starts = server
    .requestsTo('/film.mkv')
    .slice(before)
    .map(({ range }) => range?.start ?? 0)
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(4_000_000)
})

it('keeps what is right where an attempt failed, and the next one asks for the rest', async () => {
  await staffel.patchSettings({ retry: { maxAttempts: 3, baseDelayMs: 10, maxDelayMs: 20 } })
  const content = damaged([2])
  let isDamaged = true
  server.serve('/film.mkv', { ...file, faults: () => (isDamaged ? { file: { content } } : undefined) })
  const job = await staffel.post<Job>('/jobs', { input: serveMetalink(`<url>${server.url('/film.mkv')}</url>`) })
  await staffel.untilJob(job.id, ({ status }) => status === 'failed')
  const failed = await episodeOf(job)
  expect(failed?.error).toMatchObject({ code: 'CHECKSUM_MISMATCH', params: { pieces: 1 } })
  expect(failed?.bytesDone).toBe(size - length)
  expect(server.bytesSent('/film.mkv')).toBeLessThan(size + 12 * length)
  isDamaged = false
  const before = server.bytesSent('/film.mkv')
  await staffel.post<Episode>(`/episodes/${failed?.id}/retry`, {})
  await completed(job)
  expect(server.bytesSent('/film.mkv') - before).toBe(length)
  // The part file goes once the end is durable.
  const folder = dirname((await episodeOf(job))?.path ?? '')
  const left = await until(
    () => readdir(folder),
    (names) => !names.includes('film.mkv.part'),
    5_000,
  )
  expect(left.toSorted()).toEqual(['film.mkv', 'film.mkv.asc'])
})

it('leaves nothing where it is deleted with its files, but what the person has put in place of a signature', async () => {
  const input = serveMetalink(`<url>${server.url('/film.mkv')}</url>`)
  const finished = async (title: string) => {
    const job = await completed(await staffel.post<Job>('/jobs', { input, title, directory: title }))
    return { job, path: (await episodeOf(job))?.path ?? '' }
  }
  const deleted = async ({ job, path }: { readonly job: Job; readonly path: string }) => {
    expect(await readdir(dirname(path))).toContain('film.mkv.asc')
    await staffel.call('DELETE', `/jobs/${job.id}?deleteFiles=true`)
    // A folder that was made for the job goes with what was in it.
    const names = () => readdir(dirname(path)).catch(() => [])
    return until(names, (left) => !left.some((name) => /^film\.mkv(?:\.part)?$/.test(name)), 5_000)
  }
  const whole = await finished('whole')
  const own = await finished('own')
  await writeFile(`${own.path}.asc`, 'my own note')
  expect(await deleted(own)).toEqual(['film.mkv.asc'])
  expect(await readFile(`${own.path}.asc`, 'utf8')).toBe('my own note')
  await deleted(whole)
  await expect.poll(() => readdir(dirname(whole.path)).catch(() => []), { timeout: 5_000 }).toEqual([])
})
