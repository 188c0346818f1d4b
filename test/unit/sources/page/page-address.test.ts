import { describe, expect, it } from 'vitest'
import { isEndless, mayBePage, pageKey } from '../../../../src-main/sources/page/page-address.ts'

const url = (path: string) => new URL(path, 'http://127.0.0.1')

describe('an address that may be a page', () => {
  it.each(['/', '/about', '/a/b/', '/x.html', '/x.PHP?id=1', '/index.htm', '/wiki/St._Gallen', '/.hidden', '/v1.2'])(
    'is %s',
    (path) => {
      expect(mayBePage(url(path), '')).toBe(true)
    },
  )

  it.each(['/x.zip', '/x.MP3', '/a.b.pdf', '/x.iso?page=1', '/x.jpg', '/x.txt', '/x.xml'])('is not %s', (path) => {
    expect(mayBePage(url(path), '')).toBe(false)
  })

  it('is what the media type says, where it is known', () => {
    expect(mayBePage(url('/x.zip'), 'text/html')).toBe(true)
    expect(mayBePage(url('/page'), 'audio/mpeg')).toBe(false)
  })
})

describe('the key of a page', () => {
  it('is the same for parameters in another order and for every visitor', () => {
    expect(pageKey(url('/l?b=2&a=1'))).toBe(pageKey(url('/l?a=1&b=2')))
    expect(pageKey(url('/l?a=1&PHPSESSID=77&utm_source=x'))).toBe(pageKey(url('/l?a=1')))
    expect(pageKey(url('/l;jsessionid=A1B2?a=1'))).toBe(pageKey(url('/l?a=1')))
  })

  it('differs by path, value and host', () => {
    const keys = ['/l', '/L', '/l?a=1', '/l?a=2', '/l?id=1', 'http://127.0.0.1:81/l', 'https://127.0.0.1/l'].map((path) =>
      pageKey(url(path)),
    )
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('an endless address', () => {
  it('is too long, too deep or goes in circles', () => {
    expect(isEndless(url(`/${'x'.repeat(2_000)}`))).toBe(true)
    expect(isEndless(url(`/${Array.from({ length: 31 }, (_, part) => part).join('/')}`))).toBe(true)
    for (const path of ['/a/a/a', '/x/a/b/a/b/a/b/y', '/a/b/c/a/b/c/a/b/c'])
      expect([path, isEndless(url(path))]).toEqual([path, true])
  })

  it('is none where parts only come twice, or not one after the other', () => {
    for (const path of ['/', '/a/a', '/a/b/a/b', '/a/x/a/y/a', '/2026/01/01/01-a'])
      expect([path, isEndless(url(path))]).toEqual([path, false])
  })
})
