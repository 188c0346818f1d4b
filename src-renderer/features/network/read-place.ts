import type { ProxyKind } from '../../../src-preload/contract/index.ts'

/** What proxies of a kind usually listen on. */
export const usualPort: Readonly<Record<ProxyKind, number>> = { http: 8080, https: 443, socks4: 1080, socks5: 1080 }

/** The host and the port in what was typed or pasted as a host: people copy `host:port` and whole addresses. */
export function readPlace(text: string): { readonly host: string; readonly port: string | null } {
  const [, host, port] = /^\s*(?:[a-z][a-z0-9]*:\/\/)?((?:\[[0-9a-f:.]+\])|[^\s/:@]+):(\d{1,5})\/?\s*$/i.exec(text) ?? []
  return host === undefined || port === undefined ? { host: text, port: null } : { host, port }
}
