import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Jar } from '../../../src-main/sessions/jar.ts'

const url = fc.constantFrom(
  'https://www.example.com/a/b',
  'http://example.com/',
  'http://127.0.0.1:8080/x',
  'http://[::1]/',
  'https://xn--bcher-kva.example/ü',
  'http://localhost/',
  'http://nas/',
  'https://github.io/%41',
)
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'a=1',
    'a=2',
    '=x',
    '__Host-a=1',
    'Domain=example.com',
    'domain=',
    'DOMAIN=[::1]',
    'Domain=xn--\u00fc',
    'Domain=..',
    'Domain=%',
  ),
  fc.constantFrom(
    'Path=/',
    'Path=/%zz',
    'path',
    'Secure',
    'Max-Age=0',
    'max-age=-9',
    'Max-Age=9e9',
    'Expires=x',
    'SameSite=none',
    'HttpOnly',
  ),
)
const field = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(';'))
const octets = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

test('no answer, however strange, breaks a jar: what it holds can be sent, shown and read again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ url, setCookies: fc.array(field, { maxLength: 4 }), isRefusal: fc.boolean() }), { maxLength: 8 }),
      (answers) => {
        const now = () => Date.UTC(2026, 0, 5)
        const jar = new Jar(now)
        for (const answer of answers) {
          jar.take({ ...answer, setCookies: answer.setCookies.map(octets), sequence: jar.begin() })
          const header = jar.header(answer.url, { isSameSite: true })
          expect(header ?? '').toMatch(/^[\t\x20-\x7e\x80-\xff]*$/)
        }
        const again = Jar.parse(jar.serialise(), now)
        expect(again?.values()).toEqual(jar.values())
        for (const answer of answers) {
          expect(again?.header(answer.url, { isSameSite: false })).toBe(jar.header(answer.url, { isSameSite: false }))
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
