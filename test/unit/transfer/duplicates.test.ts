import { expect, test } from 'vitest'
import { duplicatesIn } from '../../../src-main/transfer/worker/duplicates.ts'
import { toldChecksumOf } from '../../../src-main/transfer/worker/told-checksum.ts'

const own = 'http://own.example/dir/file'
const named = (link: string | undefined, url = own) => duplicatesIn([{ url, headers: link === undefined ? {} : { link } }])

test('duplicates come in the order of their priority, the preferred ones of one priority first', () => {
  const link = [
    '<http://last.example/f>; rel=duplicate',
    '<http://second.example/f>; rel=duplicate; pri=2; geo=de; depth=3',
    '<http://third.example/f>;rel="duplicate";pri=7',
    '<http://pref.example/f>; rel=duplicate; pref; pri=2',
    '<http://own.example/file.meta4>; rel=describedby; type="application/metalink4+xml"',
  ].join(', ')
  expect(named(link)).toEqual([
    'http://pref.example/f',
    'http://second.example/f',
    'http://third.example/f',
    'http://last.example/f',
  ])
})

test('what is no other http address of the file is left out', () => {
  const addresses = [
    'ftp://a.example/f',
    'file:///f',
    'javascript:x',
    'http://me:secret@a.example/f',
    own,
    `${own}#part`,
    'http://',
  ]
  expect(named(addresses.map((url) => `<${url}>; rel=duplicate`).join(', '))).toEqual([])
  expect(named('<http://a.example/f>; rel=next')).toEqual([])
  expect(named('<http://a.example/f>; title="rel=duplicate"')).toEqual([])
})

test('relative addresses are of the one that named them, and relations have no case', () => {
  expect(named('<../mirror/file>; REL="Duplicate other"')).toEqual(['http://own.example/mirror/file'])
})

test('over TLS no place without it is named', () => {
  const link = '<http://plain.example/f>; rel=duplicate; pri=1, <https://safe.example/f>; rel=duplicate'
  expect(named(link, 'https://own.example/file')).toEqual(['https://safe.example/f'])
})

test('few are taken, however many are named, and doubles once', () => {
  const link = Array.from({ length: 200 }, (_, index) => `<http://m${index >> 1}.example/f>; rel=duplicate`).join(', ')
  expect(named(link)).toEqual(['http://m0.example/f', 'http://m1.example/f', 'http://m2.example/f', 'http://m3.example/f'])
})

test.each([undefined, '', 'garbage', '<no end', '<a>; rel="open', '<>; rel=duplicate', ';;;,,,'])(
  'a field that says nothing names nothing: %s',
  (field) => {
    expect(named(field)).toEqual([])
  },
)

test('the first answer that names any is believed, and not the mirror to which it led', () => {
  const heads = [
    { url: own, headers: { link: '<http://a.example/f>; rel=duplicate' } },
    { url: 'http://a.example/f', headers: { link: '<http://evil.example/f>; rel=duplicate' } },
  ]
  expect(duplicatesIn(heads)).toEqual(['http://a.example/f'])
})

test('a redirect that names further places may name the digest of the file, and any other redirect may not', () => {
  const digest = `SHA-256=${Buffer.alloc(32, 7).toString('base64')}`
  const facts = { isWhole: false, isCoded: false }
  const hop = (headers: Record<string, string>) => toldChecksumOf({ headers: {}, linking: [{ url: own, headers }] }, facts)
  expect(hop({ digest, link: '<http://a.example/f>; rel=duplicate' })).toEqual({
    algorithm: 'sha-256',
    expected: '07'.repeat(32),
  })
  expect(hop({ digest, link: '<http://a.example/f>; rel=next' })).toBeNull()
  expect(toldChecksumOf({ headers: {} }, facts)).toBeNull()
})
