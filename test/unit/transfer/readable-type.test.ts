import { deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isReadableType, looksReadable } from '../../../src-main/transfer/worker/readable-type.ts'

test.each([
  'text/html',
  'text/csv',
  'application/xhtml+xml',
  'application/rss+xml',
  'application/xml',
  'application/feed+json',
  'application/json',
  'application/metalink4+xml',
  'application/dash+xml',
  'application/x-ndjson',
  'application/vnd.apple.mpegurl',
  'application/x-mpegurl',
  'audio/mpegurl',
  'audio/x-mpegurl',
  'audio/x-scpls',
])('%s is text', (type) => {
  expect(isReadableType(type)).toBe(true)
})

test.each([
  'video/mp4',
  'audio/mpeg',
  'image/png',
  'application/pdf',
  'application/zip',
  'application/x-bittorrent',
  'video/mp2t',
])('%s is none', (type) => {
  expect(isReadableType(type)).toBe(false)
})

test.each(['', 'application/octet-stream', 'text/plain'])('of "%s" the bytes have to say', (type) => {
  expect(isReadableType(type)).toBeNull()
})

test.each([
  ['a playlist', Buffer.from('#EXTM3U\n#EXT-X-VERSION:3\n')],
  ['umlauts in an old charset', Buffer.from('Stra\xdfe;M\xfcnchen\r\n', 'latin1')],
  ['UTF-16 with its mark', Buffer.from('\ufeff<rss>', 'utf16le')],
  ['nothing at all', Buffer.alloc(0)],
])('%s looks like text', (_, bytes) => {
  expect(looksReadable(bytes)).toBe(true)
})

test.each([
  ['an MP3', Buffer.from('ID3\x04\x00\x00\x00\x00\x0f\x76TIT2', 'latin1')],
  ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', 'latin1')],
  ['a PDF, which begins like text', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n', 'latin1')],
  ['gzip', gzipSync('text')],
  ['a deflated stream', deflateSync(Buffer.alloc(3_000, 'so much text ').fill('x', 9))],
  [
    'an archive that begins with a name',
    Buffer.concat([Buffer.from('folder/file.txt'), Buffer.alloc(85), Buffer.from('0000644')]),
  ],
])('%s does not', (_, bytes) => {
  expect(looksReadable(bytes)).toBe(false)
})
