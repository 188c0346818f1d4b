import { expect, test } from 'vitest'
import { placeOfUrl, placesOfScript } from '../../../../src-main/transfer/worker/proxy-place.ts'

test.each([
  ['http://p', 'http', 'p', 80],
  ['p:3128', 'http', 'p', 3_128],
  ['https://p', 'https', 'p', 443],
  ['socks://p', 'socks5', 'p', 1_080],
  ['socks4a://p:9', 'socks4', 'p', 9],
  ['socks5h://[::1]:9', 'socks5', '::1', 9],
])('the address %s is a proxy of the kind %s', (address, kind, host, port) => {
  expect(placeOfUrl(address)).toMatchObject({ kind, host, port, username: '', password: '' })
})

test.each(['ftp://p', 'http://', 'p:99999', '::'])('the address %s is none', (address) => {
  expect(placeOfUrl(address)).toBeNull()
})

test('what a proxy script answers is read in its order; what is unknown is left out', () => {
  const ways = placesOfScript('PROXY a:8080; SOCKS5 b:1; QUIC c:443; HTTPS d; DIRECT')
  expect(ways.map((way) => (way === null ? 'direct' : `${way.kind} ${way.name}`))).toEqual([
    'http a:8080',
    'socks5 b:1',
    'https d:443',
    'direct',
  ])
  expect(placesOfScript('')).toEqual([])
})
