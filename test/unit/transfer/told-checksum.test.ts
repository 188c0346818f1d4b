import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { toldChecksum } from '../../../src-main/transfer/worker/told-checksum.ts'

const base64 = (algorithm: string) => createHash(algorithm).update('file').digest('base64')
const hex = (algorithm: string) => createHash(algorithm).update('file').digest('hex')
const whole = { isWhole: true, isCoded: false }
const part = { isWhole: false, isCoded: false }
const sha256 = { algorithm: 'sha-256', expected: hex('sha256') }

describe('Repr-Digest', () => {
  test('names the digest of the whole, on a part too', () => {
    const headers = { 'repr-digest': `sha-256=:${base64('sha256')}:` }
    expect(toldChecksum(headers, whole)).toEqual(sha256)
    expect(toldChecksum(headers, part)).toEqual(sha256)
  })

  test('with several digests gives a secure one, whatever their order; unknown and broken ones are passed over', () => {
    const several = `unixsum=:AAA=:, md5=:${base64('md5')}:, sha-512=:${base64('sha512')}:;a=1, sha-256=:${base64('sha256')}:`
    expect(toldChecksum({ 'repr-digest': several }, part)).toEqual(sha256)
    expect(toldChecksum({ 'repr-digest': `id-sha-256=:AAAA:, sha-512=:${base64('sha512')}:` }, part)).toEqual({
      algorithm: 'sha-512',
      expected: hex('sha512'),
    })
  })

  test.each([
    ['an insecure algorithm', `md5=:${base64('md5')}:`],
    ['another length than the algorithm has', 'sha-256=:AAAA:'],
    ['no byte sequence', `sha-256=${base64('sha256')}`],
    ['no dictionary at all', '=:::'],
    ['nothing', ''],
  ])('with %s says nothing', (_what, field) => {
    expect(toldChecksum({ 'repr-digest': field }, whole)).toBeNull()
  })
})

describe.each([
  ['Content-Digest', { 'content-digest': `sha-256=:${base64('sha256')}:` }, sha256],
  ['Digest with SHA-256', { digest: `SHA-256=${base64('sha256')}` }, sha256],
  [
    'Digest with names in any case',
    { digest: `UNIXsum=30637, sha=${base64('sha1')}` },
    { algorithm: 'sha-1', expected: hex('sha1') },
  ],
  ['Content-MD5', { 'content-md5': base64('md5') }, { algorithm: 'md5', expected: hex('md5') }],
] as const)('%s', (_name, headers, expected) => {
  test('counts where the answer is the whole file', () => {
    expect(toldChecksum(headers, whole)).toEqual(expected)
  })

  test('is not taken for the digest of the file on a part', () => {
    expect(toldChecksum(headers, part)).toBeNull()
  })
})

test('a digest of coded bytes says nothing about the decoded file', () => {
  const headers = { 'repr-digest': `sha-256=:${base64('sha256')}:`, 'content-md5': base64('md5') }
  expect(toldChecksum(headers, { isWhole: true, isCoded: true })).toBeNull()
})

test('a legacy field that cannot be read says nothing', () => {
  for (const digest of ['SHA-256', 'SHA-256=', `SHA-256=${hex('sha256')}`, '__proto__=AAAA', 'SHA-256=:AAAA:']) {
    expect(toldChecksum({ digest }, whole)).toBeNull()
  }
  expect(toldChecksum({ 'content-md5': `${base64('md5')}, ${base64('md5')}` }, whole)).toBeNull()
})
