import { describe, expect, test } from 'vitest'
import { readHost, readHosts } from '../../../src-renderer/features/sessions/read-hosts.ts'
import {
  sessionFits,
  sessionForLinks,
  sessionHosts,
  sessionState,
  sessionsInNeed,
  signInAddress,
  withItem,
} from '../../../src-renderer/state/session-facts.ts'
import { cookieWith, sessionWith } from '../../support/items.ts'

const now = Date.parse('2026-06-01T12:00:00.000Z')
const past = '2026-05-01T00:00:00.000Z'
const future = '2026-07-01T00:00:00.000Z'
const need = { since: past, host: 'example.org:8080', status: 401 }

describe('how a session stands', () => {
  test('it needs a sign-in whatever its cookies say', () => {
    expect(sessionState({ signIn: need, cookies: [cookieWith()] }, now)).toBe('signIn')
  })

  test('without cookies, or with none that still hold, it says so', () => {
    expect(sessionState({ signIn: null, cookies: [] }, now)).toBe('empty')
    expect(sessionState({ signIn: null, cookies: [cookieWith({ expires: past })] }, now)).toBe('expired')
  })

  test('one cookie that holds is enough', () => {
    const cookies = [cookieWith({ expires: past }), cookieWith({ name: 'b', expires: future })]
    expect(sessionState({ signIn: null, cookies }, now)).toBe('good')
    expect(sessionState({ signIn: null, cookies: [cookieWith({ expires: null })] }, now)).toBe('good')
  })

  test('only what keeps jobs waiting is told above the list', () => {
    const waiting = sessionWith({ id: 'a', signIn: need, openJobs: 1 })
    expect(sessionsInNeed([waiting, sessionWith({ id: 'b', signIn: need }), sessionWith({ id: 'c', openJobs: 3 })])).toEqual([
      waiting,
    ])
  })
})

describe('whose a session is', () => {
  test('its hosts are those it was given, or those of its cookies, most cookies first', () => {
    const cookies = [cookieWith({ domain: 'a.example' }), ...['b', 'c'].map((name) => cookieWith({ name, domain: '.B.example' }))]
    expect(sessionHosts({ hosts: [], cookies })).toEqual(['b.example', 'a.example'])
    expect(sessionHosts({ hosts: ['c.example'], cookies })).toEqual(['c.example'])
  })

  test('a cookie of a domain counts below it as well, one of a host there alone', () => {
    const ofDomain = { hosts: [], cookies: [cookieWith({ hostOnly: false })] }
    const ofHost = { hosts: [], cookies: [cookieWith()] }
    expect(
      ['https://example.org/a', 'https://cdn.example.org/a', 'https://badexample.org/'].map((url) => sessionFits(ofDomain, url)),
    ).toEqual([true, true, false])
    expect(['https://example.org/a', 'https://cdn.example.org/a'].map((url) => sessionFits(ofHost, url))).toEqual([true, false])
  })

  test('where hosts are named nothing else counts, and a port only where it is named', () => {
    const session = { hosts: ['a.example', 'b.example:443'], cookies: [cookieWith()] }
    const fits = (url: string) => sessionFits(session, url)
    expect(
      ['http://a.example:81/', 'https://b.example/', 'http://b.example/', 'https://example.org/', 'no address'].map(fits),
    ).toEqual([true, true, false, false, false])
  })

  test('links are proposed the session that most of them belong to, of several the one used last', () => {
    const one = sessionWith({ id: '1', hosts: ['a.example'] })
    const two = sessionWith({ id: '2', hosts: ['a.example', 'b.example'] })
    const latest = sessionWith({ id: '3', hosts: ['a.example'], usedAt: past })
    expect(sessionForLinks([one, two, latest], ['http://a.example/1', 'http://b.example/2'])).toBe(two)
    expect(sessionForLinks([one, latest], ['http://a.example/1'])).toBe(latest)
    expect(sessionForLinks([one, two], ['http://c.example/1'])).toBeNull()
    expect(sessionForLinks([], ['http://a.example/1'])).toBeNull()
  })

  test('somebody signs in where that was said, else at the server that asked, else where its cookies are from', () => {
    const said = sessionWith({ id: '1', signInUrl: 'https://login.example/', signIn: need, cookies: [cookieWith()] })
    expect(signInAddress(said)).toBe('https://login.example/')
    expect(signInAddress({ ...said, signInUrl: null })).toBe('https://example.org:8080/')
    expect(signInAddress({ ...said, signInUrl: null, signIn: null })).toBe('https://example.org/')
    expect(signInAddress(sessionWith({ id: '2' }))).toBeNull()
  })
})

test('a list takes what is new at its end, and what it knows in its place', () => {
  const [one, two] = [sessionWith({ id: '1' }), sessionWith({ id: '2' })]
  expect(withItem([one], two)).toEqual([one, two])
  expect(withItem([one, two], { ...one, name: 'new' }).map(({ name }) => name)).toEqual(['new', two.name])
})

describe('hosts as they are typed', () => {
  test('are read from names and addresses, between commas and spaces, each once', () => {
    expect(readHosts(' Example.org, https://example.org/sign-in;cdn.example.org:8443\n[::1]:80 ')).toEqual([
      'example.org',
      'cdn.example.org:8443',
      '[::1]',
    ])
    expect(readHosts('')).toEqual([])
  })

  test('stay as they are where they are none', () => {
    expect(readHosts('a:b:c')).toEqual(['a:b:c'])
  })

  test('are none where one is wanted and several stand there: none of them is dropped', () => {
    expect(readHost(' https://example.org/sign-in ')).toBe('example.org')
    expect(readHost('example.org, other.example')).toBe('example.org, other.example')
    expect(readHost(' ')).toBe('')
  })
})
