import { describe, expect, test } from 'vitest'
import { Jar } from '../../../src-main/sessions/jar.ts'
import type { NewCookie } from '../../../src-preload/contract/index.ts'

const start = Date.UTC(2026, 0, 5)
const day = 86_400_000
const page = 'https://www.example.com/docs/list'

/** A jar, what it was told by answers, and a clock to move. */
class Told {
  now = start
  readonly jar = new Jar(() => this.now)

  constructor(...setCookies: string[]) {
    this.by(page, ...setCookies)
  }

  by(url: string, ...setCookies: string[]) {
    return this.jar.take({ url, setCookies, sequence: this.jar.begin(), isRefusal: false })
  }

  at(url: string, isSameSite = true): string | null {
    return this.jar.header(url, { isSameSite })
  }
}

const handed = (changes: Partial<NewCookie> = {}): NewCookie => ({
  name: 'a',
  value: '1',
  domain: 'example.com',
  path: '/',
  ...changes,
})

describe('a cookie goes along', () => {
  test('to the host that set it alone, where it names no domain', () => {
    const told = new Told('a=1; Path=/')
    expect(told.at('https://www.example.com/')).toBe('a=1')
    expect(['https://example.com/', 'https://sub.www.example.com/', 'https://example.org/'].map((url) => told.at(url))).toEqual([
      null,
      null,
      null,
    ])
  })

  test('to its domain and all below it, where it names one', () => {
    const told = new Told('a=1; Domain=.Example.com; Path=/')
    expect(['https://example.com/', 'https://sub.www.example.com/'].map((url) => told.at(url))).toEqual(['a=1', 'a=1'])
    expect(told.at('https://badexample.com/')).toBeNull()
  })

  test('to its path and what is below it, compared as it is written', () => {
    const told = new Told('a=1', 'b=2; Path=/docs/f%6Fo')
    expect(told.at('https://www.example.com/docs/x/y')).toBe('a=1')
    expect(told.at('https://www.example.com/docsx')).toBeNull()
    expect(told.at('https://www.example.com/docs/f%6Fo')).toBe('b=2; a=1')
    expect(told.at('https://www.example.com/docs/foo')).toBe('a=1')
  })

  test('over encrypted connections and within this machine alone, where it is Secure', () => {
    const told = new Told('a=1; Path=/; Secure')
    expect(told.at('http://www.example.com/')).toBeNull()
    told.by('http://127.0.0.1:8080/', 'b=2; Secure')
    expect(told.at('http://127.0.0.1:9090/')).toBe('b=2')
  })

  test('first with the longest path, then the oldest', () => {
    const told = new Told('b=1; Path=/', 'a=2; Path=/', 'c=3; Path=/docs')
    told.by(page, 'b=4; Path=/')
    expect(told.at(page)).toBe('c=3; b=4; a=2')
  })

  test('after a redirect from another site unless it is SameSite=Strict', () => {
    const told = new Told(
      'a=1; Path=/; SameSite=Strict',
      'b=2; Path=/; SameSite=Lax',
      'c=3; Path=/',
      'd=4; Path=/; SameSite=None; Secure',
    )
    expect(told.at(page)).toBe('a=1; b=2; c=3; d=4')
    expect(told.at(page, false)).toBe('b=2; c=3; d=4')
  })

  test('until it expires: by Max-Age before Expires, by the last one that counts, and by no use of it', () => {
    const told = new Told(
      'a=1; Path=/; Max-Age=100; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'b=2; Path=/; Max-Age=1; Max-Age=50; Max-Age=x',
      'c=3; Path=/; Expires=Mon, 05 Jan 2026 00:00:30 GMT',
    )
    expect(told.at(page)).toBe('a=1; b=2; c=3')
    told.now += 40_000
    expect(told.at(page)).toBe('a=1; b=2')
    told.now += 60_000
    expect(told.at(page)).toBeNull()
    expect(told.jar.list()).toEqual([])
  })

  test('for 400 days at most', () => {
    const told = new Told('a=1; Path=/; Max-Age=99999999999999999999', 'b=2; Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT')
    expect(told.jar.list().map(({ expires }) => expires)).toEqual(Array(2).fill(new Date(start + 400 * day).toISOString()))
    told.now += 400 * day
    expect(told.at(page)).toBeNull()
  })
})

describe('a cookie is not taken', () => {
  test.each([
    ['for another domain', 'a=1; Domain=example.org'],
    ['for a domain below', 'a=1; Domain=sub.www.example.com'],
    ['for a public suffix', 'a=1; Domain=com'],
    ['for a domain with a port', 'a=1; Domain=www.example.com:443'],
    ['with a prefix that wants Secure', '__Secure-a=1; Path=/'],
    ['with the same prefix in other letters', '__sEcUrE-a=1; Path=/'],
    ['for its host alone and for its domain', '__Host-a=1; Path=/; Secure; Domain=www.example.com'],
    ['for its host alone and not for all of it', '__Host-a=1; Secure'],
    ['without a name that looks as if it had a prefix', '=__Host-a=1; Path=/; Secure'],
    ['for all sites and unencrypted', 'a=1; SameSite=None'],
    ['with a control character', 'a=1\u0007; Path=/'],
    ['of more than 4,096 octets', `a=${'x'.repeat(4_096)}`],
    ['without name and value', '=; Path=/'],
  ])('%s', (_, field) => {
    expect(new Told(field).jar.list()).toEqual([])
  })

  test('from an unencrypted answer where it is Secure, or would stand before one that is', () => {
    const told = new Told('a=1; Path=/docs; Secure; Domain=example.com')
    const plain = 'http://www.example.com/docs/list'
    told.by(
      plain,
      'b=2; Secure',
      'a=2; Path=/docs; Domain=example.com',
      'a=3; Path=/docs/list',
      'a=; Path=/docs; Domain=example.com; Max-Age=0',
    )
    expect(told.jar.values().map(({ name, value }) => `${name}=${value}`)).toEqual(['a=1'])
    told.by(plain, 'a=4; Path=/')
    expect(told.at('https://www.example.com/')).toBe('a=4')
  })

  test('whose attribute is of more than 1,024 octets with that attribute', () => {
    const told = new Told(`a=1; Path=/${'x'.repeat(1_024)}`)
    expect(told.jar.list().map(({ path }) => path)).toEqual(['/docs'])
  })

  test('for all that is below a public suffix, but for a host that is one', () => {
    const told = new Told()
    told.by('https://github.io/', 'a=1; Domain=github.io')
    expect(told.at('https://github.io/')).toBe('a=1')
    expect(told.at('https://someone.github.io/')).toBeNull()
  })

  test('in any number: what was unused for the longest time goes', () => {
    const told = new Told(...Array.from({ length: 300 }, (_, index) => `c${index}=1; Path=/`))
    expect(told.jar.list()).toHaveLength(180)
  })
})

describe('what an answer changes', () => {
  test('is told apart: new cookies, other values, and nothing', () => {
    const told = new Told()
    expect(told.by(page, 'a=1; Path=/')).toEqual({ hasChanged: true, renewed: 0, created: 1 })
    expect(told.by(page, 'a=1; Path=/')).toEqual({ hasChanged: false, renewed: 0, created: 0 })
    expect(told.by(page, 'a=1; Path=/; Max-Age=60')).toEqual({ hasChanged: true, renewed: 0, created: 0 })
    expect(told.by(page, 'a=; Path=/; Max-Age=0', 'a=2; Path=/')).toEqual({ hasChanged: true, renewed: 1, created: 0 })
    expect(told.by(page, 'a=; Path=/; Max-Age=0')).toEqual({ hasChanged: true, renewed: 0, created: 0 })
  })

  test('stays changed where an older request is answered later, deletions too', () => {
    const told = new Told('a=1; Path=/', 'b=1; Path=/')
    const older = told.jar.begin()
    told.by(page, 'a=2; Path=/', 'b=; Path=/; Max-Age=0')
    told.jar.take({ url: page, setCookies: ['a=1; Path=/', 'b=1; Path=/', 'c=1; Path=/'], sequence: older, isRefusal: false })
    expect(told.at(page)).toBe('a=2; c=1')
  })

  test('is nothing in a refusal, for a cookie that is another by then', () => {
    const told = new Told('a=1; Path=/')
    const [early, late] = [told.jar.begin(), told.jar.begin()]
    told.jar.take({ url: page, setCookies: ['a=2; Path=/'], sequence: early, isRefusal: false })
    told.jar.take({ url: page, setCookies: ['a=; Path=/; Max-Age=0'], sequence: late, isRefusal: true })
    expect(told.at(page)).toBe('a=2')
  })
})

describe('what a person hands in', () => {
  test('joins what is there, and is not changed by what is on its way', () => {
    const told = new Told('a=1; Path=/')
    const older = told.jar.begin()
    told.jar.add([handed({ name: 'a', value: 'mine', domain: 'www.example.com', hostOnly: true })])
    told.jar.take({ url: page, setCookies: ['a=2; Path=/'], sequence: older, isRefusal: false })
    expect(told.at(page)).toBe('a=mine')
  })

  test('is refused by name where it is of no use', () => {
    const cookies = [
      handed({ name: 'of-suffix', domain: '.co.uk' }),
      handed({ name: 'over', expires: '2020-01-01T00:00:00.000Z' }),
      handed({ name: 'a=b' }),
      handed({ name: 'split', value: 'a;b' }),
      handed({ name: '__Host-plain' }),
      handed({ name: 'nowhere', domain: 'a b' }),
      handed({ name: 'good' }),
    ]
    const told = new Told()
    const refused = told.jar.add(cookies).map(({ cookie, problem }) => [cookie.name, problem])
    expect(Object.fromEntries(refused)).toEqual({
      over: 'expired',
      'a=b': 'malformed',
      split: 'malformed',
      '__Host-plain': 'prefix',
      nowhere: 'domain',
    })
    // A public suffix is a host like any other, with nothing below it.
    expect(told.jar.list()).toMatchObject([
      { name: 'of-suffix', hostOnly: true },
      { name: 'good', hostOnly: false },
    ])
  })

  test('is sent as UTF-8 and shown as it was', () => {
    const told = new Told()
    told.jar.add([handed({ name: 'größe', value: '✓' })])
    expect(Buffer.from(told.at('https://example.com/') ?? '', 'latin1').toString('utf8')).toBe('größe=✓')
    expect(told.jar.values()).toMatchObject([{ name: 'größe', value: '✓' }])
  })
})

describe('a jar that is written down', () => {
  test('is the same one when it is read again', () => {
    const told = new Told('a=1; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=3600', 'b=\u00e4; Domain=example.com')
    const again = Jar.parse(told.jar.serialise(), () => told.now)
    expect(again?.serialise()).toBe(told.jar.serialise())
    expect(again?.header(page, { isSameSite: true })).toBe(told.at(page))
  })

  test.each(['', 'null', '{}', '[]', '{"version":2,"cookies":[]}', '{"version":1,"cookies":[{"name":"a"}]}'])(
    'is none: %s',
    (text) => {
      expect(Jar.parse(text, Date.now)).toBeNull()
    },
  )
})
