import { describe, expect, test } from 'vitest'
import { Jar } from '../../../src-main/sessions/jar.ts'
import { fromOctets, toOctets } from '../../../src-main/sessions/octets.ts'
import { parseSetCookie } from '../../../src-main/sessions/set-cookie.ts'
import dates from '../../support/cookie-cases/dates.json' with { type: 'json' }
import cases from '../../support/cookie-cases/http-state.json' with { type: 'json' }

interface Case {
  readonly test: string
  readonly received: readonly string[]
  readonly sent: readonly { readonly name: string; readonly value: string }[]
  readonly 'sent-to'?: string
}

/** When the cases were written. */
const now = Date.UTC(2010, 5, 1)
const home = 'http://home.example.org'

/** Of the cases for RFC 6265 these are answered differently by RFC 6265bis: §5.6 has cookies without a name. */
const nameless: Readonly<Record<string, string>> = {
  '0004': 'foo',
  '0021': 'a=b; x; c=d',
  '0023': 'foo',
  '0024': 'foo',
  '0025': 'foo',
  '0026': 'foo',
  '0027': 'bar',
  '0028': 'foo',
  CHROMIUM0009: 'BLAHHH',
  CHROMIUM0010: '"BLA\\"HHH"',
  CHROMIUM0012: 'ABC',
  MOZILLA0012: 'test="fubar! = foo; five',
  MOZILLA0014: 'six',
  MOZILLA0015: 'seven',
  MOZILLA0016: 'eight',
  MOZILLA0017: 'eight; test=six',
  NAME0017: 'a=bar',
  NAME0023: 'foo',
  NAME0025: '==a=bar',
  NAME0028: 'a',
  NAME0031: '"foo',
  NAME0032: '"foo\\"bar',
  NAME0033: 'aaa',
}
/** And these by its rule that a control character makes a cookie void, or for which the paths of URLs are not decoded. */
const disabled = new Set(['DISABLED_CHROMIUM0022', 'DISABLED_CHROMIUM0023', 'DISABLED_PATH0029'])

const counted = (cases as readonly Case[]).filter(({ test: name }) => !disabled.has(name))

describe('the cases of the IETF’s http-state group', () => {
  test.each(counted.map((one) => [one.test, one] as const))('%s', (name, { received, sent, 'sent-to': to }) => {
    const jar = new Jar(() => now)
    const url = `${home}/cookie-parser?${name}`
    jar.take({ url, setCookies: received.map(toOctets), sequence: jar.begin(), isRefusal: false })
    const header = jar.header(new URL(to ?? `/cookie-parser-result?${name}`, home).href, { isSameSite: true })
    expect(fromOctets(header ?? '')).toBe(nameless[name] ?? sent.map(({ name: key, value }) => `${key}=${value}`).join('; '))
  })

  test.each(dates.map((one) => [one.test, one.expected] as const))('the date %s', (text, expected) => {
    // In the year 128725 no date of the cases is far enough ahead to be capped, and none is an expiry that counts.
    const { expires } = parseSetCookie(`a=b; Expires=${text}`, 4e15) ?? {}
    expect(expires instanceof Date ? expires.toUTCString() : null).toBe(expected)
  })
})
