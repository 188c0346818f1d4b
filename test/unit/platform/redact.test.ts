import { expect, test } from 'vitest'
import { redact, redactText } from '../../../src-main/platform/redact.ts'

test('addresses in a text lose their user names and passwords and the values of their queries', () => {
  const text = 'GET https://anna:ge@heim@a.example:8443/x?sig=abc&expires=1#part failed, then http://b@[::1]/?t=1 "x"'
  const shown = redactText(text)
  expect(shown).toBe('GET https://a.example:8443/x?sig=[hidden]&expires=[hidden]#part failed, then http://[::1]/?t=[hidden] "x"')
  expect(redactText('/api/v1/events?token=abc')).toBe('/api/v1/events?token=[hidden]')
  expect(redactText('mail to a@b.example, is it so? yes = no')).toBe('mail to a@b.example, is it so? yes = no')
})

test('values under telling names are hidden at any depth', () => {
  const facts = { job: { headers: { 'x-any': '1' }, list: [{ Authorization: 'Bearer a' }] }, apiKey: 'k', Cookie: 'c=1', n: 7 }
  expect(redact(facts)).toEqual({
    job: { headers: '[hidden]', list: [{ Authorization: '[hidden]' }] },
    apiKey: '[hidden]',
    Cookie: '[hidden]',
    n: 7,
  })
})

test('errors keep their facts and their cause, without secrets', () => {
  const cause = Object.assign(new Error('connect http://u:p@a.example/'), { code: 'ECONNRESET' })
  const shown = redact(new Error('no answer from /?token=abc', { cause }))
  expect(shown).toMatchObject({
    name: 'Error',
    message: 'no answer from /?token=[hidden]',
    cause: { code: 'ECONNRESET', message: 'connect http://a.example/' },
  })
  expect(JSON.stringify(shown)).not.toMatch(/abc|u:p/)
})

test('a value that holds itself ends', () => {
  const loop: Record<string, unknown> = { big: 10n }
  loop.self = loop
  expect(JSON.stringify(redact(loop))).toContain('[deeper]')
})

test.each([
  ['Authorization: Bearer abcdef', 'Authorization: [hidden]'],
  ['{"cookie": "a=b; c=d"}', '{"cookie": [hidden]'],
  ['proxy-authorization=Basic abc', 'proxy-authorization=[hidden]'],
  ['X-Api-Key: abc\nHost: a.example', 'X-Api-Key: [hidden]\nHost: a.example'],
  ['refused, password=abc', 'refused, password=[hidden]'],
  ['sent Basic dXNlcjpwYXNz to it', 'sent Basic [hidden] to it'],
  ['proxy user:pass@127.0.0.1:8080 refused', 'proxy 127.0.0.1:8080 refused'],
  ['a basic mistake; the token expired', 'a basic mistake; the token expired'],
  ['WWW-Authenticate: Basic realm="x"', 'WWW-Authenticate: Basic realm="x"'],
])('what a library quotes of a request keeps its credentials to itself: %s', (text, shown) => {
  expect(redactText(text)).toBe(shown)
})

test.each(['x', 'a-', 'token', 'key', '?'])('a long text of %s is redacted in time that grows with its length', (part) => {
  const text = part.repeat(1_000_000 / part.length)
  expect(redactText(text)).toBe(text)
})
