import { expect, test } from 'vitest'
import { reportAddress } from '../../../src-preload/contract/index.ts'

test.each([
  ['https://user:pass@a.example/f.bin', 'https://a.example/f.bin'],
  ['https://a.example/f.bin?id=7&token=abc#part', 'https://a.example/f.bin?id=7&token=…'],
  [
    'https://s3.example/f?X-Amz-Signature=1234&X-Amz-Credential=k&versionId=9',
    'https://s3.example/f?X-Amz-Signature=…&X-Amz-Credential=…&versionId=9',
  ],
  ['https://a.example/f?access%5Ftoken=1&api_key=2&PASSWORD=3', 'https://a.example/f?access%5Ftoken=…&api_key=…&PASSWORD=…'],
  ['https://a.example/f?monkey=1&design=2&%FF=3', 'https://a.example/f?monkey=1&design=2&%FF=3'],
  ['https://a.example/f?token', 'https://a.example/f?token'],
  ['no address', 'no address'],
])('an address in a report holds nothing that opens a door: %s', (address, shown) => {
  expect(reportAddress(address)).toBe(shown)
})
