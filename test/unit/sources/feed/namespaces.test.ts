import { type AtomFeed, generateAtomFeed, generateRssFeed, type RssFeed } from 'feedsmith'
import { expect, it } from 'vitest'
import type { FoundCandidate } from '../../../../src-main/sources/source.ts'
import { candidatesOf, served } from './support.ts'

const host = 'http://127.0.0.1'
const date = new Date('2026-03-09T14:05:06Z')
const bare = { url: `${host}/a.mp3`, title: 'A part', type: 'audio/mpeg', size: 700, date: date.getTime(), key: 'part-1' }

interface Rss {
  readonly feed?: Partial<RssFeed.Feed<Date>>
  readonly item?: Partial<RssFeed.Item<Date>>
  readonly found?: Partial<FoundCandidate>
}
interface Atom {
  readonly feed?: Partial<AtomFeed.Feed<Date>>
  readonly entry?: Partial<AtomFeed.Entry<Date>>
  readonly found?: Partial<FoundCandidate>
}

const point = { lat: 1, lng: 2 }
const picture = { cover: `${host}/p.jpg` }
/** Every namespace that the feed library's documentation lists for RSS, as its own generator writes it; `found`: what it adds. */
const rss: Readonly<Record<string, Rss>> = {
  atom: { feed: { atom: { id: 'x', links: [{ href: '/feed', rel: 'self' }] } }, item: { atom: { updated: date } } },
  dc: { feed: { dc: { titles: ['Other'] } }, item: { dc: { dates: [new Date(0)], titles: ['Other'] } } },
  dcterms: { feed: { dcterms: { titles: ['Other'] } }, item: { dcterms: { issued: [new Date(0)], formats: ['text'] } } },
  sy: { feed: { sy: { updatePeriod: 'daily', updateFrequency: 2, updateBase: date } } },
  content: { item: { content: { encoded: '<p><a href="/other.mp3">Other</a></p>' } } },
  slash: { item: { slash: { section: 'a', comments: 2, hitParade: [1, 2] } } },
  itunes: {
    feed: { itunes: { image: '/show.jpg', author: 'Nobody' } },
    item: { itunes: { season: 2, episode: 7, duration: 3_723, image: '/p.jpg', title: 'Other' } },
    found: { season: 2, number: 7, durationSeconds: 3_723, ...picture },
  },
  podcast: {
    feed: { podcast: { guid: 'x', medium: 'podcast' } },
    item: {
      podcast: {
        season: { number: 3 },
        episode: { number: 4.5 },
        images: [{ href: '/p.jpg' }],
        alternateEnclosures: [
          { type: 'audio/mpeg', default: true, sources: [{ uri: 'http://127.0.0.2/a.mp3' }] },
          { type: 'audio/opus', sources: [{ uri: '/a.opus' }] },
        ],
      },
    },
    found: { season: 3, number: 4.5, mirrors: ['http://127.0.0.2/a.mp3'], ...picture },
  },
  psc: { item: { psc: { chapters: [{ start: '00:00:00', title: 'One', href: '/one' }] } } },
  media: {
    item: { media: { contents: [{ url: `${host}/a.mp3`, duration: 9 }], thumbnails: [{ url: '/p.jpg' }] } },
    found: { durationSeconds: 9, ...picture },
  },
  googleplay: {
    feed: { googleplay: { author: 'Nobody', image: { href: '/show.jpg' } } },
    item: { googleplay: { explicit: 'clean', image: { href: '/p.jpg' } } },
    found: picture,
  },
  spotify: { feed: { spotify: { limit: { recentCount: 3 } } }, item: { spotify: { access: { entitlement: { name: 'a' } } } } },
  acast: { feed: { acast: { showId: 'a', settings: 'b' } }, item: { acast: { episodeId: 'a', episodeUrl: 'b' } } },
  rawvoice: {
    feed: { rawvoice: { frequency: 'daily', donate: { href: '/give' } } },
    item: { rawvoice: { poster: { url: '/p.jpg' }, isHd: true, mp4: { src: '/a.mp4' } } },
  },
  feedpress: { feed: { feedpress: { link: '/x', locale: 'de' } } },
  opensearch: { feed: { opensearch: { totalResults: 2, startIndex: 1, itemsPerPage: 1 } } },
  prism: { feed: { prism: { publicationName: 'a', volume: '1' } } },
  cc: { feed: { cc: { license: '/by' } }, item: { cc: { license: '/by' } } },
  creativeCommons: { feed: { creativeCommons: { licenses: ['/by'] } }, item: { creativeCommons: { licenses: ['/by'] } } },
  thr: { item: { thr: { total: 2, inReplyTos: [{ ref: 'a', href: '/a' }] } } },
  wfw: { item: { wfw: { comment: '/c', commentRss: '/c.xml' } } },
  admin: { feed: { admin: { errorReportsTo: 'mailto:a@127.0.0.1', generatorAgent: '/x' } } },
  pingback: { feed: { pingback: { to: '/p' } }, item: { pingback: { server: '/p', target: '/t' } } },
  trackback: { item: { trackback: { ping: '/p', abouts: ['/a'] } } },
  source: { feed: { sourceNs: { blogroll: '/b', self: '/s' } }, item: { sourceNs: { markdown: '*a*', linkFull: '/l' } } },
  blogChannel: { feed: { blogChannel: { blogRoll: '/b', blink: '/c' } } },
  geo: { feed: { geo: { lat: 1, long: 2 } }, item: { geo: { lat: 1, long: 2 } } },
  georss: { feed: { georss: { point } }, item: { georss: { line: { points: [point, point] }, elev: 3 } } },
}

it.each(Object.keys(rss))('RSS with the namespace %s has its files, with what that says of them', async (name) => {
  const { feed, item, found } = rss[name] ?? {}
  const text = generateRssFeed({
    title: 'A show',
    link: `${host}/`,
    description: 'Of nothing',
    ...feed,
    items: [
      {
        title: 'A part',
        guid: { value: 'part-1', isPermaLink: false },
        pubDate: date,
        enclosures: [{ url: bare.url, length: 700, type: 'audio/mpeg' }],
        ...item,
      },
    ],
  })
  const [first, ...others] = await candidatesOf(served(text))
  const showCover = ['itunes', 'googleplay'].includes(name) ? picture : {}
  expect([first, ...others]).toEqual([{ ...bare, ...showCover, ...found }])
})

const atom: Readonly<Record<string, Atom>> = {
  dc: { feed: { dc: { titles: ['Other'] } }, entry: { dc: { dates: [new Date(0)] } } },
  dcterms: { entry: { dcterms: { issued: [new Date(0)] } } },
  sy: { feed: { sy: { updatePeriod: 'daily' } } },
  slash: { entry: { slash: { section: 'a' } } },
  itunes: {
    entry: { itunes: { season: 2, episode: 7, duration: 9, image: '/p.jpg' } },
    found: { season: 2, number: 7, durationSeconds: 9, ...picture },
  },
  psc: { entry: { psc: { chapters: [{ start: '0', title: 'One' }] } } },
  media: { entry: { media: { thumbnails: [{ url: '/p.jpg' }] } }, found: picture },
  googleplay: { entry: { googleplay: { image: { href: '/p.jpg' } } }, found: picture },
  arxiv: { entry: { arxiv: { comment: 'a', doi: 'b', primaryCategory: { term: 'c' } } } },
  opensearch: { feed: { opensearch: { totalResults: 2 } } },
  cc: { entry: { cc: { license: '/by' } } },
  creativeCommons: { entry: { creativeCommons: { licenses: ['/by'] } } },
  thr: { entry: { thr: { total: 2 } } },
  app: { entry: { app: { edited: date, control: { draft: true } } } },
  wfw: { entry: { wfw: { comment: '/c' } } },
  admin: { feed: { admin: { generatorAgent: '/x' } } },
  pingback: { entry: { pingback: { server: '/p' } } },
  trackback: { entry: { trackback: { ping: '/p' } } },
  yt: { feed: { yt: { channelId: 'a' } }, entry: { yt: { videoId: 'b', channelId: 'a' } } },
  geo: { entry: { geo: { lat: 1, long: 2 } } },
  georss: { entry: { georss: { point } } },
  xml: { entry: { xml: { base: `${host}/`, lang: 'de' } } },
}

it.each(Object.keys(atom))('Atom with the namespace %s has its files, with what that says of them', async (name) => {
  const { feed, entry, found } = atom[name] ?? {}
  const text = generateAtomFeed({
    id: 'urn:show',
    title: { value: 'A show' },
    updated: date,
    ...feed,
    entries: [
      {
        id: 'part-1',
        title: { value: 'A part' },
        updated: date,
        links: [{ rel: 'enclosure', href: bare.url, type: 'audio/mpeg', length: 700 }],
        ...entry,
      },
    ],
  })
  expect(await candidatesOf(served(text))).toEqual([{ ...bare, ...found }])
})

it('RDF has its files whatever namespaces it has beside them', async () => {
  const text = `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:lang="en"
      xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:cc="http://web.resource.org/cc/"
      xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:georss="http://www.georss.org/georss" xmlns:admin="http://webns.net/mvcb/">
    <channel rdf:about="${host}/"><title>A show</title><sy:updatePeriod>daily</sy:updatePeriod>
      <admin:generatorAgent rdf:resource="/x"/><cc:license rdf:resource="/by"/></channel>
    <item rdf:about="part-1"><title>A part</title><dc:date>2026-03-09T14:05:06Z</dc:date><dcterms:issued>1970-01-01</dcterms:issued>
      <content:encoded><![CDATA[<a href="/other.mp3">Other</a>]]></content:encoded><slash:section>a</slash:section>
      <media:thumbnail url="/p.jpg"/><wfw:comment>/c</wfw:comment><georss:point>1 2</georss:point>
      <atom:link rel="enclosure" href="${bare.url}" type="audio/mpeg" length="700"/></item></rdf:RDF>`
  expect(await candidatesOf(served(text))).toEqual([{ ...bare, ...picture }])
})
