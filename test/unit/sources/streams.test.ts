import { describe, expect, it } from 'vitest'
import { dash } from '../../../src-main/sources/dash.ts'
import { hls } from '../../../src-main/sources/hls.ts'
import { sourceFor } from '../../../src-main/sources/registry.ts'
import { type Material, type Source, SourceError, type SourceTools } from '../../../src-main/sources/source.ts'
import { findings, offlineTools } from '../../support/sources/tools.ts'

type Served = Extract<Material, { from: 'server' }>

function served(url: string, text: string, mediaType = ''): Served {
  return { from: 'server', url, requestedUrl: url, status: 200, headers: {}, mediaType, text }
}

/** Answers by address; all others are not found. */
function toolsFor(answers: Readonly<Record<string, string>>): SourceTools & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    ...offlineTools(),
    asked,
    fetch: ({ url }) => {
      asked.push(url)
      const text = answers[url]
      const material = text === undefined ? { ...served(url, ''), status: 404 } : served(url, text)
      return Promise.resolve({ kind: 'material', material, isCut: false })
    },
  }
}

const found = (source: Source, material: Material, answers: Readonly<Record<string, string>> = {}) =>
  findings(source, material, toolsFor(answers))

async function reasonOf(source: Source, material: Material, answers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  return found(source, material, answers).then(
    () => null,
    (error: unknown) => (error instanceof SourceError ? error.reason : error),
  )
}

const media = '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n#EXTINF:2.5,\nb.ts\n#EXT-X-ENDLIST\n'
const master = [
  '#EXTM3U',
  '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",LANGUAGE="de",DEFAULT=YES,URI="de.m3u8"',
  '#EXT-X-STREAM-INF:BANDWIDTH=1000000,RESOLUTION=640x360,AUDIO="a"',
  'low.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=3000000,RESOLUTION=1280x720,AUDIO="a"',
  'high.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=2x2',
  'file:///etc/passwd',
].join('\n')

describe('HLS', () => {
  it('is known by what only streams have, and not by what lists of songs begin with', () => {
    expect(hls.matches(served('https://a.example/x', media))).toBe(true)
    expect(
      hls.matches(served('https://a.example/x', '#EXTM3U\n#EXTINF:1,Song\nhttps://a.example/song.mp3', 'audio/x-mpegurl')),
    ).toBe(false)
    expect(hls.matches(served('https://a.example/x', '<html>#EXTM3U #EXT-X-</html>'))).toBe(false)
    expect(hls.matches({ from: 'text', text: media, fileName: null })).toBe(false)
    expect(sourceFor(served('https://a.example/x', media), undefined)).toBe(hls)
  })

  it('is one candidate, with what can be chosen and how long it plays', async () => {
    const findings = await found(hls, served('https://a.example/The%20Film/master.m3u8', master), {
      'https://a.example/The%20Film/high.m3u8': media,
    })
    expect(findings.filter(({ kind }) => kind === 'skipped')).toEqual([
      { kind: 'skipped', text: 'file:///etc/passwd', reason: 'scheme' },
    ])
    expect(findings).toContainEqual({ kind: 'title', title: 'The Film' })
    const choices = findings.flatMap((finding) => (finding.kind === 'choice' ? [finding.choice] : []))
    expect(choices.map(({ kind, name, isDefault, language }) => [kind, name, isDefault, language])).toEqual([
      ['video', '360p', false, undefined],
      ['video', '720p', true, undefined],
      ['audio', 'Deutsch', true, 'de'],
    ])
    const candidates = findings.flatMap((finding) => (finding.kind === 'candidate' ? [finding.candidate] : []))
    expect(candidates).toEqual([
      {
        url: 'https://a.example/The%20Film/master.m3u8',
        title: 'The Film',
        fileName: 'The Film.mp4',
        type: 'video/mp4',
        durationSeconds: 6.5,
        stream: { kind: 'hls', choices: ['video:1280x720:3000000:', 'audio:de:Deutsch'] },
      },
    ])
  })

  it('has its subtitles as files of their own', async () => {
    const lines = master.replace(
      '#EXT-X-STREAM-INF:BANDWIDTH=1000000',
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",LANGUAGE="en",URI="en.m3u8"\n#EXT-X-STREAM-INF:SUBTITLES="s",BANDWIDTH=1000000`,
    )
    const findings = await found(hls, served('https://a.example/Film/master.m3u8', lines))
    expect(findings.at(-1)).toEqual({
      kind: 'candidate',
      candidate: {
        url: 'https://a.example/Film/en.m3u8',
        title: 'Film (English)',
        fileName: 'Film.en.vtt',
        type: 'text/vtt',
        stream: { kind: 'hls', choices: [] },
      },
    })
  })

  it('is refused where the quality that would be fetched is live, or leads back', async () => {
    const at = served('https://a.example/master.m3u8', master)
    const live = media.replace('#EXT-X-ENDLIST', '')
    expect(await reasonOf(hls, at, { 'https://a.example/high.m3u8': live })).toBe('live')
    expect(await reasonOf(hls, at, { 'https://a.example/high.m3u8': master })).toBe('loop')
    expect(await reasonOf(hls, served('https://a.example/a.m3u8', media.replace('a.ts', 'data:,a')))).toBe('address')
  })

  it('asks for one quality and for nothing else', async () => {
    const tools = toolsFor({ 'https://a.example/high.m3u8': media })
    for await (const _ of hls.inspect(served('https://a.example/master.m3u8', master), tools));
    expect(tools.asked).toEqual(['https://a.example/high.m3u8'])
  })
})

describe('DASH', () => {
  const mpd = (attributes: string) => `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" ${attributes}>
    <ProgramInformation><Title>The Film</Title></ProgramInformation><Period>
    <AdaptationSet mimeType="video/mp4"><SegmentTemplate media="$RepresentationID$-$Number$" duration="2"/>
    <Representation id="1" bandwidth="1" height="90"/><Representation id="2" bandwidth="2" height="180"/></AdaptationSet></Period></MPD>`

  it('is one candidate, with what can be chosen and how long it plays', async () => {
    const material = served('https://a.example/m.mpd', mpd('mediaPresentationDuration="PT1M"'), 'application/dash+xml')
    expect(sourceFor(material, undefined)).toBe(dash)
    const findings = await found(dash, material)
    expect(findings.at(-1)).toEqual({
      kind: 'candidate',
      candidate: {
        url: 'https://a.example/m.mpd',
        title: 'The Film',
        fileName: 'The Film.mp4',
        type: 'video/mp4',
        durationSeconds: 60,
        stream: { kind: 'dash', choices: ['video:2'] },
      },
    })
    expect(findings.filter(({ kind }) => kind === 'choice')).toHaveLength(2)
  })

  it('has its subtitles as files of their own', async () => {
    const set =
      '<AdaptationSet mimeType="text/vtt" lang="de"><Representation id="s"><BaseURL>de.vtt</BaseURL></Representation></AdaptationSet>'
    const text = mpd('mediaPresentationDuration="PT1M"').replace('</Period>', `${set}</Period>`)
    expect((await found(dash, served('https://a.example/m.mpd', text))).at(-1)).toEqual({
      kind: 'candidate',
      candidate: {
        url: 'https://a.example/de.vtt',
        title: 'The Film (de)',
        fileName: 'The Film.de.vtt',
        type: 'text/vtt',
      },
    })
  })

  it('is not refused for subtitles that come in pieces, whatever is wrong with these', async () => {
    const set = '<AdaptationSet mimeType="text/vtt"><SegmentTemplate/><Representation id="s"/></AdaptationSet>'
    const text = mpd('mediaPresentationDuration="PT1M"').replace('</Period>', `${set}</Period>`)
    const findings = await found(dash, served('https://a.example/m.mpd', text))
    expect(findings.filter(({ kind }) => kind === 'candidate')).toHaveLength(1)
  })

  it('is refused where it goes on, and where its pieces are without number', async () => {
    expect(await reasonOf(dash, served('https://a.example/m.mpd', mpd('type="dynamic"')))).toBe('live')
    expect(await reasonOf(dash, served('https://a.example/m.mpd', mpd('mediaPresentationDuration="P999999D"')))).toBe('tooMany')
    const many = mpd('').replace(/<Period>.*<\/Period>/s, (period) => period.replace('>', ' duration="PT50H">').repeat(1_000))
    expect(await reasonOf(dash, served('https://a.example/m.mpd', many))).toBe('tooMany')
  })
})
