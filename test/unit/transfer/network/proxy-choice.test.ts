import { describe, expect, test } from 'vitest'
import type { NetworkRules, ProxyRecord } from '../../../../src-main/queue/ports.ts'
import { proxyFor } from '../../../../src-main/transfer/worker/proxy-choice.ts'

const record = (id: string): ProxyRecord => ({
  id,
  name: `Proxy ${id}`,
  kind: 'http',
  host: 'proxy.example',
  port: 3_128,
  username: '',
  password: null,
  createdAt: '2026-11-22T00:00:00.000Z',
})

const proxies = [record('one'), record('two')]
const settings = (changes: Partial<NetworkRules['proxy']> = {}): NetworkRules['proxy'] => ({
  use: 'one',
  bypass: ['<local>'],
  hosts: [],
  ...changes,
})
/** What a request would go through, in a word. */
function wayOf(url: string, changes: Partial<NetworkRules['proxy']> = {}, own?: string, environment: NodeJS.ProcessEnv = {}) {
  const choice = proxyFor(new URL(url), own, { proxy: settings(changes), proxies }, environment)
  if (choice.kind === 'proxy') return choice.proxy.id ?? `${choice.proxy.kind} ${choice.proxy.name}`
  return choice.kind === 'unusable' ? `unusable ${choice.name}` : choice.kind
}

describe('which way a request goes', () => {
  test('is what the settings say for all', () => {
    expect(wayOf('http://a.example/')).toBe('one')
    expect(wayOf('http://a.example/', { use: 'none' })).toBe('direct')
    expect(wayOf('http://a.example/', { use: 'system' })).toBe('system')
  })

  test('is straight to what is excepted, where the settings name a proxy', () => {
    expect(wayOf('http://localhost:8080/')).toBe('direct')
    expect(wayOf('http://nas/')).toBe('direct')
    expect(wayOf('http://a.example/', { bypass: ['*.example'] })).toBe('direct')
  })

  test('is what a host has of its own, before all exceptions; the first that fits counts', () => {
    const hosts = [
      { host: '*.example', use: 'two' },
      { host: 'a.example', use: 'none' },
    ]
    expect(wayOf('http://a.example/', { hosts, bypass: ['*'] })).toBe('two')
    expect(wayOf('http://localhost/', { hosts: [{ host: 'localhost', use: 'one' }] })).toBe('one')
    expect(wayOf('http://b.test/', { hosts })).toBe('one')
  })

  test('is the job’s own above everything', () => {
    const hosts = [{ host: '*', use: 'none' }]
    expect(wayOf('http://localhost/', { hosts }, 'two')).toBe('two')
    expect(wayOf('http://a.example/', {}, 'none')).toBe('direct')
  })

  test('is none at all where the proxy that is wanted is not there', () => {
    expect(wayOf('http://a.example/', { use: 'gone' })).toBe('unusable gone')
    expect(wayOf('http://a.example/', {}, 'gone')).toBe('unusable gone')
  })
})

describe('the environment', () => {
  const environment = { HTTP_PROXY: 'http://p:8080', https_proxy: 'socks5h://me:se%3Acret@q', ALL_PROXY: 'r:1', no_proxy: '' }
  const ask = (url: string, changes: NodeJS.ProcessEnv = {}) =>
    wayOf(url, { use: 'environment' }, undefined, { ...environment, ...changes })

  test('names a proxy for each scheme, lower case before upper case, and one for all others', () => {
    expect(ask('http://a.example/')).toBe('http p:8080')
    expect(ask('http://a.example/', { http_proxy: 'http://lower:1' })).toBe('http lower:1')
    expect(ask('https://a.example/')).toBe('socks5 q:1080')
    expect(ask('https://a.example/', { https_proxy: '' })).toBe('http r:1')
  })

  test('is signed in with what stands in it, and never called by that', () => {
    const choice = proxyFor(new URL('https://a.example/'), 'environment', { proxy: settings(), proxies }, environment)
    expect(choice).toMatchObject({ proxy: { username: 'me', password: 'se:cret', name: 'q:1080', id: null } })
  })

  test.each([
    ['example.org', 'http://example.org/', true],
    ['example.org', 'http://www.example.org/', true],
    ['.example.org', 'http://www.example.org/', true],
    ['*.example.org', 'http://example.org/', true],
    ['example.org', 'http://badexample.org/', false],
    ['example.org:81', 'http://example.org:81/', true],
    ['example.org:81', 'http://example.org/', false],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['fd00::/8', 'http://[fd12::1]/', true],
    ['::1', 'http://[::1]:8080/', true],
    ['a.test, b.test', 'http://b.test/', true],
    ['*', 'http://anything.example/', true],
  ])('excepts with no_proxy=%s %s: %s', (no_proxy, url, isDirect) => {
    expect(ask(url, { no_proxy })).toBe(isDirect ? 'direct' : 'http p:8080')
  })

  test('that names what is no proxy stops a request instead of letting it go straight', () => {
    expect(ask('http://a.example/', { HTTP_PROXY: 'ftp://x' })).toBe('unusable environment')
  })

  test('holds where no system can be asked', () => {
    const choice = proxyFor(new URL('http://a.example/'), 'system', { proxy: settings(), proxies }, environment)
    expect(choice).toMatchObject({ kind: 'system', otherwise: { kind: 'proxy', proxy: { name: 'p:8080' } } })
  })
})
