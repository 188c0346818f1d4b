import type { NetworkRules, ProxyChoice, ProxyUse } from '../protocol.ts'
import { proxyOfEnvironment } from './environment-proxy.ts'
import { fits, targetOf } from './host-patterns.ts'
import { placeOfRecord, placeOfUrl } from './proxy-place.ts'

const direct: ProxyChoice = { kind: 'direct' }

/**
 * The way of a request to a URL. What is said nearest to it counts: the job's own word (absent where it has none), the
 * host's, and then that for all, which has exceptions where it names a proxy.
 */
export function proxyFor(
  url: URL,
  own: ProxyUse | undefined,
  { proxy: settings, proxies }: Pick<NetworkRules, 'proxy' | 'proxies'>,
  environment: Readonly<Record<string, string | undefined>>,
): ProxyChoice {
  const target = targetOf(url)
  const near = own ?? settings.hosts.find(({ host }) => fits(host, target))?.use
  const use = near ?? settings.use
  switch (use) {
    case 'none':
      return direct
    case 'environment':
      return ofEnvironment(url, environment)
    case 'system':
      return { kind: 'system', otherwise: ofEnvironment(url, environment) }
    default: {
      if (near === undefined && settings.bypass.some((pattern) => fits(pattern, target))) return direct
      const record = proxies.find(({ id }) => id === use)
      return record === undefined ? { kind: 'unusable', name: use } : { kind: 'proxy', proxy: placeOfRecord(record) }
    }
  }
}

function ofEnvironment(url: URL, environment: Readonly<Record<string, string | undefined>>): ProxyChoice {
  const named = proxyOfEnvironment(url, environment)
  if (named === null) return direct
  const proxy = placeOfUrl(named)
  // What is written there may hold a password.
  return proxy === null ? { kind: 'unusable', name: 'environment' } : { kind: 'proxy', proxy }
}
