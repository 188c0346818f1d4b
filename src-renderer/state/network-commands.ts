import type { NewProxy, ProxyPatch } from '../../src-preload/contract/index.ts'
import { problemIn } from './answer.ts'
import type { RefusedCertificate } from './certificate.ts'
import type { LiveStore } from './live-store.ts'
import type { Problem } from './problem.ts'
import type { Client } from './transport.ts'

interface Parts {
  readonly client: Pick<Client, 'proxies'>
  readonly live: LiveStore
  readonly changeSettings: (patch: { tls: { exceptions: Exception[] } }) => Promise<Problem | null>
  readonly now: () => number
}

type Exception = { host: string; fingerprint256: string; grantedAt: string }

/** What a person does with proxies and with certificates that nobody vouches for. */
export function createNetworkCommands({ client, live, changeSettings, now }: Parts) {
  return {
    addProxy: (proxy: NewProxy) => problemIn(client.proxies.add(proxy)),
    updateProxy: (proxyId: string, patch: ProxyPatch) => problemIn(client.proxies.update({ proxyId, ...patch })),
    removeProxy: (proxyId: string) => problemIn(client.proxies.remove({ proxyId })),
    /** Of one host one certificate counts: the last that was trusted. */
    trustCertificate: ({ host, certificate }: RefusedCertificate) => {
      const others = live.getState().settings?.tls.exceptions.filter((exception) => exception.host !== host) ?? []
      const grantedAt = new Date(now()).toISOString()
      return changeSettings({
        tls: { exceptions: [...others, { host, fingerprint256: certificate.fingerprint256, grantedAt }] },
      })
    },
  }
}
