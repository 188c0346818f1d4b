import { describe, expect, it } from 'vitest'
import { feedSource } from '../../../../src-main/sources/feed.ts'
import type { SourceError } from '../../../../src-main/sources/source.ts'
import { candidatesOf, findingsOf, rss, served, skippedOf } from './support.ts'

const file = (url: string) => `<item><title>A file</title><enclosure url="${url}"/></item>`
const failureOf = (text: string) =>
  findingsOf(served(text)).then(
    () => null,
    ({ reason }: SourceError) => reason,
  )

describe('feeds that mean harm', () => {
  const bomb = '<!DOCTYPE rss [<!-- > --><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

  it.each([
    ['that multiply', bomb],
    ['of files on this machine', '<!DOCTYPE rss [<!ENTITY passwords SYSTEM "file:///etc/passwd">]>'],
    ['behind a comment and an instruction', `<?xml version="1.0"?><!-- a > b --><?style x?>${bomb}`],
    ['of parameters', '<!DOCTYPE rss [<!ENTITY % more SYSTEM "http://127.0.0.1/more.dtd"> %more;]>'],
  ])('entities %s are refused before anything is parsed', async (_what, prolog) => {
    expect(await failureOf(`${prolog}<rss version="2.0"><channel><title>&b;</title></channel></rss>`)).toBe('entities')
  })

  it('entities that are declared further down stay the words they are', async () => {
    const [first] = await candidatesOf(
      rss(`<item><!DOCTYPE x [<!ENTITY a "ha">]><title>&a;</title><enclosure url="http://127.0.0.1/a.mp3"/></item>`),
    )
    expect(first?.title).toBe('&a;')
  })

  it.each([
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/plain,hello', 'scheme'],
    ['ftp://127.0.0.1/a.mp3', 'scheme'],
    ['magnet:?xt=urn:btih:0', 'scheme'],
    ['http://', 'address'],
    ['http://a b/', 'address'],
    [`http://127.0.0.1/${'a'.repeat(70_000)}`, 'tooLong'],
  ])('the address %s is skipped', async (url, reason) => {
    expect(await skippedOf(rss(file(url)))).toMatchObject([{ reason }])
    expect(await candidatesOf(rss(file(url)))).toEqual([])
  })

  it('an address that climbs stays below its host', async () => {
    expect((await candidatesOf(rss(file('../../../../../etc/passwd')))).map(({ url }) => url)).toEqual([
      'http://127.0.0.1/etc/passwd',
    ])
  })

  it('a text without an address of its own has none to complete others with', async () => {
    const text = `<rss version="2.0"><channel><title>A show</title>${file('a.mp3')}${file('http://127.0.0.1/b.mp3')}</channel></rss>`
    const material = { from: 'text', text, fileName: null } as const
    expect(await skippedOf(material)).toEqual([{ text: 'a.mp3', reason: 'address' }])
    expect((await candidatesOf(material)).map(({ url }) => url)).toEqual(['http://127.0.0.1/b.mp3'])
  })

  it('a line of ten million characters is read, and told with its beginning alone', async () => {
    const [first] = await candidatesOf(rss(`<item><title>${'x'.repeat(1e7)}</title><enclosure url="http://127.0.0.1/a"/></item>`))
    expect(first?.title).toHaveLength(1_000)
  })

  it('a feed longer than any there is is refused', async () => {
    expect(await failureOf(`<rss version="2.0">${' '.repeat(33_554_432)}</rss>`)).toBe('tooLarge')
  })

  it.each([
    ['tags without end', `<rss version="2.0"><channel>${'<item>'.repeat(50_000)}`],
    ['a comment without end', '<rss version="2.0"><channel><!-- '],
    ['a title without end', '<rss version="2.0"><channel><item><title>a'],
    ['a feed that was cut', '<rss version="2.0"><channel><title>a</title><item><enclosure url="http://127.0.0.1/a" len'],
    ['names that reach into objects', '<rss version="2.0"><channel><item><__proto__>a</__proto__></item></channel></rss>'],
  ])('%s are malformed and not a hang', async (_what, text) => {
    expect(await failureOf(text)).toBe('malformed')
  })

  it('an RDF feed with more items than its order can be followed of is refused', async () => {
    const items = '<item rdf:about="a"><title>a</title></item>'.repeat(20_001)
    const head = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    expect(await failureOf(`${head}<channel><title>a</title></channel>${items}</rdf:RDF>`)).toBe('tooMany')
  })

  it('sizes, numbers and lengths that cannot be are left out', async () => {
    const itunes = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    const odd = `<item><title>A file</title><enclosure url="http://127.0.0.1/a" length="-1"/><pubDate>soon</pubDate>
      <itunes:season>2.5</itunes:season><itunes:episode>many</itunes:episode><itunes:duration>-3</itunes:duration></item>`
    const text = `<rss version="2.0" ${itunes}><channel><title>A show</title>${odd}</channel></rss>`
    expect(await candidatesOf(served(text))).toEqual([{ url: 'http://127.0.0.1/a', title: 'A file' }])
  })

  it('a page that shows a feed is none', () => {
    const page = '<!doctype html><html><body><pre>\n<rss version="2.0"><channel><item></item></channel></rss></pre></body></html>'
    expect(feedSource.matches(served(page, 'text/html'))).toBe(false)
    expect(feedSource.matches(served('{"title":"a list","items":[]}', 'application/json'))).toBe(false)
    expect(feedSource.matches(served('', 'application/rss+xml'))).toBe(false)
  })

  it('a feed without items says that it holds nothing', async () => {
    expect(await failureOf('<rss version="2.0"><channel><title>a</title></channel></rss>')).toBe('nothing')
  })
})
