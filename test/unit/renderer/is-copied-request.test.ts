import { expect, test } from 'vitest'
import { isCopiedRequest } from '../../../src-renderer/features/add/is-copied-request.ts'

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
