import { createHash } from 'node:crypto'
import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Episode, ErrorBody, Inspection, Job, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'
import { fragmentedMp4, type MediaWish, packetsOf } from '../../support/streams/made-media.ts'
import { readMedia } from '../../support/streams/read-media.ts'
import { serveHls, serveText } from '../../support/streams/served-hls.ts'

interface Inspected {
  readonly inspectionId: string
  readonly kind: string
  readonly choices: Inspection['choices']
}

const digest = (packets: readonly { readonly data: Buffer }[]) => {
  const hash = createHash('sha256')
  for (const { data } of packets) hash.update(data)
  return hash.digest('hex')
}

async function picturesIn(fileName: string): Promise<string> {
  const tracks = await readMedia(await readFile(join(home.downloads, fileName)))
  return digest(tracks.find(({ type }) => type === 'video')?.packets ?? [])
}

const pictures = (wish: MediaWish) => digest(packetsOf(wish).filter(({ type }) => type === 'video'))

/** Serves a film at `/The-Film/<name>/index.m3u8`; each part is there once. */
async function serveFilm(name: string, wish: MediaWish, bytesPerSecond?: number): Promise<string> {
  const { init, parts } = await fragmentedMp4(wish)
  const folder = `/The-Film/${name}`
  server.serve(`${folder}/init.mp4`, { size: init.length, content: init })
  return serveHls(
    server,
    folder,
    parts.map((bytes, index) => ({ name: `${index}.m4s`, bytes, seconds: 1 })),
    { head: ['#EXT-X-MAP:URI="init.mp4"'], ...(bytesPerSecond !== undefined && { script: { bytesPerSecond } }) },
  )
}

const partsAsked = () => server.requests.filter(({ path }) => path.endsWith('.m4s'))
const files = async () => (await readdir(home.downloads)).toSorted()
const episodeOf = async (job: Job): Promise<Episode> => {
  const [episode] = await staffel.episodesOf(job.id)
  if (episode === undefined) throw new Error('no episode')
  return episode
}

it('inspects a stream, lets its quality be chosen, and leaves one file that plays', async () => {
  const low = { seconds: 2, seed: 1 }
  await serveFilm('low', low)
  await serveFilm('high', { seconds: 2, seed: 2 })
  const url = serveText(server, '/The-Film/master.m3u8', [
    '#EXTM3U',
    '#EXT-X-STREAM-INF:BANDWIDTH=1000000,RESOLUTION=640x360',
    'low/index.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=3000000,RESOLUTION=1280x720',
    'high/index.m3u8',
  ])
  const { inspectionId, kind, choices } = await staffel.post<Inspected>('/sources/inspect', { input: url })
  expect(kind).toBe('hls')
  expect(choices.map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['360p', false],
    ['720p', true],
  ])
  expect(partsAsked()).toEqual([])
  const chosen = choices.find(({ name }) => name === '360p')?.id
  const { jobs } = await staffel.post<{ jobs: Job[] }>(`/sources/inspections/${inspectionId}/jobs`, { choices: [chosen] })
  const job = jobs[0]
  if (job === undefined) throw new Error('no job')
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  await until(files, (names) => names.length === 1, 5_000)
  expect(await files()).toEqual(['The-Film.mp4'])
  expect(await picturesIn('The-Film.mp4')).toBe(pictures(low))
  expect(await episodeOf(job)).toMatchObject({ status: 'completed', progress: 100, fileName: 'The-Film.mp4' })
})

it('goes on behind the last part after a kill, and after one while it is put together', async () => {
  const wish = { seconds: 20, pictureBytes: 20_000 }
  const url = await serveFilm('film', wish, 2_000_000)
  const job = await staffel.post<Job>('/jobs', {
    connections: 2,
    episodes: [{ url, fileName: 'film.mp4', stream: { kind: 'hls' } }],
  })
  await staffel.untilJob(job.id, ({ bytesDone }) => bytesDone > 2_500_000)
  const whole = partsAsked().flatMap(({ path, endedAt }) => (endedAt === null ? [] : [path]))
  // At the speed of this server that is more than a second later: until then they are on disk.
  await staffel.untilJob(job.id, ({ bytesDone }) => bytesDone > 8_000_000)
  await restart('SIGKILL')
  await until(
    () => episodeOf(job),
    ({ status }) => status === 'verifying' || status === 'completed',
    15_000,
  )
  await restart('SIGKILL')
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  await until(files, (names) => names.length === 1, 5_000)
  expect(await files()).toEqual(['film.mp4'])
  expect(await picturesIn('film.mp4')).toBe(pictures(wish))
  expect(whole.length).toBeGreaterThan(2)
  expect(whole.map((path) => server.requestsTo(path).length)).toEqual(whole.map(() => 1))
}, 60_000)

it('pauses and resumes, and a removal with its files leaves nothing, not even what it was being put together in', async () => {
  const url = await serveFilm('film', { seconds: 10, pictureBytes: 20_000 }, 500_000)
  const job = await staffel.post<Job>('/jobs', {
    connections: 2,
    episodes: [{ url, fileName: 'film.mp4', stream: { kind: 'hls' } }],
  })
  await staffel.untilJob(job.id, ({ bytesDone }) => bytesDone > 600_000)
  await staffel.post(`/jobs/${job.id}/pause`)
  const paused = await staffel.untilJob(job.id, ({ status }) => status === 'paused')
  expect(paused.bytesDone).toBeGreaterThan(300_000)
  await staffel.post(`/jobs/${job.id}/resume`)
  await staffel.untilJob(job.id, ({ bytesDone }) => bytesDone > paused.bytesDone + 300_000)
  await staffel.post(`/jobs/${job.id}/pause`)
  await staffel.untilJob(job.id, ({ status }) => status === 'paused')
  await writeFile(join(home.downloads, 'film.mp4.join'), 'what a crash has left')
  expect((await staffel.call('DELETE', `/jobs/${job.id}?deleteFiles=true`)).status).toBeLessThan(300)
  await until(files, (names) => names.length === 0, 5_000)
})

it('fetches a damaged film anew when it is verified, and puts it in its place', async () => {
  const wish = { seconds: 3 }
  const url = await serveFilm('film', wish)
  const job = await staffel.post<Job>('/jobs', { episodes: [{ url, fileName: 'film.mp4', stream: { kind: 'hls' } }] })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  const looked = await staffel.post<VerifyAnswer>('/verify', { jobIds: [job.id] })
  expect(looked.items[0]?.status).toBe('ok')
  const file = await open(join(home.downloads, 'film.mp4'), 'r+')
  await file.write(Buffer.alloc(64), 0, 64, 20_000)
  await file.close()
  const { items } = await staffel.post<VerifyAnswer>('/verify', { jobIds: [job.id], repair: true })
  expect(items[0]).toMatchObject({ status: 'damaged', repair: { result: 'repaired' } })
  expect(await picturesIn('film.mp4')).toBe(pictures(wish))
  await until(files, (names) => names.length === 1, 5_000)
})

it.each([
  ['live', ['#EXTM3U', '#EXT-X-TARGETDURATION:2', '#EXTINF:2,', 'a.ts']],
  ['protected', ['#EXTM3U', '#EXT-X-TARGETDURATION:2', '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://a"', '#EXTINF:2,', 'a.ts']],
])('says of a stream that it is %s before anything is added', async (reason, lines) => {
  const answer = await staffel.call<ErrorBody>('POST', '/sources/inspect', { input: serveText(server, '/a.m3u8', lines) })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.body.params).toMatchObject({ reason })
})
