import { describe, expect, it } from 'vitest'
import { chooseDash, dashChoices } from '../../../src-main/streams/choose-dash.ts'
import { isDash, readDash } from '../../../src-main/streams/dash.ts'
import { StreamProblem } from '../../../src-main/streams/stream-problem.ts'

const base = 'https://media.example/films/one/manifest.mpd?token=1'

function mpd(periods: string, attributes = 'type="static" mediaPresentationDuration="PT10S"'): string {
  return `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" ${attributes}>${periods}</MPD>`
}

const video = (inside: string, facts = 'id="v" bandwidth="1000000" width="640" height="360"') =>
  `<AdaptationSet mimeType="video/mp4"><Representation ${facts}>${inside}</Representation></AdaptationSet>`
const period = (inside: string, attributes = '') => `<Period ${attributes}>${inside}</Period>`

function pieces(text: string) {
  const [track] = chooseDash(readDash(text, base), [])
  return (track?.parts ?? []).flatMap(({ representation }) => representation.segments().pieces)
}

const names = (text: string) => pieces(text).map(({ url }) => url.replace('https://media.example/films/one/', ''))

function problemOf(text: string): unknown {
  try {
    for (const { parts } of chooseDash(readDash(text, base), []))
      for (const { representation } of parts) representation.segments()
  } catch (error) {
    return error instanceof StreamProblem ? error.reason : error
  }
  return null
}

describe('where the pieces lie', () => {
  it('by a template with numbers and a length for all', () => {
    const template =
      '<SegmentTemplate initialization="$RepresentationID$/i.mp4" media="$RepresentationID$/$Number%03d$-$Bandwidth$.m4s" duration="400" timescale="100" startNumber="5"/>'
    expect(names(mpd(period(video(template))))).toEqual([
      'v/i.mp4',
      'v/005-1000000.m4s',
      'v/006-1000000.m4s',
      'v/007-1000000.m4s',
    ])
  })

  it('by a template with a timeline, whose last line goes on to the end', () => {
    const timeline = '<SegmentTimeline><S t="100" d="20" r="1"/><S d="30"/><S d="10" r="-1"/></SegmentTimeline>'
    const template = `<SegmentTemplate timescale="10" presentationTimeOffset="100" media="$Time$.m4s">${timeline}</SegmentTemplate>`
    const text = mpd(period(video(template)))
    expect(names(text)).toEqual(['100.m4s', '120.m4s', '140.m4s', '170.m4s', '180.m4s', '190.m4s'])
    expect(pieces(text).map(({ seconds }) => seconds)).toEqual([2, 2, 3, 1, 1, 1])
    const [track] = chooseDash(readDash(text, base), [])
    expect(track?.parts[0]?.representation.segments().clockAtStart).toBe(10)
  })

  it('by a template of a level above, of which one below says more', () => {
    const text = mpd(
      period(
        `<SegmentTemplate timescale="10" duration="50"/><AdaptationSet mimeType="video/mp4"><SegmentTemplate media="$Number$.m4s"/>
         <Representation id="v" bandwidth="1"><SegmentTemplate startNumber="0"/></Representation></AdaptationSet>`,
      ),
    )
    expect(names(text)).toEqual(['0.m4s', '1.m4s'])
  })

  it('by a list of addresses and of ranges', () => {
    const list = `<BaseURL>all.mp4</BaseURL><SegmentList duration="5"><Initialization range="0-99"/>
      <SegmentURL mediaRange="100-299"/><SegmentURL media="other.mp4" mediaRange="0-9"/></SegmentList>`
    expect(pieces(mpd(period(video(list)))).map(({ url, range, isInit }) => [url.split('/').at(-1), range, isInit])).toEqual([
      ['all.mp4', { start: 0, length: 100 }, true],
      ['all.mp4', { start: 100, length: 200 }, false],
      ['other.mp4', { start: 0, length: 10 }, false],
    ])
  })

  it('in one file', () => {
    const text = mpd(period(video('<BaseURL>film.mp4</BaseURL><SegmentBase indexRange="800-900"/>')))
    const [track] = chooseDash(readDash(text, base), [])
    expect(track?.parts[0]?.representation.segments()).toMatchObject({ isOneFile: true, pieces: [{ range: null }] })
    expect(names(text)).toEqual(['film.mp4'])
  })

  it('below the bases of all levels', () => {
    const text = mpd(
      `<BaseURL>https://cdn.example/a/</BaseURL>${period(`<BaseURL>b/</BaseURL>${video('<BaseURL>c/</BaseURL><SegmentTemplate media="$Number$" duration="10"/>')}`)}`,
    )
    expect(names(text)).toEqual(['https://cdn.example/a/b/c/1'])
  })
})

describe('periods', () => {
  it('follow each other, and a track goes on in the representation that comes closest', () => {
    const template = (name: string) => `<SegmentTemplate media="${name}$Number$" duration="2"/>`
    const text = mpd(
      period(video(template('a'), 'id="x" bandwidth="900" height="360"'), 'duration="PT4S"') +
        period(
          video(template('low'), 'id="y" bandwidth="10" height="90"') +
            video(template('b'), 'id="z" bandwidth="1000" height="360"'),
          'duration="PT2S"',
        ),
      'mediaPresentationDuration="PT6S"',
    )
    const [track] = chooseDash(readDash(text, base), [])
    expect(track?.parts.map((part) => part.period.startsAt)).toEqual([0, 4])
    expect(names(text)).toEqual(['a1', 'a2', 'b1'])
  })
})

describe('what can be chosen', () => {
  const audio = (lang: string, role: string) =>
    `<AdaptationSet mimeType="audio/mp4" lang="${lang}"><Role schemeIdUri="urn:mpeg:dash:role:2011" value="${role}"/>
     <Representation id="${lang}-low" bandwidth="64000"/><Representation id="${lang}-high" bandwidth="128000"/></AdaptationSet>`
  const text = mpd(
    period(
      `<AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000000" width="640" height="360"/>
        <Representation id="2" bandwidth="4000000" width="1920" height="1080"/></AdaptationSet>
       <AdaptationSet mimeType="video/mp4"><EssentialProperty schemeIdUri="http://dashif.org/guidelines/trickmode"/>
        <Representation id="t" bandwidth="9000000" height="2160"/></AdaptationSet>
       ${audio('en', 'alternate')}${audio('de', 'main')}
       <AdaptationSet mimeType="text/vtt"><Representation id="s"/></AdaptationSet>`,
    ),
  )

  it('are the representations with picture or sound, the best of the main ones by default', () => {
    expect(dashChoices(readDash(text, base)).map(({ id, name, isDefault }) => [id, name, isDefault])).toEqual([
      ['video:1', '360p', false],
      ['video:2', '1080p', true],
      ['audio:en-low', 'en 64 kbit/s', false],
      ['audio:en-high', 'en 128 kbit/s', false],
      ['audio:de-low', 'de 64 kbit/s', false],
      ['audio:de-high', 'de 128 kbit/s', true],
    ])
  })

  it('is taken, one of each language', () => {
    const ids = (choices: readonly string[]) => chooseDash(readDash(text, base), choices).map(({ like }) => like.id)
    expect(ids([])).toEqual(['video:2', 'audio:de-high'])
    expect(ids(['video:1', 'audio:en-low', 'audio:en-high', 'audio:de-low', 'gone'])).toEqual([
      'video:1',
      'audio:en-high',
      'audio:de-low',
    ])
  })
})

describe('what is refused', () => {
  const one = '<SegmentTemplate media="$Number$" duration="1" timescale="1"/>'
  it.each([
    ['no XML', 'hello', 'malformed'],
    ['another document', '<html></html>', 'malformed'],
    ['a tag that is not closed', '<MPD><Period>', 'malformed'],
    ['one that goes on', mpd(period(video(one)), 'type="dynamic"'), 'live'],
    ['nothing', mpd(''), 'nothing'],
    [
      'DRM',
      mpd(
        period(
          `<AdaptationSet mimeType="video/mp4"><ContentProtection schemeIdUri="urn:mpeg:dash:mp4protection:2011"/><Representation id="v"/></AdaptationSet>`,
        ),
      ),
      'protected',
    ],
    ['DRM of one representation', mpd(period(video('<ContentProtection schemeIdUri="x"/>'))), 'protected'],
    ['entities', `<!DOCTYPE MPD [<!ENTITY a "b">]>${mpd(period(video(one)))}`, 'entities'],
    ['an entity that nobody declared', mpd(period(video('<BaseURL>&a;</BaseURL>'))), 'malformed'],
    ['files here', mpd(period(video('<BaseURL>file:///etc/</BaseURL>'))), 'address'],
    ['a script', mpd(period(video('<SegmentTemplate media="javascript:$Number$" duration="1"/>'))), 'address'],
    ['a billion pieces', mpd(period(video('<SegmentTemplate media="$Number$" duration="1" timescale="100000000"/>'))), 'tooMany'],
    [
      'a billion repetitions',
      mpd(
        period(
          video('<SegmentTemplate media="$Time$"><SegmentTimeline><S d="1" r="1000000000"/></SegmentTimeline></SegmentTemplate>'),
        ),
      ),
      'tooMany',
    ],
    [
      'a timeline without an end',
      mpd(
        period(video('<SegmentTemplate media="$Time$"><SegmentTimeline><S d="1" r="-1"/></SegmentTimeline></SegmentTemplate>')),
        'type="static"',
      ),
      'malformed',
    ],
    ['pieces without a length', mpd(period(video(one)), 'type="static"'), 'malformed'],
    ['a depth without end', `${'<MPD>'.repeat(1_000_000)}`, 'malformed'],
    ['too much of it', mpd(' '.repeat(17_000_000)), 'tooLarge'],
    ['a million elements', mpd(period('<S/>'.repeat(1_000_000))), 'tooMany'],
  ])('%s', (_, text, reason) => {
    expect(problemOf(text)).toBe(reason)
  })
})

it('is known by its root', () => {
  expect(isDash(mpd(''))).toBe(true)
  expect(isDash('<dash:MPD xmlns:dash="urn:mpeg:dash:schema:mpd:2011">')).toBe(true)
  expect(isDash('<html><body>MPD</body></html>')).toBe(false)
})
