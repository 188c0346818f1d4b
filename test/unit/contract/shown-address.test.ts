import { expect, test } from 'vitest'
import { reportAddress, textWithoutCredentials, withoutCredentials } from '../../../src-preload/contract/index.ts'

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

test('a shown address carries no user name and no password', () => {
  expect(withoutCredentials('https://user:secret@files.example/a?b=1')).toBe('https://files.example/a?b=1')
  expect(withoutCredentials('https://files.example/ä')).toBe('https://files.example/ä')
  expect(withoutCredentials('not an address')).toBe('not an address')
})

test.each([
  ['ftp://user:secret@files.example/a', 'ftp://files.example/a'],
  ['http://user:secret@', 'http://'],
  ['https://a:b:c@d@files.example/', 'https://files.example/'],
  ['user:secret@127.0.0.1:8080', '127.0.0.1:8080'],
  ['proxy=user:secret@[::1]:8080, "user:secret@files.example"', 'proxy=[::1]:8080, "files.example"'],
  ['mail to anna@files.example at 12:30', 'mail to anna@files.example at 12:30'],
  ['https://files.example/@anna?at=12:30', 'https://files.example/@anna?at=12:30'],
  ['C:\\Users\\anna@work\\Downloads', 'C:\\Users\\anna@work\\Downloads'],
  ['mailto:anna@files.example', 'mailto:anna@files.example'],
  ['mailto:user:secret@files.example', 'files.example'],
  ['no address', 'no address'],
])('no text carries them, whether or not its address can be read: %s', (text, shown) => {
  expect(textWithoutCredentials(text)).toBe(shown)
})

test.each(['x', '=a:', 'a-', ',a:b', '://', ' a:b'])('a long text of %s is read in time that grows with its length', (part) => {
  const text = `anna@files.example ${part.repeat(1_000_000 / part.length)}`
  expect(textWithoutCredentials(text)).toBe(text)
})
