import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src-main/sources/source.ts'
import { textSource } from '../../../src-main/sources/text.ts'
import { findings, offlineTools, textMaterial } from '../../support/sources/tools.ts'

const found = async (text: string, options: object = {}): Promise<Finding[]> =>
  findings(textSource, textMaterial(text), offlineTools(options))
const links = async (text: string) =>
  (await found(text)).flatMap((finding) => (finding.kind === 'candidate' ? [finding.candidate] : []))
const urls = async (text: string) => (await links(text)).map(({ url }) => url)
const skipped = async (text: string) =>
  (await found(text)).flatMap((finding) => (finding.kind === 'skipped' ? [[finding.line, finding.reason]] : []))

describe('a plain text', () => {
  it.each([
    ['http://h/a http://h/b', ['http://h/a', 'http://h/b']],
    ['See (http://h/a_(b)).', ['http://h/a_(b)']],
    ['“http://h/a”, ‘https://h/b’ and <http://h/c>; `http://h/d`', ['http://h/a', 'https://h/b', 'http://h/c', 'http://h/d']],
    ['**http://h/a**', ['http://h/a']],
    ['siehe http://h/a。', ['http://h/a']],
    ['http://h/a?x=[1]&y={2}', ['http://h/a?x=[1]&y={2}']],
    ['HTTP://H/a', ['HTTP://H/a']],
    ['http://h/a\rhttp://h/b\r\nhttp://h/c', ['http://h/a', 'http://h/b', 'http://h/c']],
  ])('%s gives its links without what stands around them', async (text, expected) => {
    expect(await urls(text)).toEqual(expected)
  })

  it('says of each line without a link why it has none', async () => {
    const lines = [
      '',
      'nothing',
      'ftp://h/x',
      'javascript:alert(1)',
      'magnet:?xt=1',
      'www.example.org/a',
      'http://',
      'http://h:99999/',
      ' ',
    ]
    expect(await skipped(lines.join('\n'))).toEqual([
      [2, 'noLink'],
      [3, 'scheme'],
      [4, 'scheme'],
      [5, 'scheme'],
      [6, 'address'],
      [7, 'address'],
      [8, 'address'],
    ])
  })

  it('has links of Markdown with their titles', async () => {
    const text = '- [One](http://h/1 "first")\n- ![Two](http://h/2.png)\n- [Three (3)](<http://h/3>)\n[id]: http://h/4'
    expect((await links(text)).map(({ url, title }) => [url, title])).toEqual([
      ['http://h/1', 'One'],
      ['http://h/2.png', 'Two'],
      ['http://h/3', 'Three (3)'],
      ['http://h/4', undefined],
    ])
  })

  it('has patterns for all their addresses, in their place among the links', async () => {
    expect(await urls('http://h/0 http://h/[1-2] http://h/{a,b}')).toEqual([
      'http://h/0',
      'http://h/1',
      'http://h/2',
      'http://h/a',
      'http://h/b',
    ])
  })

  it('is refused before the first address where its patterns together stand for too many', async () => {
    const text = 'http://h/[1-600]\nhttp://h/x[1-500]'
    await expect(found(text, { maxCandidates: 1_000 })).rejects.toMatchObject({
      reason: 'tooMany',
      details: { found: 1_100, most: 1_000 },
    })
    expect(await found(text, { maxCandidates: 1_100 })).toHaveLength(1_100)
    await expect(found(`http://h/${'[1-1000000]'.repeat(9)}`)).rejects.toMatchObject({ reason: 'tooMany' })
  })

  it.each([
    ['of ten megabytes without a space', `http://h/${'a'.repeat(10_000_000)}`],
    ['of closing brackets', `http://h/${')'.repeat(10_000_000)}`],
    ['of opening brackets', `http://h/${'[{('.repeat(3_000_000)}`],
    ['of dots', 'a.'.repeat(5_000_000)],
    ['without a link', 'x'.repeat(10_000_000)],
    ['of nothing but schemes', 'http://'.repeat(1_400_000)],
  ])('with a line %s is read in time', async (_, text) => {
    const begunAt = performance.now()
    await found(text)
    expect(performance.now() - begunAt).toBeLessThan(5_000)
  })

  it('gives the links that were written into it, whatever stands between them', async () => {
    const url = fc.stringMatching(/^http:\/\/h\/[a-z0-9/._-]{0,10}[a-z0-9]$/)
    const between = fc.constantFrom(' ', '\n', '\t', ' and ', ', ', '. ', '\r\n', ' <')
    fc.assert(
      await fc.asyncProperty(fc.array(fc.tuple(url, between)), async (parts) => {
        expect(await urls(parts.map(([link, space]) => link + space).join(''))).toEqual(parts.map(([link]) => link))
      }),
    )
  })
})

describe('HTML from a clipboard', () => {
  it('gives what its elements lead to, in order, with titles and without what is code', async () => {
    const html = `<meta charset="utf-8"><p>See http://h/0.</p>
      <a href="http://h/1?a=1&amp;b=2">One <b>&amp; only</b></a> <a href="http://h/2">http://h/2</a>
      <img src="http://h/3.png" alt="Three"><script>fetch("http://h/not")</script><a href="#top">up</a>`
    expect(await links(html)).toEqual([
      { url: 'http://h/0' },
      { url: 'http://h/1?a=1&b=2', title: 'One & only' },
      { url: 'http://h/2' },
      { url: 'http://h/3.png', title: 'Three' },
    ])
  })

  it('takes an address of an element as it is written, brackets and all', async () => {
    expect(await urls('<a href="http://h/[1-3].pdf">x</a>')).toEqual(['http://h/[1-3].pdf'])
  })

  it('says what leads nowhere, and follows a base that it names', async () => {
    expect(await skipped('<a href="/x">x</a>')).toEqual([[undefined, 'address']])
    expect(await urls('<base href="http://h/dir/"><a href="x">x</a>')).toEqual(['http://h/dir/x'])
  })

  it('that never closes anything is read in time', async () => {
    const begunAt = performance.now()
    await found('<a href="http://h/x"><div>'.repeat(200_000))
    expect(performance.now() - begunAt).toBeLessThan(5_000)
  })
})
