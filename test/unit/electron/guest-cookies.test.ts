import type { Cookie } from 'electron'
import { describe, expect, test } from 'vitest'
import { areSameCookies, fromGuest, isForHosts, toGuest } from '../../../src-main/electron/sign-in/guest-cookies.ts'
import type { NewCookie } from '../../../src-preload/contract/index.ts'

function cookie(facts: Partial<NewCookie>): NewCookie {
  return { name: 'sid', value: 'v', domain: 'files.example', path: '/', ...facts }
}

describe('a cookie that is put into the window', () => {
  test('has no domain where it is for its host alone, and comes over https where it is secure', () => {
    const host = toGuest(cookie({ name: '__Host-sid', hostOnly: true, secure: true, httpOnly: true, sameSite: 'strict' }))
    expect(host).toEqual({
      url: 'https://files.example/',
      name: '__Host-sid',
      value: 'v',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'strict',
    })
  })

  test('belongs to the domain and all below it otherwise, with or without a dot', () => {
    expect(toGuest(cookie({ domain: '.files.example' }))).toMatchObject({ url: 'http://files.example/', domain: 'files.example' })
    expect(toGuest(cookie({ domain: 'files.example' }))).toMatchObject({ domain: 'files.example', sameSite: 'unspecified' })
  })

  test('keeps its end and its path', () => {
    const kept = toGuest(cookie({ expires: '2030-01-01T00:00:00.500Z', path: '/a', sameSite: 'none', secure: true }))
    expect(kept).toMatchObject({
      expirationDate: 1_893_456_000.5,
      path: '/a',
      url: 'https://files.example/a',
      sameSite: 'no_restriction',
    })
  })

  test('of an IPv6 address has an address that can be read', () => {
    expect(URL.canParse(toGuest(cookie({ domain: '::1', hostOnly: true })).url)).toBe(true)
  })
})

describe('a cookie of a page', () => {
  const found: Cookie = {
    name: 'sid',
    value: 'v',
    domain: '.files.example',
    hostOnly: false,
    path: '/a',
    secure: true,
    httpOnly: true,
    session: false,
    expirationDate: 1_893_456_000.25,
    sameSite: 'no_restriction',
  }

  test('is kept with all that it says', () => {
    expect(fromGuest(found)).toEqual({
      name: 'sid',
      value: 'v',
      domain: 'files.example',
      path: '/a',
      expires: '2030-01-01T00:00:00.250Z',
      secure: true,
      httpOnly: true,
      hostOnly: false,
      sameSite: 'none',
    })
  })

  test('without an end is one of the session, and without a word on other sites has none', () => {
    const { expirationDate, ...lasting } = found
    expect(fromGuest({ ...lasting, session: true, sameSite: 'unspecified' })).toMatchObject({ expires: null, sameSite: null })
    expect(expirationDate).toBeDefined()
  })

  test('that ends after the last day that can be written ends on that day', () => {
    expect(fromGuest({ ...found, expirationDate: 1e15 })?.expires).toBe('9999-12-31T00:00:00.000Z')
  })

  test('comes back as it was put in', () => {
    const put = toGuest(
      cookie({ hostOnly: true, secure: true, httpOnly: true, sameSite: 'lax', expires: '2030-01-01T00:00:00.000Z' }),
    )
    expect(put.domain).toBeUndefined()
    const { url, ...rest } = put
    const back = fromGuest({ name: 'sid', value: 'v', ...rest, domain: new URL(url).hostname, hostOnly: true, sameSite: 'lax' })
    expect(back).toEqual({
      ...cookie({ hostOnly: true, secure: true, httpOnly: true, sameSite: 'lax' }),
      expires: '2030-01-01T00:00:00.000Z',
    })
  })
})

describe('the cookies that are kept', () => {
  test('are those that would go to one of the hosts', () => {
    const hosts = ['files.example:8443']
    expect(isForHosts({ domain: 'files.example', hostOnly: true }, hosts)).toBe(true)
    expect(isForHosts({ domain: 'example', hostOnly: false }, hosts)).toBe(true)
    expect(isForHosts({ domain: 'example', hostOnly: true }, hosts)).toBe(false)
    expect(isForHosts({ domain: 'login.files.example', hostOnly: false }, hosts)).toBe(false)
    expect(isForHosts({ domain: 'les.example', hostOnly: false }, hosts)).toBe(false)
    expect(isForHosts({ domain: '::1', hostOnly: true }, ['[::1]:80'])).toBe(true)
    expect(isForHosts({ domain: 'anything.example', hostOnly: true }, [])).toBe(true)
  })

  test('are the same whatever their order, and others once one has another value', () => {
    const some = [cookie({ name: 'a' }), cookie({ name: 'b' })]
    expect(areSameCookies(some, some.toReversed())).toBe(true)
    expect(areSameCookies(some, [cookie({ name: 'a' }), cookie({ name: 'b', value: 'w' })])).toBe(false)
    expect(areSameCookies(some, some.slice(1))).toBe(false)
  })
})
