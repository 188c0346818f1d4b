import { expect, it } from 'vitest'
import type { TransferOrder } from '../../../src-main/queue/ports.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { fragmentedMp4, type MediaWish } from '../../support/streams/made-media.ts'
import { digestsOf, madeDigest } from '../../support/streams/media-digests.ts'
import { readMedia } from '../../support/streams/read-media.ts'
import { serveText } from '../../support/streams/served-hls.ts'

setUpBench()

const dash: Partial<TransferOrder> = { stream: { kind: 'dash', choices: [] } }
const picture: MediaWish = { seconds: 4, hasAudio: false, seed: 1 }
const sound: MediaWish = { seconds: 4, hasVideo: false, seed: 2 }

const digestsIn = async (fileName: string) => digestsOf(await bench.read(fileName))

const set = (type: string, lang: string, inside: string) =>
  `<AdaptationSet mimeType="${type}/mp4"${lang}><Representation id="${type}" bandwidth="100000">${inside}</Representation></AdaptationSet>`

/** Serves an MPD of two tracks; each set is what stands in its representation. */
function serveMpd(video: string, audio: string): string {
  const period = `<Period>${set('video', '', video)}${set('audio', ' lang="de"', audio)}</Period>`
  const mpd = `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT4S">${period}</MPD>`
  return serveText(server, '/film/manifest.mpd', [mpd], 'application/dash+xml')
}

it('joins picture and sound, named by a template, by a list of ranges, or as whole files', async () => {
  const [video, audio] = [await fragmentedMp4(picture), await fragmentedMp4(sound)]
  const serve = (path: string, content: Buffer) => server.serve(path, { size: content.length, content })
  serve('/film/v-init', video.init)
  for (const [index, part] of video.parts.entries()) serve(`/film/v-${index + 1}`, part)
  serve('/film/a.mp4', Buffer.concat([audio.init, ...audio.parts]))
  let start = audio.init.length
  const ranges = audio.parts.map((part) => {
    start += part.length
    return `<SegmentURL mediaRange="${start - part.length}-${start - 1}"/>`
  })
  const template = '<SegmentTemplate initialization="v-init" media="v-$Number$" duration="1"/>'
  const initialization = `<Initialization range="0-${audio.init.length - 1}"/>`
  const list = `<BaseURL>a.mp4</BaseURL><SegmentList duration="1">${initialization}${ranges.join('')}</SegmentList>`
  const file = '<BaseURL>a.mp4</BaseURL><SegmentBase indexRange="0-9"/>'
  const expected = { video: madeDigest(picture, 'video'), audio: madeDigest(sound, 'audio') }
  const byList = await bench.fetch(serveMpd(template, list), dash)
  expect(byList.outcome).toMatchObject({ kind: 'completed', fileName: 'manifest.mp4' })
  expect(await digestsIn('manifest.mp4')).toEqual(expected)
  await bench.fetch(serveMpd(template, file), dash)
  expect(await digestsIn('manifest (1).mp4')).toEqual(expected)
  const tracks = await readMedia(await bench.read('manifest.mp4'))
  expect(tracks.find(({ type }) => type === 'audio')?.language).toBe('deu')
})

it('fetches a large file in steps, and goes on behind the last one', async () => {
  const large: MediaWish = { ...picture, pictureBytes: 100_000 }
  const [video, audio] = [await fragmentedMp4(large), await fragmentedMp4(sound)]
  const whole = Buffer.concat([video.init, ...video.parts])
  const sounds = Buffer.concat([audio.init, ...audio.parts])
  server.serve('/film/v.mp4', { size: whole.length, content: whole, bytesPerSecond: 8_000_000 })
  server.serve('/film/a.mp4', { size: sounds.length, content: sounds })
  const url = serveMpd('<BaseURL>v.mp4</BaseURL>', '<BaseURL>a.mp4</BaseURL>')
  const limits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
  const attemptId = bench.begin(url, { ...dash, limits })
  await bench.received(attemptId, 6_000_000)
  bench.pool.stop(attemptId)
  const { part } = await bench.ended(attemptId)
  server.serve('/film/v.mp4', { size: whole.length, content: whole })
  const before = server.requestsTo('/film/v.mp4').length
  const ended = await bench.fetch(url, { ...dash, part, limits })
  expect(ended.outcome.kind).toBe('completed')
  const again = server.requestsTo('/film/v.mp4').slice(before)
  expect(again.map(({ range }) => range?.start)).toEqual([0, 4_194_304, 8_388_608])
  expect(again[0]?.bytesSent).toBe(1)
  expect((await digestsIn('manifest.mp4')).video).toBe(madeDigest(large, 'video'))
})

it('refuses entities, and pieces without number, also where each period, or the size of its file alone, makes them that many', async () => {
  const bomb = '<!DOCTYPE MPD [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><MPD>&b;</MPD>'
  const endless = '<SegmentTemplate media="$Number$" timescale="4000000000" duration="1"/>'
  const periods = `<MPD>${`<Period duration="PT50000S">${set('video', '', '<SegmentTemplate media="$Number$" duration="1"/>')}</Period>`.repeat(1_000)}</MPD>`
  const file = '<BaseURL>huge.mp4</BaseURL>'
  server.serve('/film/huge.mp4', { size: 2 ** 50 })
  for (const [url, reason] of [
    [serveText(server, '/bomb.mpd', [bomb]), 'entities'],
    [serveMpd(endless, endless), 'tooMany'],
    [serveText(server, '/periods.mpd', [periods]), 'tooMany'],
    [serveMpd(file, file), 'tooMany'],
  ] as const) {
    const { outcome } = await bench.fetch(url, dash)
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'SOURCE_UNREADABLE', params: { reason } } })
  }
  expect(await bench.files()).toEqual([])
})
