import { expect, test } from 'vitest'
import { type HostFacts, isAuthority, isKnownHost, isKnownOrigin, isLoopback } from '../../../src-main/server/host-rules.ts'

const loopback: HostFacts = { boundHost: '127.0.0.1', allowedHosts: [], localAddress: '127.0.0.1', localPort: 6880 }
const everywhere: HostFacts = { ...loopback, boundHost: '0.0.0.0', localAddress: '192.168.1.5' }

test.each(['127.0.0.1:6880', 'localhost:6880', '[::1]:6880', 'LocalHost:6880'])('on loopback %s is known', (host) => {
  expect(isKnownHost(host, loopback)).toBe(true)
})

test.each([
  undefined,
  '',
  'localhost',
  'localhost:6881',
  'localhost.:6880',
  'localhost:6880:6880',
  'localhost:06880x',
  'localhost:99999',
  '127.0.0.1.evil.example:6880',
  'a@localhost:6880',
  'localhost:6880/path',
  ' localhost:6880',
  '2130706433:6880',
  '[::ffff:127.0.0.1]:6880',
])('on loopback the host “%s” is a stranger', (host) => {
  expect(isKnownHost(host, loopback)).toBe(false)
})

test('on port 80 the port may be left out', () => {
  expect(isKnownHost('localhost', { ...loopback, localPort: 80 })).toBe(true)
})

test('bound everywhere, the address the connection came to is known, and no loopback name', () => {
  expect(isKnownHost('192.168.1.5:6880', everywhere)).toBe(true)
  expect(isKnownHost('192.168.1.6:6880', everywhere)).toBe(false)
  expect(isKnownHost('localhost:6880', everywhere)).toBe(false)
  expect(isKnownHost('localhost:6880', { ...everywhere, localAddress: '::ffff:127.0.0.1' })).toBe(true)
})

test('the name the server was bound by is known', () => {
  expect(isKnownHost('nas.home:6880', { ...everywhere, boundHost: 'NAS.home' })).toBe(true)
})

test('an origin is known when it is the very page the host names', () => {
  const facts = { ...loopback, allowedHosts: ['staffel.example'] }
  expect(isKnownOrigin('https://staffel.example', 'staffel.example', facts)).toBe(true)
  expect(isKnownOrigin('http://staffel.example:8080', 'staffel.example:8080', facts)).toBe(true)
})

test('another server under an allowed name is not this one', () => {
  const facts = { ...loopback, allowedHosts: ['staffel.example'] }
  expect(isKnownOrigin('http://staffel.example:9000', 'staffel.example', facts)).toBe(false)
})

test('an origin with an exactly allowed port is known beside any known host', () => {
  const facts = { ...loopback, allowedHosts: ['staffel.example:8443'] }
  expect(isKnownOrigin('https://staffel.example:8443', 'localhost:6880', facts)).toBe(true)
})

test.each([
  'null',
  '',
  'http://',
  'http://localhost',
  'https://localhost',
  'ws://localhost:6880',
  'http://localhost:6880/',
  'http://evil.example:6880',
])('the origin “%s” is a stranger', (origin) => {
  expect(isKnownOrigin(origin, 'localhost:6880', loopback)).toBe(false)
})

test('loopback is told from other networks', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '10.0.0.1', '::', '128.0.0.1', 'fe80::1'].some(isLoopback)).toBe(false)
})

test('an allowed host is a name or address with or without a port', () => {
  expect(['nas', 'nas.home:80', '10.0.0.1', '[fe80::1]:6880'].every(isAuthority)).toBe(true)
  expect(['', 'http://nas', 'nas:port', 'nas/x', '*.home', 'nas:70000'].some(isAuthority)).toBe(false)
})
