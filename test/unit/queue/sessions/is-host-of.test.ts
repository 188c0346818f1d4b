import { expect, test } from 'vitest'
import { isHostOf } from '../../../../src-main/queue/sessions/is-host-of.ts'

test.each([
  ['a.example', 'a.example', true],
  ['a.example', 'a.example:8080', true],
  ['a.example:8080', 'a.example:8080', true],
  ['a.example:8080', 'a.example', false],
  ['a.example:443', 'a.example', true],
  ['a.example:80', 'a.example', true],
  ['a.example:80', 'a.example:8080', false],
  ['b.example', 'a.example', false],
  ['example', 'a.example', false],
  ['[::1]', '[::1]:8080', true],
  ['[::1]:80', '[::1]', true],
])(
  'a pattern without a port means each of a host’s ports, and the usual ones are those that are left out: %s, %s',
  (pattern, host, is) => {
    expect(isHostOf(pattern, host)).toBe(is)
  },
)
