import { describe, expect, test } from 'vitest'
import { recogniseCookies } from '../../../../src-main/sessions/import/recognise.ts'
import { newCookieSchema } from '../../../../src-preload/contract/index.ts'

const nowMs = Date.UTC(2026, 10, 22)
const later = '2027-01-01T00:00:00.000Z'
const laterSeconds = Date.parse(later) / 1_000

function read(text: string, host: string | null = null) {
  const recognised = recogniseCookies(text, host, nowMs)
  for (const cookie of recognised.cookies) expect(newCookieSchema.safeParse(cookie).error).toBeUndefined()
  return recognised
}

const plainCookie = {
  name: 'sid',
  value: 'v1',
  domain: 'media.example',
  path: '/',
  expires: null,
  secure: false,
  httpOnly: false,
  hostOnly: true,
  sameSite: null,
}

describe('a cookies.txt', () => {
  test('gives each cookie with its flags; comments and empty lines give nothing', () => {
    const text = [
      '# Netscape HTTP Cookie File',
      '# made by a browser extension',
      '',
      `.media.example\tTRUE\t/files\tTRUE\t${laterSeconds}\tsid\tv1`,
      '#HttpOnly_media.example\tFALSE\t/\tFALSE\t0\ttoken\ta=b c',
      '#HttpOnlyComment',
    ].join('\n')
    const { format, cookies, problems } = read(text)
    expect(format).toBe('netscape')
    expect(cookies).toEqual([
      { ...plainCookie, path: '/files', expires: later, secure: true, hostOnly: false },
      { ...plainCookie, name: 'token', value: 'a=b c', httpOnly: true },
    ])
    expect(problems).toEqual([])
  })

  test('is known by its lines where the first one does not say it, whatever ends them', () => {
    const line = 'media.example\tFALSE\t/\tFALSE\t0\tsid\tv1'
    for (const text of [line, `\uFEFF${line}\r\n`, `\r\n\r\n${line}\r`]) {
      expect(read(text)).toMatchObject({ format: 'netscape', cookies: [plainCookie], problems: [] })
    }
  })

  test('is read where its tabs became spaces, and where an empty value lost its tab', () => {
    expect(read('media.example  FALSE  /  FALSE  0  sid  v1').cookies).toEqual([plainCookie])
    expect(read('media.example\tFALSE\t/\tFALSE\t0\tsid').cookies).toEqual([{ ...plainCookie, value: '' }])
  })

  test('takes an expiry with a fraction, in milliseconds, or below zero for until sign-out', () => {
    const expiry = (text: string) => read(`media.example\tFALSE\t/\tFALSE\t${text}\tsid\tv1`).cookies[0]?.expires
    expect(expiry(`${laterSeconds}.25`)).toBe('2027-01-01T00:00:00.250Z')
    expect(expiry(String(laterSeconds * 1_000))).toBe(later)
    expect(expiry('-1')).toBeNull()
    expect(expiry('99999999999')).toBe('5138-11-16T09:46:39.000Z')
    expect(expiry('999999999999999')).toBe('9999-12-31T23:59:59.999Z')
  })

  test('names by its line what cannot be used, and uses the rest', () => {
    const text = [
      'media.example\tFALSE\t/\tFALSE',
      'media.example\tFALSE\t/\tFALSE\tsoon\tsid\tv',
      'media.example\tFALSE\t/\tFALSE\t1000\told\tv',
      'media example\tFALSE\t/\tFALSE\t0\tsid\tv',
      'media.example\tFALSE\t/\tFALSE\t0\tsid\ta;b',
      'media.example\tFALSE\t/\tFALSE\t0\t\t',
      `media.example\tFALSE\t/\tFALSE\t0\tsid\t${'x'.repeat(5_000)}`,
      'media.example\tFALSE\t/\tFALSE\t0\tsid\tv1',
    ].join('\n')
    const { cookies, problems } = read(text)
    expect(cookies).toEqual([plainCookie])
    expect(problems).toEqual([
      { line: 1, name: 'media.example', reason: 'tooFewFields' },
      { line: 2, name: 'sid', reason: 'badExpiry' },
      { line: 3, name: 'old', reason: 'expired' },
      { line: 4, name: 'sid', reason: 'badDomain' },
      { line: 5, name: 'sid', reason: 'badCharacters' },
      { line: 6, name: null, reason: 'noName' },
      { line: 7, name: 'sid', reason: 'tooLong' },
    ])
  })

  test('counts a cookie that is there twice once, the last of them', () => {
    const line = (value: string) => `media.example\tFALSE\t/\tFALSE\t0\tsid\t${value}`
    expect(read(`${line('v0')}\n${line('v1')}`).cookies).toEqual([plainCookie])
  })
})

describe('JSON', () => {
  test('of EditThisCookie and Cookie-Editor is read', () => {
    const text = JSON.stringify([
      {
        domain: '.media.example',
        expirationDate: laterSeconds + 0.5,
        hostOnly: false,
        httpOnly: true,
        name: 'sid',
        path: '/',
        sameSite: 'no_restriction',
        secure: true,
        session: false,
        storeId: '0',
        value: 'v1',
        id: 1,
      },
      { domain: 'media.example', hostOnly: true, name: 'b', path: '/b', sameSite: 'unspecified', session: true, value: 'w' },
    ])
    const { format, cookies, problems } = read(text)
    expect(format).toBe('json')
    expect(cookies).toEqual([
      {
        ...plainCookie,
        expires: '2027-01-01T00:00:00.500Z',
        secure: true,
        httpOnly: true,
        hostOnly: false,
        sameSite: 'none',
      },
      { ...plainCookie, name: 'b', value: 'w', path: '/b' },
    ])
    expect(problems).toEqual([])
  })

  test('of Playwright, Puppeteer, Selenium and Cookie Quick Manager is read', () => {
    const cookie = { name: 'sid', value: 'v1', domain: 'media.example', path: '/' }
    const texts = [
      { cookies: [{ ...cookie, expires: -1, httpOnly: true, secure: true, sameSite: 'Lax' }], origins: [] },
      [{ ...cookie, expires: -1, httpOnly: true, secure: true, sameSite: 'Lax', size: 7, session: true }],
      [{ ...cookie, httpOnly: true, secure: true, sameSite: 'Lax' }],
      [
        {
          'Host raw': 'https://media.example/',
          'Name raw': 'sid',
          'Path raw': '/',
          'Content raw': 'v1',
          'Expires raw': '0',
          'Send for raw': 'true',
          'HTTP only raw': 'true',
          'SameSite raw': 'lax',
          'This domain only raw': 'true',
        },
      ],
    ]
    for (const text of texts) {
      expect(read(JSON.stringify(text)).cookies).toEqual([{ ...plainCookie, httpOnly: true, secure: true, sameSite: 'lax' }])
    }
  })

  test('takes an expiry as a date and as a text of digits', () => {
    const expiry = (fields: object) =>
      read(JSON.stringify([{ name: 'sid', value: 'v', domain: 'a.example', ...fields }])).cookies[0]?.expires
    expect(expiry({ expires: later })).toBe(later)
    expect(expiry({ expires: 'Fri, 01 Jan 2027 00:00:00 GMT' })).toBe(later)
    expect(expiry({ expiry: String(laterSeconds) })).toBe(later)
    expect(expiry({ expires: 'Session' })).toBeNull()
    expect(expiry({ expires: null })).toBeNull()
  })

  test('as a plain object of names and values needs a host, and is told to need one', () => {
    const text = JSON.stringify({ sid: 'v1', count: 3, nested: { a: 1 } })
    const unknown = read(text)
    expect(unknown).toMatchObject({ format: 'plain', cookies: [] })
    expect(unknown.homeless).toHaveLength(2)
    expect(unknown.problems).toEqual([
      { line: null, name: 'nested', reason: 'notText' },
      { line: null, name: null, reason: 'noHost' },
    ])
    expect(read(text, 'Media.Example:8080').cookies).toEqual([plainCookie, { ...plainCookie, name: 'count', value: '3' }])
  })

  test('names entries that are no cookies by their number', () => {
    const text = JSON.stringify([
      7,
      { value: 'v', domain: 'a.example' },
      { name: 'o', value: {}, domain: 'a.example' },
      { name: 'd', value: 'v', domain: 5 },
      { name: 'e', value: 'v', domain: 'a.example', expires: {} },
      null,
    ])
    expect(read(text).problems).toEqual([
      { line: 1, name: null, reason: 'notText' },
      { line: 2, name: null, reason: 'noName' },
      { line: 3, name: 'o', reason: 'notText' },
      { line: 4, name: 'd', reason: 'badDomain' },
      { line: 5, name: 'e', reason: 'badExpiry' },
      { line: 6, name: null, reason: 'notText' },
    ])
  })

  test('that breaks off is named as such', () => {
    expect(read('[{"name": "sid", "value"')).toMatchObject({
      format: 'json',
      cookies: [],
      problems: [{ line: null, name: null, reason: 'notJson' }],
    })
  })
})

describe('a Cookie header', () => {
  test('is read with and without its name, and its values stay as they are written', () => {
    for (const text of ['Cookie: sid=v1; q="a%20b"', 'sid=v1; q="a%20b"', 'cookie:sid=v1;q="a%20b"\r\n']) {
      const { format, cookies } = read(text, 'media.example')
      expect(format).toBe('header')
      expect(cookies).toEqual([plainCookie, { ...plainCookie, name: 'q', value: '"a%20b"' }])
    }
  })

  test('in the head of a request belongs to the host that the head is for', () => {
    const head = 'GET /files HTTP/1.1\r\nHost: media.example:8080\r\nAccept: */*\r\nCookie: sid=v1\r\n\r\n'
    expect(read(head, 'other.example').cookies).toEqual([plainCookie])
  })

  test('gives cookies with a prefix the flag without which no jar takes them', () => {
    expect(read('__Host-sid=v1', 'media.example').cookies).toEqual([{ ...plainCookie, name: '__Host-sid', secure: true }])
  })

  test('without a host waits for one; a pair without a name is named', () => {
    const { cookies, homeless, problems } = read('sid=v1; lonely')
    expect(cookies).toEqual([])
    expect(homeless).toEqual([{ ...plainCookie, domain: '' }])
    expect(problems).toEqual([
      { line: 1, name: null, reason: 'noName' },
      { line: null, name: null, reason: 'noHost' },
    ])
  })
})

test('what is no list of cookies is not recognised', () => {
  for (const text of ['', '   \n', 'hello world', 'https://media.example/?a=b', '<html lang="en">a=b</html>', 'curly=']) {
    const { format, cookies } = read(text, 'media.example')
    if (text !== 'curly=') expect([text, format]).toEqual([text, null])
    expect(cookies).toHaveLength(text === 'curly=' ? 1 : 0)
  }
})

test('domains are compared as browsers write them', () => {
  const domain = (text: string) => read(`${text}\tTRUE\t/\tFALSE\t0\tsid\tv`).cookies[0]
  expect(domain('.BÜCHER.Example')).toMatchObject({ domain: 'xn--bcher-kva.example', hostOnly: false })
  expect(domain('127.0.0.1')).toMatchObject({ domain: '127.0.0.1', hostOnly: true })
  expect(domain('[::1]')).toMatchObject({ domain: '[::1]', hostOnly: true })
  for (const bad of ['a..example', 'a/b', 'a@b', 'a%41', 'a:80', '.']) expect([bad, domain(bad)]).toEqual([bad, undefined])
})
