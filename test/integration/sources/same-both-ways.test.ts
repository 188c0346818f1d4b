import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Episode, Inspection, Job, SourceKind } from '../../../src-preload/contract/index.ts'
import { FeedServer } from '../../support/feed-server.ts'
import { episodesFrom, podcastFeed } from '../../support/podcast.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../support/staffel.ts'

let server: FeedServer
let home: Home
let staffel: Staffel

beforeAll(async () => {
  server = await FeedServer.start()
  home = await newHome()
  staffel = await startStaffel(home)
  await staffel.patchSettings({ maxSlots: 0 })
})

afterAll(async () => {
  await staffel.kill('SIGKILL')
  await server.close()
  await home.remove()
})

const file = (name: string) => server.url(`/files/${name}`)
const sha256 = 'ab'.repeat(32)

function served(path: string, type: string, text: string): string {
  server.set(path, { text, type })
  return server.url(path)
}

const hls = (lines: readonly string[]) => ['#EXTM3U', ...lines, ''].join('\n')
const dash = `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT4S">
  <Period><AdaptationSet mimeType="video/mp4"><SegmentTemplate duration="2" media="$Number$.m4s" initialization="i.mp4"/>
  <Representation id="v" bandwidth="900000" width="640" height="360" codecs="avc1.640028"/></AdaptationSet></Period></MPD>`
const metalink = () => `<metalink xmlns="urn:ietf:params:xml:ns:metalink">
  <file name="disks/one.iso"><size>9</size><hash type="sha-256">${sha256}</hash>
    <url priority="2">${file('b/one.iso')}</url><url priority="1">${file('a/one.iso')}</url></file>
  <file name="two.iso"><url>${file('two.iso')}</url></file></metalink>`

const inputs: readonly [string, SourceKind, number, () => string, string?][] = [
  [
    'links in a text',
    'urls',
    2,
    () => `See ${file('1.pdf')} and <a href="${file('2.pdf')}">the second</a>, or ${file('1.pdf')} again.`,
  ],
  ['a pattern', 'urls', 6, () => file('[1-3]/{a,b}.pdf')],
  ['one address', 'urls', 1, () => file('alone.bin')],
  ['a table', 'import', 2, () => `address,title\n${file('1.pdf')},The first\n${file('2.pdf')},"The second, bound"\n`],
  ['JSON', 'import', 2, () => JSON.stringify([{ url: file('1.pdf'), title: 'One' }, { url: file('2.pdf') }])],
  ['JSON Lines', 'import', 2, () => [1, 2].map((number) => JSON.stringify({ url: file(`${number}.pdf`) })).join('\n')],
  [
    'an input file of aria2',
    'import',
    2,
    () => `${file('1.iso')}\t${file('m/1.iso')}\n  out=one.iso\n  checksum=sha-256=${sha256}\n${file('2.iso')}\n  dir=below\n`,
  ],
  ['a wget command', 'import', 2, () => `wget -c '${file('1.pdf')}' ${file('2.pdf')}`],
  ['a curl command', 'import', 2, () => `curl -o first.pdf ${file('1.pdf')} -O ${file('2.pdf')}`],
  [
    'an input file of aria2 with what belongs to the job',
    'import',
    2,
    () =>
      [1, 2]
        .map((at) => `${file(`${at}.iso`)}\n  header=X-Key: hush\n  referer=https://a/${at}\n  split=3\n  pause=true\n`)
        .join(''),
    '["X-Key"]',
  ],
  [
    'a script of wget with headers',
    'import',
    2,
    () => [1, 2].map((at) => `wget -U Agent ${file(`${at}.pdf`)}`).join('\n'),
    '["User-Agent"]',
  ],
  ['a curl command with cookies', 'import', 2, () => `curl -b 'sid=hush' -O ${file('1.pdf')} -O ${file('2.pdf')}`, '["Cookie"]'],
  [
    'a feed',
    'feed',
    3,
    () =>
      served(
        '/feed',
        'application/rss+xml',
        podcastFeed(
          'A show',
          episodesFrom(1, 3, (number) => file(`${number}.mp3`)),
        ),
      ),
  ],
  [
    'a page',
    'page',
    2,
    () => served('/page', 'text/html', `<title>Deeds</title><a href="/files/1.pdf">One</a> <img src="/files/2.png">`),
  ],
  [
    'an HLS playlist',
    'hls',
    1,
    () =>
      served(
        '/film/index.m3u8',
        'application/vnd.apple.mpegurl',
        hls(['#EXT-X-TARGETDURATION:4', '#EXTINF:4,', '1.ts', '#EXT-X-ENDLIST']),
      ),
  ],
  ['a DASH presentation', 'dash', 1, () => served('/film/film.mpd', 'application/dash+xml', dash)],
  ['a Metalink', 'metalink', 2, () => served('/disks.meta4', 'application/metalink4+xml', metalink())],
]

/** What a job is, but for what tells it from its twin. */
async function factsOf({ id }: Job) {
  const { title, source, episodesTotal, connections, status } = await staffel.get<Job>(`/jobs/${id}`)
  const exported = await staffel.get<{ text: string }>(`/export/page?jobIds=${id}`)
  const [, headers] = /"headerNames":(\[.*?\])/.exec(exported.text) ?? []
  const episodes = (await staffel.episodesOf(id)).map(({ index, title, url, mirrors, folder, checksum, status }: Episode) => ({
    index,
    title,
    url,
    mirrors,
    folder,
    checksum,
    status,
  }))
  return { title, source, episodesTotal, connections, status, headers, episodes }
}

it.each(inputs)(
  '%s is the same job through an inspection and through POST /jobs',
  async (_name, kind, found, make, headers = '[]') => {
    const input = make()
    const { id } = await staffel.post<Inspection>('/sources/inspections', { input })
    const inspection = await until(
      () => staffel.get<Inspection>(`/sources/inspections/${id}`),
      ({ state }) => state !== 'running',
      10_000,
    )
    expect(inspection).toMatchObject({ state: 'done', kind, found })
    const { jobs } = await staffel.post<{ jobs: Job[] }>(`/sources/inspections/${id}/jobs`, {})
    const direct = await staffel.post<Job>('/jobs', { input })
    expect(jobs).toHaveLength(1)
    const facts = await factsOf(direct)
    expect(facts).toMatchObject({ source: { kind }, episodesTotal: found, headers })
    for (const job of jobs) expect(await factsOf(job)).toEqual(facts)

    const inspected = await staffel.post<{ inspectionId: string; candidates: { url: string }[] }>('/sources/inspect', { input })
    expect(inspected.candidates.map(({ url }) => url)).toEqual(facts.episodes.map(({ url }) => url))
    const third = await staffel.post<Job>('/jobs', { inspection: { inspectionId: inspected.inspectionId } })
    expect(await factsOf(third)).toEqual(facts)
  },
)
