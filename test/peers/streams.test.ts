import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Inspection, Job } from '../../src-preload/contract/index.ts'
import { FaultyServer } from '../support/faulty-server.ts'
import { decodedPictures, ffmpeg, missingFfmpeg, type ProbedPacket, probedPackets } from '../support/peers/ffmpeg.ts'
import { type Home, newHome, type Staffel, startStaffel } from '../support/staffel.ts'

/** A stream that ffmpeg makes of a film without coding it anew. */
interface Packaging {
  readonly name: string
  readonly playlist: string
  readonly options: readonly string[]
  /** Packets are passed on bit by bit; transport streams put units of their own between them. */
  readonly isVerbatim: boolean
  readonly film?: 'film' | 'old' | 'web'
  readonly end?: 'mp4' | 'ts'
  /** Packets of sound at the end that ffmpeg itself leaves out: ffprobe finds none of them in what it has packaged. */
  readonly lacks?: number
}

const hls = ['-c', 'copy', '-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod']
const dash = ['-c', 'copy', '-f', 'dash', '-seg_duration', '2']
const variants = ['-var_stream_map', 'v:0,agroup:sound a:0,agroup:sound,language:de', '-master_pl_name', 'master.m3u8']

const packagings: readonly Packaging[] = [
  { name: 'HLS of transport streams', playlist: 'a.m3u8', options: [...hls, 'a.m3u8'], isVerbatim: false },
  {
    name: 'HLS of transport streams with AES-128',
    playlist: 'a.m3u8',
    options: [...hls, '-hls_key_info_file', 'key-info', 'a.m3u8'],
    isVerbatim: false,
  },
  {
    name: 'HLS of transport streams with AES-128, picture and sound apart',
    playlist: 'master.m3u8',
    options: ['-map', '0:v', '-map', '0:a', ...hls, '-hls_key_info_file', 'key-info', ...variants, 'a%v.m3u8'],
    isVerbatim: false,
  },
  { name: 'HLS of byte ranges', playlist: 'a.m3u8', options: [...hls, '-hls_flags', 'single_file', 'a.m3u8'], isVerbatim: false },
  {
    name: 'HLS of fragmented MP4',
    playlist: 'a.m3u8',
    options: [...hls, '-hls_segment_type', 'fmp4', 'a.m3u8'],
    isVerbatim: true,
  },
  {
    name: 'HLS of fragmented MP4 in byte ranges, picture and sound apart',
    playlist: 'master.m3u8',
    options: [
      '-map',
      '0:v',
      '-map',
      '0:a',
      ...hls,
      '-hls_segment_type',
      'fmp4',
      '-hls_flags',
      'single_file',
      ...variants,
      'a%v.m3u8',
    ],
    isVerbatim: true,
  },
  { name: 'DASH by timeline', playlist: 'a.mpd', options: [...dash, '-use_timeline', '1', 'a.mpd'], isVerbatim: true },
  { name: 'DASH by list of ranges', playlist: 'a.mpd', options: [...dash, '-single_file', '1', 'a.mpd'], isVerbatim: true },
  {
    name: 'DASH of WebM',
    playlist: 'a.mpd',
    options: [...dash, '-dash_segment_type', 'webm', '-use_timeline', '1', 'a.mpd'],
    isVerbatim: true,
    film: 'web',
    lacks: 1,
  },
  { name: 'HLS of MPEG-2', playlist: 'a.m3u8', options: [...hls, 'a.m3u8'], isVerbatim: false, film: 'old', end: 'ts' },
]

const films: Readonly<Record<NonNullable<Packaging['film']>, { readonly file: string; readonly coding: readonly string[] }>> = {
  film: { file: 'film.mp4', coding: ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '50', '-bf', '2', '-c:a', 'aac'] },
  old: { file: 'old.ts', coding: ['-c:v', 'mpeg2video', '-b:v', '800k', '-g', '25', '-c:a', 'mp2'] },
  web: {
    file: 'web.webm',
    coding: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '50', '-c:a', 'libopus'],
  },
}
const seconds = 12

let folder: string
let home: Home
let staffel: Staffel
let server: FaultyServer

const leftOut = missingFfmpeg === null ? '' : ` (left out: no ${missingFfmpeg} on this machine)`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-streams-'))
  home = await newHome()
  staffel = await startStaffel(home)
  server = await FaultyServer.start()
  if (missingFfmpeg !== null) return
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=25:duration=${seconds}`]
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`]
  for (const { file, coding } of Object.values(films)) await ffmpeg(folder, ...picture, ...sound, ...coding, file)
}, 120_000)

afterAll(async () => {
  await staffel.kill('SIGKILL')
  await server.close()
  await home.remove()
  await rm(folder, { recursive: true, force: true })
})

/** Packages a film and serves what comes of it; returns the address of its playlist. */
async function served(
  { playlist, options, film = 'film' }: Packaging,
  number: number,
  further: readonly string[] = [],
): Promise<string> {
  const own = join(folder, String(number))
  await mkdir(own)
  await writeFile(join(own, 'key'), Buffer.from('a key of 16 byte'))
  await writeFile(join(own, 'key-info'), 'key\nkey\n000102030405060708090a0b0c0d0e0f\n')
  await ffmpeg(own, '-i', join(folder, films[film].file), ...options)
  if (further.length > 0) await ffmpeg(own, ...further)
  for (const name of await readdir(own)) {
    const content = await readFile(join(own, name))
    server.serve(`/${number}/${name}`, { size: content.length, content })
  }
  return server.url(`/${number}/${playlist}`)
}

/** Inspects, adds and waits for the end; returns the path of the file. */
async function downloaded(url: string, title: string, whenAdded?: (job: Job) => Promise<void>): Promise<string> {
  const { inspectionId } = await staffel.post<Pick<Inspection, 'kind'> & { inspectionId: string }>('/sources/inspect', {
    input: url,
  })
  const { jobs } = await staffel.post<{ jobs: Job[] }>(`/sources/inspections/${inspectionId}/jobs`, {
    nameTemplate: `${title}.{ext}`,
    job: { title },
  })
  const [job] = jobs
  if (job === undefined) throw new Error('no job')
  await whenAdded?.(job)
  await staffel.untilJob(job.id, ({ status }) => status === 'completed' || status === 'failed', 30_000)
  const [episode] = await staffel.episodesOf(job.id)
  if (episode?.path == null || episode.status !== 'completed') throw new Error(JSON.stringify(episode?.error))
  return episode.path
}

/** Times from the first picture on, in whole milliseconds; sound before it is negative. */
function timesOf(packets: readonly ProbedPacket[], type: ProbedPacket['type']): readonly number[] {
  const first = packets.find((packet) => packet.type === 'video')?.at ?? 0
  return packets.filter((packet) => packet.type === type).map(({ at }) => Math.round((at - first) * 1_000))
}

const hashesOf = (packets: readonly ProbedPacket[], type: ProbedPacket['type']) =>
  packets.filter((packet) => packet.type === type).map(({ hash }) => hash)

async function expectSame(path: string, { film = 'film', isVerbatim, end = 'mp4', lacks = 0 }: Packaging): Promise<void> {
  const original = join(folder, films[film].file)
  const [all, got] = [await probedPackets(original), await probedPackets(path)]
  const missing = new Set(lacks === 0 ? [] : all.filter(({ type }) => type === 'audio').slice(-lacks))
  const made = all.filter((packet) => !missing.has(packet))
  expect(path.endsWith(`.${end}`)).toBe(true)
  expect(await decodedPictures(path)).toEqual(await decodedPictures(original))
  expect(hashesOf(got, 'audio')).toEqual(hashesOf(made, 'audio'))
  if (isVerbatim) expect(hashesOf(got, 'video')).toEqual(hashesOf(made, 'video'))
  for (const type of ['video', 'audio'] as const) {
    const [before, after] = [timesOf(made, type), timesOf(got, type)]
    expect(after).toHaveLength(before.length)
    const differences = after.map((at, index) => Math.abs(at - (before[index] ?? 0)))
    expect(Math.max(...differences)).toBeLessThanOrEqual(2)
  }
}

describe('a film that ffmpeg has packaged', () => {
  it.skipIf(missingFfmpeg !== null)(
    `has its subtitles beside it, each of them once${leftOut}`,
    async () => {
      const own = join(folder, 'subtitles')
      await mkdir(own)
      const cues = [1, 2, 3, 4].map(
        (number) => `${number}\n00:00:0${2 * number - 1},500 --> 00:00:0${2 * number},750\nSubtitle ${number}\n`,
      )
      await writeFile(join(own, 'film.srt'), cues.join('\n'))
      const map = ['-map', '0:v', '-map', '0:a', '-map', '1:s', '-c:s', 'webvtt']
      const groups = ['-var_stream_map', 'v:0,a:0,s:0,sgroup:text,language:de', '-master_pl_name', 'master.m3u8', 'a%v.m3u8']
      await ffmpeg(own, '-i', join(folder, films.film.file), '-i', 'film.srt', ...hls, ...map, ...groups)
      for (const name of await readdir(own)) {
        const content = await readFile(join(own, name))
        server.serve(`/subtitled/${name}`, { size: content.length, content })
      }
      const { inspectionId, candidates } = await staffel.post<{ inspectionId: string; candidates: { fileName: string }[] }>(
        '/sources/inspect',
        { input: server.url('/subtitled/master.m3u8') },
      )
      expect(candidates.map(({ fileName }) => fileName)).toEqual(['subtitled.mp4', expect.stringMatching(/^subtitled\..+\.vtt$/)])
      const { jobs } = await staffel.post<{ jobs: Job[] }>(`/sources/inspections/${inspectionId}/jobs`, {})
      await staffel.untilJob(jobs[0]?.id ?? '', ({ status }) => status === 'completed', 30_000)
      const [, subtitles] = await staffel.episodesOf(jobs[0]?.id ?? '')
      const text = await readFile(subtitles?.path ?? '', 'utf8')
      expect([...text.matchAll(/Subtitle \d/g)].map(([found]) => found)).toEqual([
        'Subtitle 1',
        'Subtitle 2',
        'Subtitle 3',
        'Subtitle 4',
      ])
      // ffmpeg itself moves them by what it moves the pictures, which the film then does not begin with.
      const begins = [...text.matchAll(/^00:(\d\d\.\d{3}) -->/gm)].map(([, seconds]) => Number(seconds))
      expect(begins).toHaveLength(4)
      for (const [index, at] of begins.entries()) expect(Math.abs(at - (2 * index + 1.5))).toBeLessThan(0.1)
    },
    60_000,
  )

  for (const [number, packaging] of packagings.entries()) {
    it.skipIf(missingFfmpeg !== null)(
      `comes back packet by packet from ${packaging.name}${leftOut}`,
      async () => {
        const path = await downloaded(await served(packaging, number), `film-${number}`)
        await expectSame(path, packaging)
      },
      60_000,
    )
  }

  it.skipIf(missingFfmpeg !== null)(
    `is followed by the next one behind a discontinuity${leftOut}`,
    async () => {
      const again = ['-i', join(folder, films.film.file), ...hls, '-hls_flags', 'append_list', 'a.m3u8']
      const url = await served({ name: '', playlist: 'a.m3u8', options: [...hls, 'a.m3u8'], isVerbatim: false }, 100, again)
      const path = await downloaded(url, 'twice')
      const once = await decodedPictures(join(folder, films.film.file))
      expect(await decodedPictures(path)).toEqual([...once, ...once])
      const [made, got] = [await probedPackets(join(folder, films.film.file)), await probedPackets(path)]
      const sounds = hashesOf(made, 'audio')
      expect(hashesOf(got, 'audio')).toEqual([...sounds, ...sounds])
      const times = timesOf(got, 'video')
      const steps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
      // Where the second one begins the playlist says, and it rounds.
      expect(steps.filter((step) => step !== 40).length).toBeLessThanOrEqual(1)
      expect(Math.max(...steps)).toBeLessThan(120)
    },
    60_000,
  )

  it.skipIf(missingFfmpeg !== null)(
    `is sound alone where its parts are packed audio${leftOut}`,
    async () => {
      const options = ['-vn', '-c', 'copy', '-f', 'segment', '-segment_time', '2', '-segment_format', 'adts']
      const list = ['-segment_list', 'a.m3u8', '-segment_list_type', 'm3u8', '%d.aac']
      const url = await served({ name: '', playlist: 'a.m3u8', options: [...options, ...list], isVerbatim: false }, 101)
      const got = await probedPackets(await downloaded(url, 'sound'))
      expect(hashesOf(got, 'audio')).toEqual(hashesOf(await probedPackets(join(folder, films.film.file)), 'audio'))
    },
    60_000,
  )

  it.skipIf(missingFfmpeg !== null)(
    `comes back whole after a kill in the middle${leftOut}`,
    async () => {
      const packaging = packagings[2]
      if (packaging === undefined) throw new Error('no packaging')
      await staffel.patchSettings({ speedLimit: 300_000 })
      const url = await served(packaging, packagings.length)
      const path = await downloaded(url, 'killed', async (job) => {
        await staffel.untilJob(job.id, ({ bytesDone }) => bytesDone > 500_000, 20_000)
        await staffel.kill('SIGKILL')
        staffel = await startStaffel(home)
        await staffel.patchSettings({ speedLimit: 0 })
      })
      await expectSame(path, packaging)
      const twice = new Map<string, number>()
      for (const { path: asked, status } of server.requests) {
        if (asked.startsWith(`/${packagings.length}/`) && asked.endsWith('.ts') && status === 200)
          twice.set(asked, (twice.get(asked) ?? 0) + 1)
      }
      expect([...twice.values()].filter((count) => count > 1).length).toBeLessThan(twice.size)
    },
    60_000,
  )
})
