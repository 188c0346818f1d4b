import { describe, expect, it } from 'vitest'
import { feedSource } from '../../../../src-main/sources/feed.ts'
import type { Fetched, Finding, Material, SourceTools } from '../../../../src-main/sources/source.ts'
import { inspectOptionsSchema } from '../../../../src-preload/contract/index.ts'
import { served } from './support.ts'

const host = 'http://127.0.0.1'
const first = `${host}/shows/feed`

/** An RSS document with these links of Atom and files of these numbers. */
function document(numbers: readonly number[], links: Readonly<Record<string, string>>): string {
  const said = Object.entries(links).map(([rel, href]) => `<atom:link rel="${rel}" href="${href}"/>`)
  const items = numbers.map(
    (number) => `<item><title>Part ${number}</title><guid>g${number}</guid><enclosure url="/files/${number}.mp3"/></item>`,
  )
  return `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>A show</title>${said.join('')}${items.join('')}</channel></rss>`
}

interface Run {
  readonly answers?: Readonly<Record<string, string | Partial<Extract<Material, { from: 'server' }>>>>
  readonly options?: object
}

function toolsFor({ answers = {}, options = {} }: Run) {
  const asked: string[] = []
  const tools: SourceTools = {
    options: inspectOptionsSchema.parse(options),
    signal: new AbortController().signal,
    breathe: () => Promise.resolve(),
    fetch({ url, staysAtHost }): Promise<Fetched> {
      expect(staysAtHost).toBe(true)
      asked.push(url)
      const answer = answers[url]
      if (answer === undefined) {
        const failure = { code: 'NETWORK', message: 'refused', params: {} } as const
        return Promise.resolve({ kind: 'failed', failure, transient: true, retryAfterMs: null })
      }
      const told = typeof answer === 'string' ? { text: answer } : answer
      const material = { ...served('', 'application/rss+xml', url), ...told }
      return Promise.resolve({ kind: 'material', material, isCut: false })
    },
  }
  return { asked, tools }
}

async function read(material: Material, run: Run = {}) {
  const { asked, tools } = toolsFor(run)
  const findings: Finding[] = []
  for await (const finding of feedSource.inspect(material, tools)) findings.push(finding)
  return {
    asked,
    files: findings.flatMap((finding) =>
      finding.kind === 'candidate' ? finding.candidate.url.replace(`${host}/files/`, '') : [],
    ),
    skipped: findings.flatMap((finding) => (finding.kind === 'skipped' ? [[finding.text, finding.reason]] : [])),
    pages: findings.flatMap((finding) => (finding.kind === 'pages' ? [[finding.read, finding.left]] : [])),
  }
}

describe('a feed of several documents', () => {
  it('is read to its last page, with how far it is', async () => {
    const found = await read(served(document([6, 5], { next: '?page=2', self: '', last: '?page=3' })), {
      answers: {
        [`${first}?page=2`]: document([4, 3], { next: '?page=3', previous: '?page=1', first: '?' }),
        [`${first}?page=3`]: document([2, 1], { previous: '?page=2' }),
      },
    })
    expect(found.files).toEqual(['6.mp3', '5.mp3', '4.mp3', '3.mp3', '2.mp3', '1.mp3'])
    expect(found.skipped).toEqual([])
    expect(found.pages).toEqual([
      [1, 1],
      [2, 1],
      [3, 0],
    ])
  })

  it('is read through its archives', async () => {
    const found = await read(served(document([3], { 'prev-archive': '/a/2.xml', current: '/shows/feed' })), {
      answers: {
        [`${host}/a/2.xml`]: document([2], { 'prev-archive': '1.xml', 'next-archive': '/shows/feed', current: '/shows/feed' }),
        [`${host}/a/1.xml`]: document([1], { 'next-archive': '2.xml' }),
      },
    })
    expect(found.files).toEqual(['3.mp3', '2.mp3', '1.mp3'])
    expect(found.asked).toEqual([`${host}/a/2.xml`, `${host}/a/1.xml`])
  })

  it('may be Atom with its own base, RDF, or JSON', async () => {
    const link = (href: string) => `<link rel="enclosure" href="${href}"/>`
    const atom = served(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="${host}/old/"><title>a</title><link rel="next" href="more"/>
        <entry><id>1</id>${link('/files/1')}</entry></feed>`,
    )
    const rdf = `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:atom="http://www.w3.org/2005/Atom"><channel rdf:about="${host}/"><title>a</title><atom:link rel="next" href="even-more"/></channel>
      <item rdf:about="${host}/2"><title>b</title><atom:link rel="enclosure" href="/files/2"/></item></rdf:RDF>`
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'a',
      next_url: `${host}/last`,
      items: [{ id: '3', attachments: [{ url: '/files/3', mime_type: 'audio/mpeg' }] }],
    })
    const last = document([4], {})
    const found = await read(atom, {
      answers: {
        [`${host}/old/more`]: rdf,
        [`${host}/old/even-more`]: { text: json, mediaType: 'application/feed+json' },
        [`${host}/last`]: last,
      },
    })
    expect(found.files).toEqual(['1', '2', '3', '4.mp3'])
  })

  it('is read no further than pages may be', async () => {
    const found = await read(served(document([9], { next: '?page=2' })), {
      options: { maxPages: 2 },
      answers: { [`${first}?page=2`]: document([8], { next: '?page=3' }) },
    })
    expect(found.asked).toHaveLength(1)
    expect(found.skipped).toEqual([[`${first}?page=3`, 'limit']])
  })

  it('names few others: one that names a hundred thousand is asked for ten', async () => {
    const links = Array.from({ length: 100_000 }, (_, index) => `<link rel="next" href="/${index}"/>`).join('')
    const text = `<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title>${links}<entry><id>a</id></entry></feed>`
    expect((await read(served(text))).asked).toEqual(Array.from({ length: 10 }, (_, index) => `${host}/${index}`))
  })

  it('ends where it goes in circles, and where its server knows no pages', async () => {
    const circle = await read(served(document([2], { next: '/b' })), {
      answers: { [`${host}/b`]: document([1], { next: '/shows/feed', 'prev-archive': '/b' }) },
    })
    expect(circle).toMatchObject({ files: ['2.mp3', '1.mp3'], asked: [`${host}/b`], skipped: [] })
    const same = (page: number) => document([2, 1], { next: `?page=${page + 1}` })
    const endless = await read(served(same(1)), { answers: { [`${first}?page=2`]: same(2), [`${first}?page=3`]: same(3) } })
    expect(endless).toMatchObject({ files: ['2.mp3', '1.mp3'], asked: [`${first}?page=2`] })
    expect(endless.skipped).toEqual([[`${first}?page=2`, 'double']])
  })

  it('is followed to no other host, no other scheme, and nowhere from a text', async () => {
    const away = { next: 'http://127.0.0.2/feed', 'prev-archive': 'file:///etc/passwd' }
    const found = await read(served(document([1], away)))
    expect(found).toMatchObject({ asked: [], pages: [] })
    expect(found.skipped).toEqual([
      ['http://127.0.0.2/feed', 'elsewhere'],
      ['file:///etc/passwd', 'scheme'],
    ])
    const pasted = await read({
      from: 'text',
      text: document([], { next: `${host}/2` }).replace(
        '</channel>',
        `<item>
      <enclosure url="${host}/files/1"/></item></channel>`,
      ),
      fileName: null,
    })
    expect(pasted).toMatchObject({ asked: [], files: ['1'], skipped: [[`${host}/2`, 'limit']] })
    const named = await read(served(document([1], away)), {
      options: { hosts: ['127.0.0.2'] },
      answers: {
        'http://127.0.0.2/feed': { ...served(document([], {})), url: 'http://127.0.0.2/feed', text: document([5], {}) },
      },
    })
    expect(named.asked).toEqual(['http://127.0.0.2/feed'])
  })

  it('keeps what it has where a document behind the first is missing, moved away or none', async () => {
    const broken = [
      { status: 404, text: 'gone' },
      { status: 302, text: '', headers: { location: 'http://127.0.0.2/' } },
      { text: '<!doctype html><title>Sign in</title>', mediaType: 'text/html' },
      { text: '<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><title>a</title></channel></rss>' },
      { text: '<rss version="2.0"><channel><item>' },
    ]
    for (const answer of [undefined, ...broken]) {
      const answers = answer === undefined ? {} : { [`${host}/2`]: answer }
      const found = await read(served(document([1], { next: '/2' })), { answers })
      expect(found).toMatchObject({
        files: ['1.mp3'],
        skipped: [[`${host}/2`, 'unreadable']],
        pages: [
          [1, 1],
          [2, 0],
        ],
      })
    }
  })

  it('has its fresh links looked for in older documents too, until they are found', async () => {
    const { asked, tools } = toolsFor({
      answers: {
        [`${host}/2`]: document([2], { next: '/3' }),
        [`${host}/3`]: document([1], {}),
      },
    })
    const material = served(document([3], { next: '/2' }))
    const fresh = (key: string) => feedSource.refresh?.({ url: `${host}/old`, key, title: null, fileName: null }, material, tools)
    expect(await fresh('g3')).toBe(`${host}/files/3.mp3`)
    expect(asked).toEqual([])
    expect(await fresh('g2')).toBe(`${host}/files/2.mp3`)
    expect(asked).toEqual([`${host}/2`])
    expect(await fresh('gone')).toBeNull()
  })

  it('is read once, however many of its links have expired together', async () => {
    const { asked, tools } = toolsFor({
      answers: { [`${host}/2`]: document([2], { next: '/3' }), [`${host}/3`]: document([1], {}) },
    })
    const material = served(document([3], { next: '/2' }))
    const fresh = (key: string) => feedSource.refresh?.({ url: `${host}/old`, key, title: null, fileName: null }, material, tools)
    const all = await Promise.all(['g1', 'g2', 'gone', 'g1', 'g3'].map(fresh))
    expect(all.map((url) => url?.slice(-5) ?? null)).toEqual(['1.mp3', '2.mp3', null, '1.mp3', '3.mp3'])
    expect(asked).toEqual([`${host}/2`, `${host}/3`])
  })
})

describe('enclosures of RSS 1.0', () => {
  const rdf = (items: string) =>
    served(`<?xml version="1.0"?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:e="http://purl.oclc.org/net/rss_2.0/enc#" xmlns:enc="http://127.0.0.1/other#">
      <channel r:about="${host}/"><title>a</title></channel>${items}</r:RDF>`)

  it('are the files of their items, under any prefix', async () => {
    const material = rdf(`<item r:about="${host}/1"><title>One</title>
        <e:enclosure r:resource="/files/1.mp3" e:type="audio/mpeg" e:length="700"/><e:enclosure r:resource="/files/1.pdf"/></item>
      <item r:about="${host}/2"><title>Two</title><enc:enclosure r:resource="/files/2.mp3"/></item>`)
    const { tools } = toolsFor({})
    const findings: Finding[] = []
    for await (const finding of feedSource.inspect(material, tools)) findings.push(finding)
    expect(findings.slice(1)).toEqual([
      {
        kind: 'candidate',
        candidate: { url: `${host}/files/1.mp3`, title: 'One', type: 'audio/mpeg', size: 700, key: `${host}/1` },
      },
      { kind: 'candidate', candidate: { url: `${host}/files/1.pdf`, title: 'One', key: `${host}/1 (2)` } },
      { kind: 'skipped', text: 'Two', reason: 'noLink' },
    ])
  })
})
