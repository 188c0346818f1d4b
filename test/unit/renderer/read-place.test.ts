import { expect, test } from 'vitest'
import { readPlace } from '../../../src-renderer/features/network/read-place.ts'

test.each([
  ['proxy.example', 'proxy.example', null],
  ['proxy.example:3128', 'proxy.example', '3128'],
  ['http://proxy.example:3128/', 'proxy.example', '3128'],
  ['socks5://10.0.0.1:1080', '10.0.0.1', '1080'],
  ['[::1]:8080', '[::1]', '8080'],
  ['::1', '::1', null],
  ['me:secret@proxy.example:1', 'me:secret@proxy.example:1', null],
])('what was typed as a host, %s, is %s with the port %s', (text, host, port) => {
  expect(readPlace(text)).toEqual({ host, port })
})
