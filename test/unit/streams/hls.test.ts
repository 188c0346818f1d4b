import { describe, expect, it } from 'vitest'
import { chooseHls } from '../../../src-main/streams/choose-hls.ts'
import { type HlsMaster, type HlsMedia, readHls } from '../../../src-main/streams/hls.ts'
import { piecesOf } from '../../../src-main/streams/plan.ts'
import { StreamProblem } from '../../../src-main/streams/stream-problem.ts'
import { streamTitle } from '../../../src-main/streams/stream-title.ts'

const base = 'https://media.example/films/one/index.m3u8?token=1'

function media(...lines: readonly string[]): HlsMedia {
  const read = readHls(['#EXTM3U', '#EXT-X-TARGETDURATION:10', ...lines, '#EXT-X-ENDLIST', ''].join('\n'), base)
  if (read.kind !== 'media') throw new Error('a master playlist')
  return read
}

function master(...lines: readonly string[]): HlsMaster {
  const read = readHls(['#EXTM3U', ...lines, ''].join('\n'), base)
  if (read.kind !== 'master') throw new Error('a media playlist')
  return read
}

function problemOf(text: string): unknown {
  try {
    readHls(text, base)
  } catch (error) {
    return error instanceof StreamProblem ? error.reason : error
  }
  return null
}

const pieces = (found: HlsMedia) => piecesOf({ kind: 'video', language: null, name: null, bitsPerSecond: null, runs: found.runs })

describe('a media playlist', () => {
  it('names its parts, and how long they play together', () => {
    const found = media('#EXTINF:4.5,', 'a.ts', '#EXTINF:2,', '/b.ts', '#EXTINF:1,', 'https://cdn.example/c.ts#x')
    expect(found.seconds).toBe(7.5)
    expect(pieces(found).map(({ url }) => url)).toEqual([
      'https://media.example/films/one/a.ts',
      'https://media.example/b.ts',
      'https://cdn.example/c.ts',
    ])
  })

  it('counts byte ranges on where one says no beginning', () => {
    const found = media('#EXTINF:1,', '#EXT-X-BYTERANGE:50@100', 'a.ts', '#EXTINF:1,', '#EXT-X-BYTERANGE:60', 'a.ts')
    expect(pieces(found).map(({ range }) => range)).toEqual([
      { start: 100, length: 50 },
      { start: 150, length: 60 },
    ])
  })

  it('takes the number of a part for its IV where the key has none of its own', () => {
    const found = media(
      ...['#EXT-X-MEDIA-SEQUENCE:258', '#EXT-X-KEY:METHOD=AES-128,URI="k"', '#EXTINF:1,', 'a.ts'],
      ...['#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0x0102030405060708090a0b0c0d0e0f10', '#EXTINF:1,', 'b.ts'],
      ...['#EXT-X-KEY:METHOD=NONE', '#EXTINF:1,', 'c.ts'],
    )
    expect(pieces(found).map(({ key }) => key && Buffer.from(key.iv).toString('hex'))).toEqual([
      '00000000000000000000000000000102',
      '0102030405060708090a0b0c0d0e0f10',
      null,
    ])
    expect(pieces(found)[0]?.key?.url).toBe('https://media.example/films/one/k')
  })

  it('begins a run with each map, and a clock with each discontinuity', () => {
    const found = media(
      ...['#EXT-X-MAP:URI="i.mp4"', '#EXTINF:2,', 'a.m4s', '#EXTINF:2,', 'b.m4s'],
      ...['#EXT-X-DISCONTINUITY', '#EXTINF:3,', 'c.m4s', '#EXT-X-MAP:URI="j.mp4"', '#EXTINF:1,', 'd.m4s'],
    )
    expect(found.runs.map(({ epoch, startsAt, pieces: own }) => [epoch, startsAt, own.map(({ isInit }) => isInit)])).toEqual([
      [0, 0, [true, false, false]],
      [1, 4, [true, false]],
      [1, 4, [true, false]],
    ])
  })

  it('has its end where it says that it never changes', () => {
    expect(problemOf('#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:2,\na.ts\n')).toBeNull()
    expect(problemOf('#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXTINF:2,\na.ts\n')).toBe('live')
  })

  it('leaves out what is marked as missing, and keeps its time', () => {
    const found = media('#EXTINF:2,', 'a.ts', '#EXT-X-GAP', '#EXTINF:2,', 'b.ts', '#EXTINF:2,', 'c.ts')
    expect(pieces(found)).toHaveLength(2)
    expect(found.seconds).toBe(6)
  })
})

describe('a master playlist', () => {
  const found = master(
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",LANGUAGE="de",DEFAULT=YES,URI="de.m3u8"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",URI="en.m3u8"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="b",NAME="Deutsch",LANGUAGE="de",DEFAULT=YES,URI="de-high.m3u8"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="b",NAME="English",LANGUAGE="en",URI="en-high.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=640x360,CODECS="avc1.4d401e,mp4a.40.2",AUDIO="a"',
    'low.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=5000000,RESOLUTION=1920x1080,CODECS="avc1.640028,mp4a.40.2",AUDIO="b"',
    'high.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"',
    'sound.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=4000x4000',
    'javascript:alert(1)',
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="frames.m3u8"',
  )

  it('tells the qualities with a picture, the best one as the default', () => {
    expect(found.variants.map(({ name, isDefault, width, bitsPerSecond }) => [name, isDefault, width, bitsPerSecond])).toEqual([
      ['360p', false, 640, 900_000],
      ['1080p', true, 1_920, 5_000_000],
    ])
    expect(found.unusable).toEqual(['javascript:alert(1)'])
  })

  it('is fetched in its best quality and default language, unless others are chosen', () => {
    const usual = chooseHls(found, [])
    expect([usual.variant.url, usual.audio.map(({ url }) => url)]).toEqual([
      'https://media.example/films/one/high.m3u8',
      ['https://media.example/films/one/de-high.m3u8'],
    ])
    const low = found.variants[0]?.id ?? ''
    const chosen = chooseHls(found, [low, 'audio:en:English', 'of another day'])
    expect([chosen.variant.url, chosen.audio.map(({ url }) => url)]).toEqual([
      'https://media.example/films/one/low.m3u8',
      ['https://media.example/films/one/en.m3u8'],
    ])
  })

  it('has sound alone where there is nothing else', () => {
    expect(master('#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"', 'a.m3u8').variants[0]?.kind).toBe('audio')
  })
})

describe('what is refused', () => {
  const head = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n'
  it.each([
    ['text of another kind', 'hello', 'malformed'],
    ['no end', `${head}#EXTINF:2,\na.ts\n`, 'live'],
    ['nothing', `${head}#EXT-X-ENDLIST\n`, 'nothing'],
    ['a key of DRM', `${head}#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,URI="x"\n#EXTINF:2,\na.ts\n#EXT-X-ENDLIST\n`, 'protected'],
    [
      'a key of DRM before one that could be read',
      `${head}#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x"\n#EXT-X-KEY:METHOD=AES-128,URI="k"\n#EXTINF:2,\na.ts\n#EXT-X-ENDLIST\n`,
      'protected',
    ],
    [
      'a key in a format of its own',
      `${head}#EXT-X-KEY:METHOD=AES-128,URI="x",KEYFORMAT="com.example"\n#EXTINF:2,\na.ts\n#EXT-X-ENDLIST\n`,
      'protected',
    ],
    ['parts at no address', `${head}#EXTINF:2,\ndata:video/mp2t,x\n#EXT-X-ENDLIST\n`, 'address'],
    ['a key at no address', `${head}#EXT-X-KEY:METHOD=AES-128,URI="file:///k"\n#EXTINF:2,\na.ts\n#EXT-X-ENDLIST\n`, 'address'],
    ['a line without end', `${head}#EXTINF:2,${'='.repeat(10_000_000)}\na.ts\n#EXT-X-ENDLIST\n`, 'malformed'],
    ['a million parts', `${head}${'#EXTINF:2,\na\n'.repeat(1_000_000)}#EXT-X-ENDLIST\n`, 'tooMany'],
    ['too much of it', `${head}${'# \n'.repeat(6_000_000)}`, 'tooLarge'],
    ['garbage', '#EXTM3U\n#EXT-X-KEY\n\u0000\nx', 'malformed'],
  ])('%s', (_, text, reason) => {
    expect(problemOf(text)).toBe(reason)
  })
})

it.each([
  ['https://a.example/films/The%20One/master.m3u8?x=1', 'The One'],
  ['https://a.example/vod/the-one.ism/manifest.mpd', 'the-one'],
  ['https://a.example/the-one_720p.m3u8', 'the-one_720p'],
  ['https://a.example/hls/720p/index.m3u8', null],
])('is called by its address: %s', (url, title) => {
  expect(streamTitle(url)).toBe(title)
})
