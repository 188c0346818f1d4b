import { expect, test } from 'vitest'
import { readChallenges } from '../../../../src-main/sessions/authorization/challenges.ts'
import {
  type DigestChallenge,
  digestChallenge,
  digestField,
  readDigest,
} from '../../../../src-main/sessions/authorization/digest.ts'

function challengeOf(field: string): DigestChallenge {
  const [read] = readChallenges([field])
  const challenge = read === undefined ? null : digestChallenge(read)
  if (challenge === null) throw new Error('no challenge that can be answered')
  return challenge
}

const params = (field: string) => Object.fromEntries(readChallenges([field])[0]?.params ?? [])

/** RFC 7616 §3.9.1. */
const mufasa = {
  method: 'GET',
  uri: '/dir/index.html',
  username: 'Mufasa',
  secret: 'Circle of Life',
  count: 1,
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
}
const example = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
  'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'

test('the example of RFC 7616 §3.9.1 is answered as it says, with MD5 and with SHA-256', () => {
  expect(params(digestField({ ...mufasa, challenge: challengeOf(example('MD5')) }))).toEqual({
    username: 'Mufasa',
    realm: 'http-auth@example.org',
    uri: '/dir/index.html',
    algorithm: 'MD5',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    nc: '00000001',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    qop: 'auth',
    response: '8ca523f5e9506fed4657c9700eebdbec',
    opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
  })
  expect(params(digestField({ ...mufasa, challenge: challengeOf(example('SHA-256')) })).response).toBe(
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  )
})

test('a hashed name goes as RFC 7616 §3.9.2 has it', () => {
  const challenge = challengeOf(
    'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, ' +
      'nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true',
  )
  const field = digestField({
    challenge,
    method: 'GET',
    uri: '/doe.json',
    username: Buffer.from('Jäsøn Doe', 'utf8').toString('latin1'),
    secret: 'Secret, or not?',
    count: 1,
    cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm',
  })
  expect(params(field)).toMatchObject({
    userhash: 'true',
    username: '793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b',
  })
})

test('the older example, of RFC 2617, is answered with its MD5', () => {
  const field = digestField({
    ...mufasa,
    secret: 'Circle Of Life',
    cnonce: '0a4f113b',
    challenge: challengeOf('Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'),
  })
  expect(params(field).response).toBe('6629fae49393a05397450978507c4ef1')
  expect(field).not.toContain('algorithm')
})

test('a server without qop gets the answer of RFC 2069', () => {
  const field = digestField({ ...mufasa, challenge: challengeOf('Digest realm="a", nonce="b"') })
  expect(Object.keys(params(field))).toEqual(['username', 'realm', 'uri', 'nonce', 'response'])
})

test('what cannot be answered is no challenge', () => {
  for (const field of [
    'Digest realm="a", nonce="b", qop="auth-int"',
    'Digest realm="a", nonce="b", algorithm=SHA-1',
    'Digest realm="a", nonce="b", algorithm=MD5-sess',
    'Digest realm="a"',
    'Basic realm="a"',
  ]) {
    expect([field, readChallenges([field]).map(digestChallenge)]).toEqual([field, [null]])
  }
})

test('names with quotes and beyond ASCII go as the RFCs write them', () => {
  const challenge = challengeOf('Digest realm="say \\"a\\"", nonce="b", qop=auth')
  expect(digestField({ ...mufasa, username: 'M"u', challenge })).toMatch(/^Digest username="M\\"u", realm="say \\"a\\""/)
  const octets = Buffer.from('Jäsøn Doe', 'utf8').toString('latin1')
  expect(digestField({ ...mufasa, username: octets, challenge })).toMatch(/^Digest username\*=UTF-8''J%C3%A4s%C3%B8n%20Doe, /)
})

test('a field that was sent is known for its own user, secret and method', () => {
  for (const algorithm of ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess', 'SHA-512-256']) {
    const sent = readDigest(digestField({ ...mufasa, count: 31, challenge: challengeOf(example(algorithm)) }))
    expect(sent).toMatchObject({ realm: 'http-auth@example.org', count: 31 })
    expect(sent?.isOf('Mufasa', 'Circle of Life', 'GET')).toBe(true)
    expect(sent?.isOf('Mufasa', 'Circle of Life', 'HEAD')).toBe(false)
    expect(sent?.isOf('Mufasa', 'other', 'GET')).toBe(false)
    expect(sent?.isOf('Nala', 'Circle of Life', 'GET')).toBe(false)
  }
  expect(readDigest('Basic QTpC')).toBeNull()
})
