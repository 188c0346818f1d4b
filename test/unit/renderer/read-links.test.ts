import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLinks } from '../../../src-renderer/features/add/read-links.ts'

const urlsOf = (text: string) => readLinks(text).links.map((link) => link.url)

describe('reading links', () => {
  it('takes one address per line, trimmed, whatever ends the lines', () => {
    expect(readLinks('  https://a.example/1 \r\nhttp://b.example/2\r\n\n\thttps://c.example/3')).toEqual({
      links: [
        { url: 'https://a.example/1', line: 1 },
        { url: 'http://b.example/2', line: 2 },
        { url: 'https://c.example/3', line: 4 },
      ],
      duplicates: 0,
      badLines: [],
    })
  })

  it('finds several addresses within a text', () => {
    expect(urlsOf('First https://a.example/x, then <https://b.example/y> and "https://c.example/z".')).toEqual([
      'https://a.example/x',
      'https://b.example/y',
      'https://c.example/z',
    ])
  })

  it('leaves punctuation around an address alone', () => {
    expect(urlsOf('(see https://a.example/x.zip). Really? https://b.example/y!')).toEqual([
      'https://a.example/x.zip',
      'https://b.example/y',
    ])
  })

  it('keeps brackets that belong to an address', () => {
    expect(urlsOf('https://a.example/Staffel_(Begriff)')).toEqual(['https://a.example/Staffel_(Begriff)'])
    expect(urlsOf('(https://a.example/Staffel_(Begriff))')).toEqual(['https://a.example/Staffel_(Begriff)'])
  })

  it('understands the scheme in either case', () => {
    expect(urlsOf('HTTPS://a.example/X')).toEqual(['HTTPS://a.example/X'])
  })

  it('counts an address that comes again as a duplicate, also with another fragment or case of the host', () => {
    const read = readLinks('https://a.example/x\nhttps://A.example/x#part\nhttps://a.example/X')
    expect(read.links.map((link) => link.line)).toEqual([1, 3])
    expect(read.duplicates).toBe(1)
  })

  it.each([
    ['ftp://a.example/x', 'scheme'],
    ['magnet:?xt=urn:btih:abc', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['a.example/x.zip', 'noScheme'],
    ['localhost.local:8080/x', 'noScheme'],
    ['just words', 'noLink'],
    ['Note: nothing here', 'noLink'],
    ['https://', 'invalid'],
    ['https://[broken/x', 'invalid'],
  ])('names the line "%s" with the problem %s', (line, problem) => {
    expect(readLinks(`https://ok.example/\n${line}`).badLines).toEqual([{ line: 2, text: line, problem }])
  })

  it('does not name a line that holds a good address beside a bad one', () => {
    const read = readLinks('ftp://a.example/x or https://a.example/x')
    expect(read.badLines).toEqual([])
    expect(read.links).toHaveLength(1)
  })

  it('finds every address of a list again, in its order', () => {
    const url = fc.webUrl({ withQueryParameters: true }).filter((text) => !/[.,;:!?'’)\]}]$/.test(text))
    fc.assert(
      fc.property(fc.uniqueArray(url, { selector: (text) => new URL(text).href, maxLength: 20 }), (urls) => {
        expect(urlsOf(urls.join('\n'))).toEqual(urls)
      }),
    )
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => void readLinks(text)))
  })

  it('reads ten thousand lines', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `https://a.example/${index}`).join('\n')
    expect(readLinks(text).links).toHaveLength(10_000)
  })
})
