import type { ProxyConfig } from 'electron'
import { assertNever } from '../../queue/assert-never.ts'
import type { NetworkRules, ProxyPlace } from '../../queue/ports.ts'

/** Why a page cannot take the way that downloads take. */
export type Obstacle =
  /** Chromium knows SOCKS without user names alone. */
  | 'socks-login'
  /** Over SOCKS 4 Chromium looks names up itself, past the proxy that alone is to know them. */
  | 'socks4'
  /** The proxy that is wanted is not there. */
  | 'missing'
  /** Chromium did not take it: its own rules send requests to this machine straight there. */
  | 'not-taken'

/** What a page meets at a proxy that downloads can use; null where nothing. */
export function obstacleOf({ kind, username, password }: Pick<ProxyPlace, 'kind' | 'username' | 'password'>): Obstacle | null {
  switch (kind) {
    case 'http':
    case 'https':
      return null
    case 'socks4':
      return 'socks4'
    case 'socks5':
      return username === '' && password === '' ? null : 'socks-login'
    default:
      return assertNever(kind)
  }
}

/** What this machine and names without a dot are to Chromium, whose own `<local>` is the latter alone. */
const local = ['<local>', 'localhost', '*.localhost', '127.0.0.0/8', '[::1]']

/**
 * The settings as Chromium can follow them by itself; null where each request has to be looked at: where hosts have ways
 * of their own, where the environment says the way, and where no page can go there.
 */
export function wholeWay({
  proxy: { use, bypass, hosts },
  proxies,
}: Pick<NetworkRules, 'proxy' | 'proxies'>): ProxyConfig | null {
  if (hosts.length > 0) return null
  if (use === 'system') return { mode: 'system' }
  if (use === 'none') return { mode: 'direct' }
  const record = proxies.find(({ id }) => id === use)
  if (record === undefined || obstacleOf({ ...record, password: record.password ?? '' }) !== null) return null
  const exceptions = bypass.flatMap((pattern) => (pattern === '<local>' ? local : [pattern]))
  return {
    mode: 'fixed_servers',
    proxyRules: `${record.kind}://${authorityOf(record)}`,
    // The first takes Chromium's own exceptions back; what contains a separator would be read as two, and fits no host.
    proxyBypassRules: ['<-loopback>', ...exceptions.filter((pattern) => !/[,;]/.test(pattern))].join(';'),
  }
}

const scriptWords = { http: 'PROXY', https: 'HTTPS', socks4: 'SOCKS', socks5: 'SOCKS5' } as const

/** A proxy as scripts name it. */
export function scriptWay(place: Pick<ProxyPlace, 'kind' | 'host' | 'port'>): string {
  return `${scriptWords[place.kind]} ${authorityOf(place)}`
}

/** The part of an address that its way depends on; WebSockets go the ways of pages. Null for what goes nowhere. */
export function originOf(url: string): string | null {
  const parsed = URL.parse(url.replace(/^ws/i, 'http'))
  return parsed === null || parsed.host === '' || !/^https?:$/.test(parsed.protocol) ? null : parsed.origin
}

/**
 * A script with the ways to origins (the `FindProxyForURL` of proxy scripts), as an address. Whoever is not among them is
 * not to be reached: the way of last resort leads nowhere.
 */
export function scriptAddress(ways: ReadonlyMap<string, string>): string {
  const script = `const ways = new Map(${JSON.stringify([...ways])});
function FindProxyForURL(url) {
  const [origin] = /^https?:\\/\\/[^/]*/.exec(url.replace(/^ws/, 'http')) || [];
  return ways.get(origin) || 'HTTPS 127.0.0.1:1';
}
`
  return `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}`
}

/** Whether two answers of a script name the same ways. Those that failed lately stand behind the others. */
export function areSameWays(some: string, others: string): boolean {
  const normal = (answer: string) =>
    answer
      .split(';')
      .map((way) =>
        way
          .trim()
          .replace(/^SOCKS4 /i, 'SOCKS ')
          .toLowerCase(),
      )
      .filter((way) => way !== '')
      .sort()
      .join()
  return normal(some) === normal(others)
}

/** Whether Chromium's name of an error says that it is the proxy's. */
export function isProxyError(name: string): boolean {
  return /^ERR_(?:PROXY|TUNNEL|SOCKS|PAC|MANDATORY_PROXY|NO_SUPPORTED_PROXIES|UNABLE_TO_REUSE_CONNECTION_FOR_PROXY)/.test(name)
}

/** `host:port` as Chromium writes it: names of other alphabets in letters of this one, IPv6 in brackets. */
export function authorityOf({ host, port }: Pick<ProxyPlace, 'host' | 'port'>): string {
  const literal = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return `${URL.parse(`http://${literal}`)?.hostname ?? literal}:${port}`
}
