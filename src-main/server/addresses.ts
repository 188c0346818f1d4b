import type { AddressInfo } from 'node:net'

/** `address:port` of RFC 3986 §3.2.2: IPv6 addresses stand in brackets. */
export function authorityOf(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** The `address:port` that a person on this machine opens: loopback where the server bound all addresses. */
export function openableAddress({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0') return authorityOf('127.0.0.1', port)
  return authorityOf(address === '::' ? '::1' : address, port)
}
