import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChallenges } from '../../../../src-main/sessions/authorization/challenges.ts'

const read = (...fields: string[]) => readChallenges(fields).map(({ scheme, params }) => [scheme, Object.fromEntries(params)])

test('a field may hold one challenge or several, and there may be several fields', () => {
  expect(read('Basic realm="files"')).toEqual([['basic', { realm: 'files' }]])
  expect(read('Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"')).toEqual([
    ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
    ['basic', { realm: 'simple' }],
  ])
  expect(read('Negotiate', 'DIGEST Realm = "a, b=c" , qop="auth,auth-int",nonce="x=="', 'NTLM TlRMTVNTUA==, Bearer')).toEqual([
    ['negotiate', {}],
    ['digest', { realm: 'a, b=c', qop: 'auth,auth-int', nonce: 'x==' }],
    ['ntlm', {}],
    ['bearer', {}],
  ])
})

test('of a parameter that comes twice the first counts', () => {
  expect(read('Basic realm="a", realm="b"')).toEqual([['basic', { realm: 'a' }]])
})

test('what cannot be read is passed over', () => {
  expect(read('"what" is=this, Basic realm="ok"').at(-1)).toEqual(['basic', { realm: 'ok' }])
  expect(read(', , Basic realm=plain,, charset="UTF-8"')).toEqual([['basic', { realm: 'plain', charset: 'UTF-8' }]])
  expect(read('')).toEqual([])
})

test('any field is answered, a long one too', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void read(text, `Digest ${text}`)))
  for (const piece of ['a', ' ', ',', '"', '\\', '=', 'a=', 'a ', 'a="', 'Basic ']) read(piece.repeat(64_000 / piece.length))
})
