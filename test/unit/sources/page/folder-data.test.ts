import { describe, expect, it } from 'vitest'
import { pageSource } from '../../../../src-main/sources/page.ts'
import { type Answer, inspect, listing, page, urls } from './support.ts'

const host = 'http://127.0.0.1'
const json = (entries: readonly object[]) => JSON.stringify(entries)
const file = (name: string, more: object = {}) => ({
  name,
  type: 'file',
  mtime: 'Mon, 09 Mar 2026 14:05:06 GMT',
  size: 1,
  ...more,
})
const folder = (name: string) => ({ name, type: 'directory', mtime: 'Mon, 09 Mar 2026 14:05:06 GMT' })
const data = (text: string, url = `${host}/pub/`, type = 'application/json') => page(text, url, { type })
const answer = (text: string, type = 'application/json'): Answer => ({ text, type })

describe('the list of a folder that is data', () => {
  it('is known by its form and by standing at a folder’s address', () => {
    const asJson = listing('nginx-1.22.1', 'json')
    const asXml = listing('nginx-1.22.1', 'xml')
    expect(pageSource.matches(data(asJson))).toBe(true)
    expect(pageSource.matches(data(asXml, `${host}/pub/`, 'text/xml'))).toBe(true)
    expect(pageSource.matches(data('[\r\n]'))).toBe(true)
    expect(pageSource.matches(data('<?xml version="1.0"?>\r\n<list>\r\n</list>', `${host}/pub/`, 'text/xml'))).toBe(true)
    expect(pageSource.matches(data(asJson, `${host}/pub/list.json`))).toBe(false)
    expect(pageSource.matches(data('[{"name":"a person","type":"user"}]'))).toBe(false)
    expect(pageSource.matches(data('<?xml version="1.0"?><list><item>a</item></list>', `${host}/pub/`, 'text/xml'))).toBe(false)
  })

  it('is read with the folders below it, as deep as it is wanted', async () => {
    const found = await inspect(data(json([folder('a b'), file('top.bin', { size: 7 }), { ...file('pipe'), type: 'other' }])), {
      options: { depth: 2 },
      answers: {
        [`${host}/pub/a%20b/`]: answer(json([file('100%.mp3'), folder('empty'), folder('as a page')])),
        [`${host}/pub/a%20b/empty/`]: answer('[\r\n]'),
        [`${host}/pub/a%20b/as%20a%20page/`]: '<title>Index of /</title><pre><a href="x.bin">x.bin</a></pre>',
      },
    })
    expect(found.candidates).toEqual([
      { url: `${host}/pub/top.bin`, title: 'top.bin', size: 7, date: Date.UTC(2026, 2, 9, 14, 5, 6) },
      expect.objectContaining({ url: `${host}/pub/a%20b/100%25.mp3`, title: '100%.mp3', directory: 'a b' }),
      expect.objectContaining({ url: `${host}/pub/a%20b/as%20a%20page/x.bin`, directory: 'a b/as a page' }),
    ])
    expect(found.skipped).toEqual([])
    expect(found.pages.at(-1)).toEqual({ read: 4, left: 0 })
  })

  it('holds no name that leads out of its folder', async () => {
    const names = ['..', '.', '', '../../etc/passwd', '\ud800', 'x'.repeat(5_000), 'fine']
    const found = await inspect(data(json([...names.map((name) => file(name)), folder('..')])))
    expect(urls(found)).toEqual([`${host}/pub/..%2F..%2Fetc%2Fpasswd`, `${host}/pub/fine`])
    expect(found.candidates[0]?.title).toBe('..%2F..%2Fetc%2Fpasswd')
    expect(found.skipped.map(({ reason }) => reason)).toEqual(['address', 'address', 'address', 'address', 'tooLong', 'address'])
  })

  it('is skipped where it is broken, and its entries where they are none', async () => {
    const broken = await inspect(data(json([file('a')]).slice(0, -5)))
    expect(broken).toMatchObject({ candidates: [], skipped: [{ text: `${host}/pub/`, reason: 'unreadable' }] })
    const odd = await inspect(data(json([file('a', { size: -1, mtime: 'soon' }), [], { name: 1 }].concat())))
    expect(odd.candidates).toEqual([{ url: `${host}/pub/a`, title: 'a' }])
  })

  it('has no entities but those of XML, and ends where it is cut', async () => {
    const head = '<?xml version="1.0"?>\n<list>\n'
    const xml = `${head}<file mtime="2026-03-09T14:05:06Z" size="1">&passwd;&amp;&lt;</file><file mtime="x">b</file><file mtime="`
    const found = await inspect(data(xml, `${host}/pub/`, 'application/xml'))
    expect(found.candidates).toEqual([
      { url: `${host}/pub/%26passwd%3B%26%3C`, title: '&passwd;&<', size: 1, date: Date.UTC(2026, 2, 9, 14, 5, 6) },
      { url: `${host}/pub/b`, title: 'b' },
    ])
  })

  it('is read where it is long', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => file(`f${index}`, { size: index }))
    const { candidates } = await inspect(data(json(many)))
    expect(candidates.map(({ size }) => size)).toEqual(many.map(({ size }) => size))
  })
})
