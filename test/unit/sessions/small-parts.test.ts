import { describe, expect, test } from 'vitest'
import { isOneOf } from '../../../src-main/sessions/host-pattern.ts'
import { areOfOneSite } from '../../../src-main/sessions/same-site.ts'
import { mayBeStale } from '../../../src-main/sessions/staleness.ts'
import { nextTurns, orderOf } from '../../../src-main/sessions/turns.ts'

describe('turns', () => {
  const nobody = () => false

  test('side by side: everybody', () => {
    expect(nextTurns('side-by-side', ['a', 'a', 'b'], ['a'], nobody)).toEqual([0, 1, 2])
  })

  test('one by one: the first, once nothing is under way', () => {
    expect(nextTurns('one-by-one', ['a', 'b'], [], nobody)).toEqual([0])
    expect(nextTurns('one-by-one', ['a', 'b'], ['a'], nobody)).toEqual([])
    expect(nextTurns('one-by-one', [], [], nobody)).toEqual([])
  })

  test('tried: one for each host that has not shown what it does, and everybody for those that have', () => {
    const isProven = (host: string) => host === 'known'
    expect(nextTurns('tried', ['a', 'a', 'known', 'b', 'known'], ['b'], isProven)).toEqual([0, 2, 4])
  })

  test('are told by the mode, and of an automatic one by what it has come to be', () => {
    expect(orderOf({ mode: 'automatic', effectiveMode: 'shared' })).toBe('tried')
    expect(orderOf({ mode: 'automatic', effectiveMode: 'rotating' })).toBe('one-by-one')
    expect(orderOf({ mode: 'shared', effectiveMode: 'shared' })).toBe('side-by-side')
    expect(orderOf({ mode: 'exclusive', effectiveMode: 'exclusive' })).toBe('one-by-one')
  })
})

test.each([
  ['another value', 'a=1; b=1', 'a=2; b=1', true],
  ['one more', 'a=1', 'a=1; b=1', true],
  ['the first', null, 'a=1', true],
  ['fewer', 'a=1; b=1', 'b=1', false],
  ['none', 'a=1', null, false],
  ['the same in another order', 'a=1; b=1', 'b=1; a=1', false],
])('a refusal may be due to what was sent where now there is %s: %s → %s', (_, sent, now, expected) => {
  expect(mayBeStale(sent, now)).toBe(expected)
})

test.each([
  [['https://a.example.com', 'https://b.example.com'], true],
  [['https://a.example.com', 'http://a.example.com'], false],
  [['https://a.co.uk', 'https://b.co.uk'], false],
  [['https://someone.github.io', 'https://other.github.io'], false],
  [['http://127.0.0.1:1', 'http://127.0.0.1:2'], true],
  [['http://localhost', 'http://127.0.0.1'], false],
])('%j are of one site: %s', (origins, expected) => {
  expect(areOfOneSite(origins)).toBe(expected)
})

test.each([
  ['https://example.com/', true],
  ['https://example.com:8443/', true],
  ['https://other.example.com/', false],
  ['https://[::1]:8080/', true],
  ['https://[::1]/', false],
  ['http://secure.example.com/', false],
  ['https://secure.example.com/', true],
])('%s is one of the hosts: %s', (url, expected) => {
  expect(isOneOf(['example.com', '[::1]:8080', 'secure.example.com:443'], new URL(url))).toBe(expected)
})
