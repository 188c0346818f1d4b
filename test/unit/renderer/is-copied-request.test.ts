import { expect, test } from 'vitest'
import { isCopiedList, isCopiedRequest } from '../../../src-renderer/features/add/is-copied-request.ts'

test('a curl command is known, however it was copied', () => {
  for (const text of [
    "curl 'https://a.example/x'",
    '\n curl.exe ^"https://a.example^" ^',
    '$ curl a.example',
    'PS C:\\> curl https://a.example',
  ]) {
    expect([text, isCopiedRequest(text)]).toEqual([text, true])
  }
})

test('links are none, whatever they are about', () => {
  for (const text of [
    'https://curl.se/download/curl-8.0.zip',
    'https://a.example/?q=$ curl',
    'see: curl is at https://curl.se',
    'curl',
    '',
  ]) {
    expect([text, isCopiedRequest(text)]).toEqual([text, false])
  }
})

test.each([
  "curl -H 'X-Key: k' -O https://a.example/1 -O https://a.example/2",
  "curl 'https://a.example/1' -H 'Referer: https://b.example/' ;\ncurl 'https://a.example/2'",
  'curl ^"https://a.example/1^" ^\r\n  -H ^"accept: */*^" &\r\ncurl ^"https://a.example/2^" ^\r\n',
  '$ curl a.example/1\n$ curl a.example/2',
])('%j fetches several files', (text) => {
  expect(isCopiedList(text)).toBe(true)
})

test.each([
  "curl 'https://a.example/1' \\\n  -H 'Referer: https://b.example/' \\\n  -H 'Origin: https://b.example' -b 'from=https://c.example'",
  'curl -e https://b.example/ https://a.example/1 --proxy=http://127.0.0.1:1',
  'curl -x "http://127.0.0.1:1" https://a.example/?to=https://b.example/',
  'curl ^"https://a.example/1^" ^\r\n  -H ^"Referer: https://b.example/^" -b ^"to=https://c.example^"',
  'https://a.example/1 https://a.example/2',
])('%j does not', (text) => {
  expect(isCopiedList(text)).toBe(false)
})
