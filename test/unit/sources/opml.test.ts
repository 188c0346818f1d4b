import { describe, expect, it } from 'vitest'
import { readOpml } from '../../../src-main/sources/opml.ts'
import { SourceError } from '../../../src-main/sources/source.ts'
import { opmlOf } from '../../../src-main/sources/subscriptions/opml.ts'

const opml = (body: string) => `<?xml version="1.0"?><opml version="2.0"><head/><body>${body}</body></opml>`

function reasonOf(text: string): string | null {
  try {
    readOpml(text)
    return null
  } catch (error) {
    return error instanceof SourceError ? error.reason : String(error)
  }
}

describe('a list of feeds', () => {
  it('gives its feeds in their order, out of whatever folders, each once', () => {
    const text = opml(`
      <outline text="News"><outline text="Deep"><outline type="rss" text="One &amp; all" xmlUrl="https://a.example/1"/></outline></outline>
      <outline text="Two" title="The second" xmlUrl="http://b.example/2"/>
      <outline xmlUrl="https://a.example/1"/>
      <outline xmlUrl="https://c.example/3"/>`)
    expect(readOpml(text)).toEqual({
      feeds: [
        { url: 'https://a.example/1', title: 'One & all' },
        { url: 'http://b.example/2', title: 'The second' },
        { url: 'https://c.example/3', title: null },
      ],
      skipped: 0,
    })
  })

  it('takes the addresses that are written for feed readers, and leaves out and counts what is none of the web', () => {
    const text = opml(
      [
        'feed://a.example/1',
        'feed:https://b.example/2',
        'feed://https://c.example/3',
        'file:///etc/passwd',
        'javascript:alert(1)',
        '',
      ]
        .map((url) => `<outline text="x" xmlUrl="${url}"/>`)
        .join(''),
    )
    const { feeds, skipped } = readOpml(text)
    expect(feeds.map(({ url }) => url)).toEqual(['http://a.example/1', 'https://b.example/2', 'https://c.example/3'])
    expect(skipped).toBeGreaterThanOrEqual(2)
  })

  it.each([
    ['a feed', '<rss version="2.0"><channel><title>A</title></channel></rss>', 'malformed'],
    ['a text', 'https://a.example/1', 'malformed'],
    ['one with entities', `<!DOCTYPE opml [<!ENTITY a "b">]>${opml('')}`, 'entities'],
    [
      'one that is endless',
      opml(Array.from({ length: 10_001 }, (_, number) => `<outline xmlUrl="https://a.example/${number}"/>`).join('')),
      'tooMany',
    ],
  ])('%s is refused with the reason', (_what, text, reason) => {
    expect(reasonOf(text)).toBe(reason)
  })

  it('that is nested without end is read or refused, and does no harm', () => {
    const text = opml(
      `${'<outline text="x">'.repeat(20_000)}<outline xmlUrl="https://a.example/1"/>${'</outline>'.repeat(20_000)}`,
    )
    expect([null, 'malformed']).toContain(reasonOf(text))
  })

  it('is the same again after it was written', () => {
    const feeds = [
      { title: 'Über „Brücken“ & <Wege>', url: 'https://a.example/feed?a=1&b=2' },
      { title: 'Zwei', url: 'http://b.example/' },
    ]
    expect(readOpml(opmlOf(feeds))).toEqual({ feeds: feeds.map(({ title, url }) => ({ url, title })), skipped: 0 })
  })
})
