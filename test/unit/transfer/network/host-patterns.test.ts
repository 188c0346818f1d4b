import { describe, expect, test } from 'vitest'
import { fits, isLoopback, targetOf } from '../../../../src-main/transfer/worker/host-patterns.ts'

describe('a pattern', () => {
  test.each([
    ['a.example', 'http://a.example/', true],
    ['a.example', 'http://b.a.example/', false],
    ['*.a.example', 'http://b.a.example/', true],
    ['*.a.example', 'http://a.example/', false],
    ['*.a.example', 'http://xa.example/', false],
    ['a.example:8443', 'https://a.example:8443/', true],
    ['a.example:443', 'https://a.example/', true],
    ['a.example:80', 'https://a.example/', false],
    ['127.0.0.1', 'http://127.0.0.1:99/', true],
    ['[::1]:99', 'http://[::1]:99/', true],
    ['[0:0::1]', 'http://[::1]/', true],
    ['192.168.0.0/16', 'http://192.168.7.7/', true],
    ['192.168.0.0/16', 'http://[::ffff:192.168.7.7]/', true],
    ['192.168.0.0/16', 'http://files.example/', false],
    ['0.0.0.0/0', 'http://files.example/', false],
    ['<local>', 'http://printer/', true],
    ['<local>', 'http://app.localhost/', true],
    ['<local>', 'http://127.8.8.8/', true],
    ['<local>', 'http://10.0.0.1/', false],
    ['<local>', 'http://a.example/', false],
  ])('%s and %s: %s', (pattern, url, isMeant) => {
    expect(fits(pattern, targetOf(new URL(url)))).toBe(isMeant)
  })

  test('this machine is known by its names and addresses alone', () => {
    expect(['localhost', 'x.localhost', '127.0.0.1', '::1'].every(isLoopback)).toBe(true)
    expect(['localhost.example', '128.0.0.1', 'files.example'].some(isLoopback)).toBe(false)
  })
})
