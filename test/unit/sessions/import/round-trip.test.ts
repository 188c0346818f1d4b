import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeptCookie } from '../../../../src-main/queue/ports.ts'
import { jsonText } from '../../../../src-main/sessions/export/json.ts'
import { netscapeText } from '../../../../src-main/sessions/export/netscape.ts'
import { recogniseCookies } from '../../../../src-main/sessions/import/recognise.ts'

const nowMs = Date.UTC(2026, 10, 22)

const label = fc.stringMatching(/^[a-z][a-z0-9_-]{0,10}[a-z0-9]$/)
const domain = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.')),
  fc.constantFrom('xn--bcher-kva.example', '127.0.0.1', '[::1]'),
)
/** What a jar may hold, RFC 6265bis §5.6: neither control characters nor a semicolon; and nothing longer than 400 days, §5.5. */
const text = (excluded: RegExp) =>
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((drawn) =>
    drawn
      .replace(excluded, '')
      .replace(/[\p{Cc}\u2028\u2029]/gu, '')
      .trim(),
  )

const cookie: fc.Arbitrary<KeptCookie> = fc
  .record({
    name: text(/[;=]/g).filter((name) => name !== ''),
    value: text(/;/g),
    domain,
    path: text(/;/g).map((path) => `/${path}`),
    expires: fc.option(
      fc.integer({ min: nowMs + 1, max: nowMs + 400 * 86_400_000 }).map((ms) => new Date(ms).toISOString()),
      { nil: null },
    ),
    secure: fc.boolean(),
    httpOnly: fc.boolean(),
    hostOnly: fc.boolean(),
    sameSite: fc.constantFrom('strict', 'lax', 'none', null),
  })
  .map((drawn) => ({ ...drawn, hostOnly: drawn.hostOnly || /^[[\d]/.test(drawn.domain), changedAt: null }))

const cookies = fc.uniqueArray(cookie, {
  maxLength: 20,
  selector: ({ name, domain: host, path }) => JSON.stringify([name, host, path]),
})

test('cookies written as JSON come back as they were', () => {
  fc.assert(
    fc.property(cookies, (kept) => {
      const back = recogniseCookies(jsonText(kept), null, nowMs)
      expect(back.problems).toEqual([])
      expect(back.cookies.map((one) => ({ ...one, changedAt: null }))).toEqual(kept)
    }),
    { numRuns: 300 },
  )
})

test('cookies written as a cookies.txt come back as they were, to the second and without SameSite', () => {
  fc.assert(
    fc.property(cookies, (kept) => {
      const back = recogniseCookies(netscapeText(kept), null, nowMs)
      expect(back.problems).toEqual([])
      const inSeconds = kept.map(({ expires, ...one }) => ({
        ...one,
        expires: expires === null ? null : new Date(Math.ceil(Date.parse(expires) / 1_000) * 1_000).toISOString(),
        sameSite: null,
      }))
      expect(back.cookies.map((one) => ({ ...one, changedAt: null }))).toEqual(inSeconds)
    }),
    { numRuns: 300 },
  )
})

test('a jar without cookies is written as a file that is known for what it is', () => {
  expect(recogniseCookies(netscapeText([]), null, nowMs)).toMatchObject({ format: 'netscape', cookies: [] })
  expect(recogniseCookies(jsonText([]), null, nowMs)).toMatchObject({ format: 'json', cookies: [] })
})
