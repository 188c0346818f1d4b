import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  areSameWays,
  isProxyError,
  obstacleOf,
  originOf,
  scriptAddress,
  scriptWay,
  wholeWay,
} from '../../../src-main/electron/sign-in/page-ways.ts'
import type { ProxyRecord } from '../../../src-main/queue/ports.ts'

const record: ProxyRecord = {
  id: 'p',
  name: 'Office',
  kind: 'http',
  host: 'proxy.example',
  port: 8_080,
  username: '',
  password: null,
  createdAt: '2026-11-22T00:00:00.000Z',
}
const whole = (proxy: Partial<Parameters<typeof wholeWay>[0]['proxy']>, changes: Partial<ProxyRecord> = {}) =>
  wholeWay({ proxy: { use: 'p', bypass: [], hosts: [], ...proxy }, proxies: [{ ...record, ...changes }] })

describe('what Chromium can follow by itself', () => {
  test('the system, no proxy, and one proxy with its exceptions, of which Chromium has none of its own', () => {
    expect(whole({ use: 'system' })).toEqual({ mode: 'system' })
    expect(whole({ use: 'none' })).toEqual({ mode: 'direct' })
    expect(whole({ bypass: ['*.corp.example', 'a.example:8080', '10.0.0.0/8'] })).toEqual({
      mode: 'fixed_servers',
      proxyRules: 'http://proxy.example:8080',
      proxyBypassRules: '<-loopback>;*.corp.example;a.example:8080;10.0.0.0/8',
    })
  })

  test('this machine and names without a dot are excepted where the settings say so', () => {
    expect(whole({ bypass: ['<local>'] })?.proxyBypassRules).toBe('<-loopback>;<local>;localhost;*.localhost;127.0.0.0/8;[::1]')
  })

  test('an exception cannot smuggle in another one', () => {
    expect(whole({ bypass: ['a.example;*', 'b.example,*', 'c.example'] })?.proxyBypassRules).toBe('<-loopback>;c.example')
  })

  test('a proxy is named as an address, with its user name nowhere', () => {
    const rules = (changes: Partial<ProxyRecord>) => whole({}, changes)?.proxyRules
    expect(rules({ kind: 'https', username: 'anna', password: 'secret' })).toBe('https://proxy.example:8080')
    expect(rules({ kind: 'socks5', host: '::1' })).toBe('socks5://[::1]:8080')
    expect(rules({ kind: 'socks5', host: '[::1]' })).toBe('socks5://[::1]:8080')
    expect(rules({ host: 'büro.example' })).toBe('http://xn--bro-hoa.example:8080')
  })

  test('nothing else', () => {
    expect(whole({ hosts: [{ host: 'a.example', use: 'none' }] })).toBeNull()
    expect(whole({ use: 'environment' })).toBeNull()
    expect(whole({ use: 'gone' })).toBeNull()
    expect(whole({}, { kind: 'socks4' })).toBeNull()
    expect(whole({}, { kind: 'socks5', username: 'anna' })).toBeNull()
  })
})

test('pages can use every proxy but those that want a user name over SOCKS, or to be told addresses', () => {
  const obstacle = (kind: ProxyRecord['kind'], username = '', password = '') => obstacleOf({ kind, username, password })
  expect([obstacle('http', 'a', 'b'), obstacle('https', 'a', 'b'), obstacle('socks5')]).toEqual([null, null, null])
  expect([obstacle('socks5', 'a'), obstacle('socks5', '', 'b')]).toEqual(['socks-login', 'socks-login'])
  expect([obstacle('socks4'), obstacle('socks4', 'a')]).toEqual(['socks4', 'socks4'])
})

test('a way is looked up by origin, and WebSockets go the ways of pages', () => {
  expect(originOf('https://a.example/path?query')).toBe('https://a.example')
  expect(originOf('http://a.example:8080/')).toBe('http://a.example:8080')
  expect(originOf('wss://a.example/socket')).toBe('https://a.example')
  expect(originOf('ws://a.example/socket')).toBe('http://a.example')
  expect(['about:blank', 'data:,x', 'blob:https://a.example/1', 'nothing'].map(originOf)).toEqual([null, null, null, null])
})

test('the script answers for the origins that it has, and sends the others nowhere', () => {
  const ways = new Map([
    ['https://a.example', scriptWay({ kind: 'https', host: 'proxy.example', port: 443 })],
    ['http://a.example:8080', 'DIRECT'],
    ['http://[::1]:81', scriptWay({ kind: 'socks5', host: '::1', port: 1_080 })],
  ])
  const [type, source = ''] = scriptAddress(ways).split(';base64,')
  expect(type).toBe('data:application/x-ns-proxy-autoconfig')
  const ask = (url: string) => runInNewContext(`${Buffer.from(source, 'base64')}; FindProxyForURL(url, 'host')`, { url })
  expect(ask('https://a.example/')).toBe('HTTPS proxy.example:443')
  expect(ask('wss://a.example/')).toBe('HTTPS proxy.example:443')
  expect(ask('http://a.example:8080/path?query=https://a.example')).toBe('DIRECT')
  expect(ask('http://[::1]:81/')).toBe('SOCKS5 [::1]:1080')
  expect(ask('http://a.example/')).toBe('HTTPS 127.0.0.1:1')
  expect(ask('https://a.example.evil.example/')).toBe('HTTPS 127.0.0.1:1')
})

test('two answers are the same ways in whatever order and spelling', () => {
  expect(areSameWays('PROXY a:80;DIRECT', 'DIRECT; proxy A:80')).toBe(true)
  expect(areSameWays('SOCKS4 a:1', 'SOCKS a:1')).toBe(true)
  expect(areSameWays('PROXY a:80', 'DIRECT')).toBe(false)
  expect(areSameWays('PROXY a:80', 'PROXY a:80;DIRECT')).toBe(false)
})

test('a proxy’s errors are told from a server’s', () => {
  const ofProxies = ['ERR_PROXY_CONNECTION_FAILED', 'ERR_TUNNEL_CONNECTION_FAILED', 'ERR_SOCKS_CONNECTION_FAILED']
  expect([...ofProxies, 'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED'].every(isProxyError)).toBe(true)
  expect(['ERR_CONNECTION_REFUSED', 'ERR_CERT_AUTHORITY_INVALID', 'ERR_NAME_NOT_RESOLVED'].some(isProxyError)).toBe(false)
})
