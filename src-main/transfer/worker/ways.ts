import type { Socket } from 'node:net'
import type { NetworkRules, ProxyChoice, ProxyPlace, ProxyUse } from '../protocol.ts'
import { type AddressPolicy, mayConnect } from './address-policy.ts'
import { type Agents, directAgents, proxyAgents } from './agents.ts'
import { assertNever } from './assert-never.ts'
import { refusedAddress } from './checked-lookup.ts'
import { isLoopback, targetOf } from './host-patterns.ts'
import { proxyFor } from './proxy-choice.ts'
import { placeOfRecord } from './proxy-place.ts'
import { proxyProblem } from './proxy-problems.ts'
import type { SystemProxies } from './system-proxies.ts'
import { Trust } from './trust.ts'

/** A way to servers with the connections that are kept on it. */
export interface Way {
  /** Null: straight to them. */
  readonly proxy: ProxyPlace | null
  readonly agents: Agents
}

/** Read once: each look at `process.env` costs microseconds, and nobody changes it while this runs. */
const environment = { ...process.env }

/** The ways that requests of a worker go, as the settings have it at that moment. */
export class Ways {
  readonly #policyOf: () => AddressPolicy
  readonly #system: SystemProxies
  /** By what a proxy is, so that one which was changed gets connections of its own. */
  readonly #proxied = new Map<string, Way>()
  #rules: NetworkRules
  #trust: Trust
  #direct: Way

  constructor(rules: NetworkRules, policyOf: () => AddressPolicy, system: SystemProxies) {
    this.#rules = rules
    this.#policyOf = policyOf
    this.#system = system
    this.#trust = new Trust(rules)
    this.#direct = { proxy: null, agents: directAgents(this.#connectionRules) }
  }

  /** Whom connections that are made now are trusted to. */
  get trust(): Trust {
    return this.#trust
  }

  /** Counts for the next request; what runs goes on. Whether connections from before may be used again. */
  configure(rules: NetworkRules): boolean {
    const before = this.#rules
    this.#rules = rules
    const isTrustSame = trustText(before) === trustText(rules)
    if (!isTrustSame) {
      this.#trust = new Trust(rules)
      retire(this.#direct)
      this.#direct = { proxy: null, agents: directAgents(this.#connectionRules) }
    }
    const present = new Set(rules.proxies.map((record) => keyOf(placeOfRecord(record))))
    for (const [key, way] of this.#proxied) {
      if (isTrustSame && (way.proxy?.id === null || present.has(key))) continue
      this.#proxied.delete(key)
      retire(way)
    }
    return isTrustSame
  }

  /**
   * The way of the next request to a URL; `own`: the job's wish. Rejects with the signal's reason, with a Problem where
   * the proxy that is wanted is not there, or where the address must not be fetched as far as that is known here.
   */
  async to(url: URL, own: ProxyUse | undefined, signal: AbortSignal): Promise<Way> {
    const choice = proxyFor(url, own, this.#rules, environment)
    const way = await this.#wayOf(choice, url, signal)
    if (way.proxy !== null) this.#checkTarget(url)
    return way
  }

  /** A way turned out to lead nowhere. */
  failed({ proxy }: Way): void {
    if (proxy !== null) this.#system.failed(proxy)
  }

  /** Closes the connections to a host that wait for a next request. */
  dropIdle(url: URL): void {
    for (const way of this.#all()) for (const socket of kept(way, url)) socket.destroy()
  }

  /** Closes all connections that wait for a next request. */
  dropAllIdle(): void {
    for (const way of this.#all()) dropKept(way)
  }

  close(): void {
    for (const { agents } of this.#all()) {
      agents.http.destroy()
      agents.https.destroy()
    }
  }

  get #connectionRules() {
    return { policyOf: this.#policyOf, trust: this.#trust }
  }

  #all(): readonly Way[] {
    return [this.#direct, ...this.#proxied.values()]
  }

  async #wayOf(choice: ProxyChoice, url: URL, signal: AbortSignal): Promise<Way> {
    switch (choice.kind) {
      case 'direct':
        return this.#direct
      case 'proxy':
        return this.#through(choice.proxy)
      case 'system': {
        const place = await unlessAborted(this.#system.of(url), signal)
        if (place === undefined) return await this.#wayOf(choice.otherwise, url, signal)
        return place === null ? this.#direct : this.#through(place)
      }
      case 'unusable':
        throw proxyProblem({ id: choice.name, name: '' }, 'missing', { host: url.host })
      default:
        return assertNever(choice)
    }
  }

  #through(proxy: ProxyPlace): Way {
    const key = keyOf(proxy)
    const known = this.#proxied.get(key)
    if (known !== undefined) return known
    const way: Way = { proxy, agents: proxyAgents(proxy, this.#connectionRules) }
    this.#proxied.set(key, way)
    return way
  }

  /** What the proxy looks up is not known here; that a name is this machine's own is. Addresses are checked before. */
  #checkTarget(url: URL): void {
    const { host, port } = targetOf(url)
    const policy = this.#policyOf()
    if (isLoopback(host) && !(mayConnect('127.0.0.1', port, policy) && mayConnect('::1', port, policy)))
      throw refusedAddress(host)
  }
}

/** The connections of a way that wait for a next request to the host of a URL; the next one takes one of them. */
export function kept({ agents }: Way, { hostname, port, protocol }: URL): readonly Socket[] {
  const agent = protocol === 'https:' ? agents.https : agents.http
  const name = `${hostname.replace(/^\[|\]$/g, '')}:${port || (protocol === 'https:' ? 443 : 80)}:`
  return Object.entries(agent.freeSockets).flatMap(([key, sockets]) => (key.startsWith(name) ? (sockets ?? []) : []))
}

/** What runs on it ends, and nothing is kept. */
function retire(way: Way): void {
  way.agents.http.maxFreeSockets = 0
  way.agents.https.maxFreeSockets = 0
  dropKept(way)
}

function dropKept({ agents }: Way): void {
  for (const { freeSockets } of [agents.http, agents.https]) {
    for (const socket of Object.values(freeSockets).flatMap((sockets) => sockets ?? [])) socket.destroy()
  }
}

function keyOf({ id, name, kind, host, port, username, password }: ProxyPlace): string {
  return JSON.stringify([id, name, kind, host, port, username, password])
}

function trustText({ certificates, exceptions }: NetworkRules): string {
  return JSON.stringify([certificates, exceptions])
}

async function unlessAborted<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([waiting, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
