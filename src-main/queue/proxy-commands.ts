import { mostProxies, type NewProxy, type ProxyPatch, type ProxyServer, type Settings } from '../../src-preload/contract/index.ts'
import { definedOnly } from './defined-only.ts'
import type { NetworkKeeper } from './network-keeper.ts'
import type { News } from './news.ts'
import type { NetworkRules, ProxyRecord } from './ports.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { World } from './world.ts'

interface Parts {
  readonly world: Pick<World, 'store' | 'random' | 'clock'>
  readonly network: NetworkKeeper
  readonly news: Pick<News, 'proxies'>
  readonly settings: () => Settings
  /** The engine has to know. */
  readonly onChanged: () => void
}

/** What a door can ask of the proxies. Each change is durable when it is answered, and counts for the next request. */
export class ProxyCommands {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** All that is known of the ways to servers and of whom to trust there, secrets among it: for this program alone. */
  rules(): NetworkRules {
    return this.#parts.network.rules(this.#parts.settings())
  }

  list(): { items: ProxyServer[]; total: number } {
    const items = this.#parts.network.proxies.map(shown)
    return { items, total: items.length }
  }

  add({ name, password, ...input }: NewProxy): ProxyServer | Refusal {
    const { world, network } = this.#parts
    if (network.proxies.length >= mostProxies) return refuse('CONFLICT', { maximum: mostProxies })
    const record: ProxyRecord = {
      ...input,
      id: world.random.id(),
      name: name === '' ? placeName(input) : name,
      password: password === '' ? null : password,
      createdAt: new Date(world.clock.now()).toISOString(),
    }
    return this.#put(record)
  }

  update(proxyId: string, { password, ...patch }: ProxyPatch): ProxyServer | Refusal {
    const before = this.#parts.network.proxies.find(({ id }) => id === proxyId)
    if (before === undefined) return refuse('NOT_FOUND', { proxyId })
    const after: ProxyRecord = { ...before, ...definedOnly(patch) }
    return this.#put({
      ...after,
      // One that nobody named goes with its place.
      name: after.name === '' || (patch.name === undefined && before.name === placeName(before)) ? placeName(after) : after.name,
      password: password === undefined ? before.password : password === '' ? null : password,
    })
  }

  /** Nothing that goes through it now is to go straight to a server because it is gone. */
  remove(proxyId: string): { done: true } | Refusal {
    const { world, network, settings } = this.#parts
    if (!network.proxies.some(({ id }) => id === proxyId)) return refuse('NOT_FOUND', { proxyId })
    const { use, hosts } = settings().proxy
    const isInSettings = use === proxyId || hosts.some((host) => host.use === proxyId)
    const jobs = world.store.openJobsOfProxy(proxyId)
    if (isInSettings || jobs > 0) return refuse('CONFLICT', { proxyId, settings: isInSettings, jobs })
    world.store.removeProxy(proxyId)
    this.#changed()
    return { done: true }
  }

  #put(record: ProxyRecord): ProxyServer {
    this.#parts.world.store.putProxy(record)
    this.#changed()
    return shown(record)
  }

  #changed(): void {
    const { network, news, onChanged } = this.#parts
    network.refresh()
    onChanged()
    news.proxies(network.proxies.map(shown))
  }
}

function shown({ password, ...proxy }: ProxyRecord): ProxyServer {
  return { ...proxy, hasPassword: password !== null }
}

function placeName({ host, port }: Pick<ProxyRecord, 'host' | 'port'>): string {
  return `${host}:${port}`
}
