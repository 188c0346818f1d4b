import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { PartFile, TransferOrder } from '../../../src-main/queue/ports.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { fragmentedMp4, type MediaWish, transportStream } from '../../support/streams/made-media.ts'
import { digestsOf, madeDigest } from '../../support/streams/media-digests.ts'
import { readMedia } from '../../support/streams/read-media.ts'
import { encrypted, serveHls, serveText } from '../../support/streams/served-hls.ts'

setUpBench()

const hls: Partial<TransferOrder> = { stream: { kind: 'hls', choices: [] } }

const digestsIn = async (fileName: string) => digestsOf(await bench.read(fileName))

/** Parts of an fMP4 stream, a second each. */
async function fmp4Parts(wish: MediaWish) {
  const { init, parts } = await fragmentedMp4(wish)
  const head = ['#EXT-X-MAP:URI="init.mp4"']
  server.serve('/film/init.mp4', { size: init.length, content: init })
  return { head, init, parts: parts.map((bytes, index) => ({ name: `${index}.m4s`, bytes, seconds: 1 })) }
}

it('joins the parts of fragmented MP4 into one file with every packet in its place', async () => {
  const wish = { seconds: 5 }
  const { head, parts } = await fmp4Parts(wish)
  const ended = await bench.fetch(serveHls(server, '/film', parts, { head }), hls)
  expect(ended.outcome).toMatchObject({ kind: 'completed', fileName: 'index.mp4', skipped: false })
  expect(await digestsIn('index.mp4')).toEqual({ video: madeDigest(wish, 'video'), audio: madeDigest(wish, 'audio') })
  expect(await bench.files()).toEqual(['index.mp4', 'index.mp4.part'])
  expect(bench.kindsOf(ended.attemptId)).toEqual(expect.arrayContaining(['placed', 'verifying', 'ended']))
})

it('joins transport streams that are encrypted with a key for each part, by number and by an IV of their own', async () => {
  const wish = { seconds: 4, clockAt: 10 }
  const plain = await transportStream(wish, 4)
  const keys = [1, 2].map((byte) => Buffer.alloc(16, byte))
  for (const [index, key] of keys.entries()) server.serve(`/film/key${index}`, { size: 16, content: key })
  const byNumber = (number: number) => Buffer.from(number.toString(16).padStart(32, '0'), 'hex')
  const own = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
  const [first = plain[0], second, third, fourth] = plain
  const parts = [
    {
      name: '0.ts',
      bytes: encrypted(first ?? own, keys[0] ?? own, byNumber(7)),
      seconds: 1,
      tags: ['#EXT-X-KEY:METHOD=AES-128,URI="key0"'],
    },
    { name: '1.ts', bytes: encrypted(second ?? own, keys[0] ?? own, byNumber(8)), seconds: 1 },
    {
      name: '2.ts',
      bytes: encrypted(third ?? own, keys[1] ?? own, own),
      seconds: 1,
      tags: [`#EXT-X-KEY:METHOD=AES-128,URI="key1",IV=0x${own.toString('hex')}`],
    },
    { name: '3.ts', bytes: fourth ?? own, seconds: 1, tags: ['#EXT-X-KEY:METHOD=NONE'] },
  ]
  const ended = await bench.fetch(serveHls(server, '/film', parts, { head: ['#EXT-X-MEDIA-SEQUENCE:7'] }), hls)
  expect(ended.outcome).toMatchObject({ kind: 'completed', fileName: 'index.mp4' })
  const tracks = await readMedia(await bench.read('index.mp4'))
  expect(tracks.map(({ type, packets }) => [type, packets.length])).toEqual([
    ['video', 100],
    ['audio', 187],
  ])
  expect((await digestsIn('index.mp4')).audio).toBe(madeDigest(wish, 'audio'))
  expect(server.requestsTo('/film/key0')).toHaveLength(1)
})

it('takes byte ranges out of one file, and takes them itself where the server knows no ranges', async () => {
  const wish = { seconds: 3 }
  const { init, parts } = await fragmentedMp4(wish)
  const whole = Buffer.concat([init, ...parts])
  let start = init.length
  const lines = parts.flatMap((part) => {
    const line = `#EXT-X-BYTERANGE:${part.length}@${start}`
    start += part.length
    return [line, '#EXTINF:1,', 'all.mp4']
  })
  const head = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:2', `#EXT-X-MAP:URI="all.mp4",BYTERANGE="${init.length}@0"`]
  for (const [folder, ranges] of [
    ['/with', true],
    ['/without', false],
  ] as const) {
    server.serve(`${folder}/all.mp4`, { size: whole.length, content: whole, ranges })
    const url = serveText(server, `${folder}/list.m3u8`, [...head, ...lines, '#EXT-X-ENDLIST'])
    const ended = await bench.fetch(url, hls)
    expect(ended.outcome.kind).toBe('completed')
  }
  const expected = { video: madeDigest(wish, 'video'), audio: madeDigest(wish, 'audio') }
  expect(await digestsIn('list.mp4')).toEqual(expected)
  expect(await digestsIn('list (1).mp4')).toEqual(expected)
})

it('lets what follows a discontinuity follow in time, whatever its clock shows', async () => {
  const first = await transportStream({ seconds: 2, clockAt: 100, seed: 1 }, 2)
  const second = await transportStream({ seconds: 2, clockAt: 3, seed: 2 }, 2)
  const parts = [...first, ...second].map((bytes, index) => ({
    name: `${index}.ts`,
    bytes,
    seconds: 1,
    ...(index === 2 && { tags: ['#EXT-X-DISCONTINUITY'] }),
  }))
  await bench.fetch(serveHls(server, '/film', parts), hls)
  const tracks = await readMedia(await bench.read('index.mp4'))
  const video = tracks.find(({ type }) => type === 'video')?.packets ?? []
  expect(video).toHaveLength(100)
  const steps = video.slice(1).map(({ at }, index) => Math.round((at - (video[index]?.at ?? 0)) * 1_000))
  expect([...new Set(steps)]).toEqual([40])
})

it('takes the best picture and the sound in its default language from renditions of their own, or what was chosen', async () => {
  const renditions: Readonly<Record<string, MediaWish>> = {
    low: { seconds: 2, hasAudio: false, seed: 1 },
    high: { seconds: 2, hasAudio: false, seed: 2 },
    de: { seconds: 2, hasVideo: false, seed: 3 },
    en: { seconds: 2, hasVideo: false, seed: 4 },
  }
  for (const [name, wish] of Object.entries(renditions)) {
    const { init, parts } = await fragmentedMp4(wish)
    server.serve(`/${name}/init.mp4`, { size: init.length, content: init })
    const named = parts.map((bytes, index) => ({ name: `${index}.m4s`, bytes, seconds: 1 }))
    serveHls(server, `/${name}`, named, { head: ['#EXT-X-MAP:URI="init.mp4"'] })
  }
  const url = serveText(server, '/master.m3u8', [
    '#EXTM3U',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",LANGUAGE="de",DEFAULT=YES,URI="de/index.m3u8"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",URI="en/index.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1000000,RESOLUTION=640x360,AUDIO="a"',
    'low/index.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=3000000,RESOLUTION=1280x720,AUDIO="a"',
    'high/index.m3u8',
  ])
  const { high, low, de, en } = renditions
  if (high === undefined || low === undefined || de === undefined || en === undefined) throw new Error('no renditions')
  expect((await bench.fetch(url, hls)).outcome).toMatchObject({ kind: 'completed', fileName: 'master.mp4' })
  expect(await digestsIn('master.mp4')).toEqual({ video: madeDigest(high, 'video'), audio: madeDigest(de, 'audio') })
  await bench.fetch(url, { stream: { kind: 'hls', choices: ['video:640x360:1000000:', 'audio:en:English'] } })
  expect(await digestsIn('master (1).mp4')).toEqual({ video: madeDigest(low, 'video'), audio: madeDigest(en, 'audio') })
  const tracks = await readMedia(await bench.read('master (1).mp4'))
  expect(tracks.find(({ type }) => type === 'audio')?.language).toBe('eng')
})

it('goes on behind the last part that was flushed, and fetches none again', async () => {
  const wish = { seconds: 12, pictureBytes: 8_000 }
  const { head, parts } = await fmp4Parts(wish)
  const url = serveHls(server, '/film', parts, { head, script: { bytesPerSecond: 400_000 } })
  const attemptId = bench.begin(url, hls)
  const part = await bench.until<PartFile>((report) => {
    const item = report.kind === 'checkpoint' ? report.items.find((found) => found.attemptId === attemptId) : undefined
    return item !== undefined && (item.part.segments[0]?.done ?? 0) > 700_000 ? item.part : null
  })
  bench.pool.stop(attemptId)
  const stopped = await bench.ended(attemptId)
  expect(stopped.outcome.kind).toBe('stopped')
  const before = server.requests.length
  // What was written behind the checkpoint is lost in a crash.
  await truncate(join(bench.directory, `${part.fileName}.part`), (part.segments[0]?.done ?? 0) + 100)
  serveHls(server, '/film', parts, { head })
  const ended = await bench.fetch(url, { ...hls, part })
  expect(ended.outcome).toMatchObject({ kind: 'completed', fileName: 'index.mp4' })
  expect(await digestsIn('index.mp4')).toEqual({ video: madeDigest(wish, 'video'), audio: madeDigest(wish, 'audio') })
  const again = server.requests.slice(before).filter(({ path }) => path.endsWith('.m4s'))
  expect(again.length).toBeLessThan(parts.length - 3)
  expect(bench.reports.some(({ kind }) => kind === 'restarted')).toBe(false)
})

it('begins anew where the playlist tells of another recording by now', async () => {
  const wish = { seconds: 3, seed: 5 }
  const { head, parts } = await fmp4Parts({ seconds: 3, seed: 4, pictureBytes: 8_000 })
  const url = serveHls(server, '/film', parts, { head, script: { bytesPerSecond: 200_000 } })
  const attemptId = bench.begin(url, hls)
  await bench.received(attemptId, 200_000)
  bench.pool.stop(attemptId)
  const { part } = await bench.ended(attemptId)
  const other = await fmp4Parts(wish)
  serveHls(
    server,
    '/film',
    other.parts.map((found) => ({ ...found, seconds: 1.04 })),
    { head: other.head },
  )
  const ended = await bench.fetch(url, { ...hls, part })
  expect(bench.kindsOf(ended.attemptId)).toContain('restarted')
  expect(await digestsIn('index.mp4')).toEqual({ video: madeDigest(wish, 'video'), audio: madeDigest(wish, 'audio') })
})

it('puts together what is all there without a word to any server', async () => {
  const wish = { seconds: 3 }
  const { head, parts } = await fmp4Parts(wish)
  const url = serveHls(server, '/film', parts, { head })
  const attemptId = bench.begin(url, hls)
  await bench.until((report) => (report.kind === 'verifying' && report.attemptId === attemptId ? true : null))
  bench.pool.stop(attemptId)
  const stopped = await bench.ended(attemptId)
  // It may have been through already.
  if (stopped.outcome.kind === 'stopped') {
    const asked = server.requests.length
    expect(await bench.files()).toEqual(['index.mp4.part'])
    const ended = await bench.fetch(url, { ...hls, part: stopped.part })
    expect(ended.outcome.kind).toBe('completed')
    expect(server.requests.length).toBe(asked)
  }
  expect((await digestsIn('index.mp4')).video).toBe(madeDigest(wish, 'video'))
})

it('writes over what a crash has left half put together', async () => {
  const { head, parts } = await fmp4Parts({ seconds: 2 })
  const url = serveHls(server, '/film', parts, { head })
  bench.onPlaced = (part) => {
    void writeFile(join(bench.directory, `${part.fileName}.join`), 'half a film').then(() => bench.pool.keep(1))
    return true
  }
  const ended = await bench.fetch(url, hls)
  expect(ended.outcome.kind).toBe('completed')
  expect(await bench.files()).toEqual(['index.mp4', 'index.mp4.part'])
})

it('fails with the status of a part that is missing, and fetches only that part once it is there', async () => {
  const wish = { seconds: 4 }
  const { head, parts } = await fmp4Parts(wish)
  const url = serveHls(server, '/film', parts, { head })
  server.serve('/film/2.m4s', { size: 1, faults: [{ status: 404 }] })
  const failed = await bench.fetch(url, { ...hls, limits: { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 } })
  expect(failed.outcome).toMatchObject({
    kind: 'failed',
    failure: { code: 'HTTP_STATUS', params: { status: 404 } },
    transient: false,
  })
  const before = server.requests.length
  serveHls(server, '/film', parts, { head })
  const ended = await bench.fetch(url, { ...hls, part: failed.part })
  expect(ended.outcome.kind).toBe('completed')
  expect(server.requests.slice(before).map(({ path }) => path)).not.toContain('/film/0.m4s')
  expect((await digestsIn('index.mp4')).video).toBe(madeDigest(wish, 'video'))
})

it('keeps to the speed limit of its episode', async () => {
  const { head, parts } = await fmp4Parts({ seconds: 4, pictureBytes: 4_000 })
  const url = serveHls(server, '/film', parts, { head })
  const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0)
  const begun = performance.now()
  await bench.fetch(url, { ...hls, limits: { connections: 4, episodeSpeedLimit: 200_000, jobSpeedLimit: 0 } })
  expect(performance.now() - begun).toBeGreaterThan((bytes / 200_000) * 1_000 * 0.8)
})

it.each([
  ['a live stream', ['#EXTM3U', '#EXT-X-TARGETDURATION:2', '#EXTINF:2,', 'a.ts'], 'live'],
  [
    'one that is protected',
    [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://a",KEYFORMAT="com.apple.streamingkeydelivery"',
      '#EXTINF:2,',
      'a.ts',
      '#EXT-X-ENDLIST',
    ],
    'protected',
  ],
  ['one that leads to itself', ['#EXTM3U', '#EXT-X-STREAM-INF:BANDWIDTH=1', 'a.m3u8'], 'loop'],
  [
    'parts that are files here',
    ['#EXTM3U', '#EXT-X-TARGETDURATION:2', '#EXTINF:2,', 'file:///etc/passwd', '#EXT-X-ENDLIST'],
    'address',
  ],
  ['no playlist', ['<html>'], 'malformed'],
])('refuses %s, and leaves nothing', async (_, lines, reason) => {
  const ended = await bench.fetch(serveText(server, '/a.m3u8', lines), hls)
  expect(ended.outcome).toMatchObject({
    kind: 'failed',
    failure: { code: 'SOURCE_UNREADABLE', params: { reason } },
    transient: false,
  })
  expect(await bench.files()).toEqual([])
})

it('gives a transport stream back as it is where it holds what does not fit into an MP4', async () => {
  const parts = (await transportStream({ seconds: 2 }, 2)).map((bytes) => asMpeg2(bytes))
  const url = serveHls(
    server,
    '/film',
    parts.map((bytes, index) => ({ name: `${index}.ts`, bytes, seconds: 1 })),
  )
  const ended = await bench.fetch(url, hls)
  expect(ended.outcome).toMatchObject({ kind: 'completed', fileName: 'index.ts' })
  expect((await bench.read('index.ts')).equals(Buffer.concat(parts))).toBe(true)
})

it.each([
  ['noise', Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7_919) % 251))],
  ['nothing', Buffer.alloc(0)],
  ['the beginning of a transport stream', Buffer.from('47400010'.padEnd(376, 'f').repeat(40), 'hex')],
  ['boxes that are larger than all of it', Buffer.from('7fffffff6d6f6f7600000000'.repeat(500), 'hex')],
])('says of parts that are %s that they cannot be put together', async (_, bytes) => {
  const parts = [0, 1].map((index) => ({ name: `${index}.bin`, bytes, seconds: 1 }))
  const { outcome } = await bench.fetch(serveHls(server, '/film', parts), hls)
  expect(outcome).toMatchObject({
    kind: 'failed',
    transient: false,
    failure: { code: 'SOURCE_UNREADABLE', params: { reason: 'undecodable' } },
  })
  expect(await bench.files()).toEqual(['index.mp4.part'])
})

it('joins subtitles into one file with every cue once, on one clock', async () => {
  const part = (clock: number, ...cues: readonly string[]) =>
    Buffer.from(['WEBVTT', `X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:${clock}`, '', ...cues.map((cue) => `${cue}\n`)].join('\n'))
  const parts = [
    part(900_000, '00:01.000 --> 00:03.000\nOne', '00:03.500 --> 00:05.000\nTwo'),
    part(900_000, '00:03.500 --> 00:05.000\nTwo', '00:06.000 --> 00:07.000 line:0\nThree'),
    part(1_800_000, '00:00.500 --> 01:00:01.000\nFour'),
  ]
  const url = serveHls(
    server,
    '/film',
    parts.map((bytes, index) => ({ name: `${index}.vtt`, bytes, seconds: 4 })),
  )
  const ended = await bench.fetch(url, { ...hls, wantedName: 'film.de.vtt' })
  expect(ended.outcome).toMatchObject({ kind: 'completed', fileName: 'film.de.vtt' })
  expect((await bench.read('film.de.vtt')).toString()).toBe(
    [
      'WEBVTT',
      '00:01.000 --> 00:03.000\nOne',
      '00:03.500 --> 00:05.000\nTwo',
      '00:06.000 --> 00:07.000 line:0\nThree',
      '00:00:10.500 --> 01:00:11.000\nFour\n',
    ].join('\n\n'),
  )
})

/** Says of the pictures in a transport stream that they are MPEG-2 (stream type 2 instead of 27). */
function asMpeg2(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  for (let at = 0; at < changed.length; at += 188) {
    const section = at + 5
    const isTable = changed[at + 1] !== undefined && (changed[at + 1] ?? 0) & 0x40 && changed[section] === 0x02
    const types = section + 12
    if (isTable && changed[types] === 0x1b) changed[types] = 0x02
  }
  return changed
}
