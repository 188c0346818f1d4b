import type { Credential, CredentialPatch, NewCredential } from '../../src-preload/contract/index.ts'
import type { Clock, CredentialRecord, KeptCredential, Random, SessionStore, Store } from '../queue/ports.ts'
import { type Refusal, refuse } from '../queue/refusal.ts'

interface World {
  readonly store: Pick<SessionStore, 'credentials' | 'putCredential' | 'removeCredential'> & Pick<Store, 'transaction'>
  readonly clock: Pick<Clock, 'now'>
  readonly random: Pick<Random, 'id'>
}

/**
 * What a listener is told. `renewed`: there is something new to be tried at these hosts; `removed`: they are not known any
 * more; `noted`: only when one was used or refused.
 */
export interface CredentialNews {
  readonly kind: 'renewed' | 'removed' | 'noted'
  readonly hosts: readonly string[]
}

/** User names, passwords and tokens, one for each host (`name[:port]`). What it shows holds no secret. */
export class CredentialKeeper {
  readonly #world: World
  readonly #credentials: Map<string, KeptCredential>
  readonly #listeners = new Set<(news: CredentialNews) => void>()

  constructor(world: World) {
    this.#world = world
    this.#credentials = new Map(world.store.credentials().map((credential) => [credential.id, credential]))
    const now = this.#time()
    // Without its secret it is of no use, and the person has to know.
    const useless = [...this.#credentials.values()].filter(({ secret, refusedAt }) => secret === null && refusedAt === null)
    if (useless.length > 0) this.#put(useless.map((credential) => ({ ...credential, refusedAt: now })))
  }

  list(): { readonly items: Credential[]; readonly total: number } {
    const items = [...this.#credentials.values()].map(shownCredential)
    return { items, total: items.length }
  }

  /** Those that can be used, secrets and all. */
  usable(): readonly CredentialRecord[] {
    return [...this.#credentials.values()].filter((credential): credential is CredentialRecord => credential.secret !== null)
  }

  onNews(listener: (news: CredentialNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Refused where the host has one. */
  add(input: NewCredential): Credential | Refusal {
    const other = this.#ofHost(input.host)
    if (other !== undefined) return refuse('CONFLICT', { host: other.host, credentialId: other.id })
    const credential = this.#made(input)
    this.#renew([credential])
    return shownCredential(credential)
  }

  update(credentialId: string, patch: CredentialPatch): Credential | Refusal {
    const before = this.#credentials.get(credentialId)
    if (before === undefined) return refuse('NOT_FOUND', { credentialId })
    const other = patch.host === undefined ? undefined : this.#ofHost(patch.host)
    if (other !== undefined && other.id !== credentialId) return refuse('CONFLICT', { host: other.host, credentialId: other.id })
    const { host = before.host, scheme = before.scheme, username = before.username, secret = before.secret } = patch
    const refusedAt = secret === null ? before.refusedAt : null
    const credential: KeptCredential = { ...before, host, scheme, username, secret, refusedAt }
    this.#renew([credential])
    if (host !== before.host) this.#tell({ kind: 'removed', hosts: [before.host] })
    return shownCredential(credential)
  }

  remove(credentialId: string): { readonly done: true } | Refusal {
    const credential = this.#credentials.get(credentialId)
    if (credential === undefined) return refuse('NOT_FOUND', { credentialId })
    this.#world.store.removeCredential(credentialId)
    this.#credentials.delete(credentialId)
    this.#tell({ kind: 'removed', hosts: [credential.host] })
    return { done: true }
  }

  /** Takes over what another program kept, as one change; a host that has one already keeps it unless `replace`. */
  adopt(
    found: readonly NewCredential[],
    { replace }: { readonly replace: boolean },
  ): { readonly added: number; readonly replaced: number; readonly kept: number } {
    const byHost = new Map([...this.#credentials.values()].map((credential) => [credential.host, credential]))
    const taken = new Map<string, KeptCredential>()
    const counts = { added: 0, replaced: 0, kept: 0 }
    for (const input of found) {
      const before = byHost.get(input.host)
      if (before !== undefined && !replace) {
        counts.kept += 1
        continue
      }
      const credential = before === undefined ? this.#made(input) : { ...before, ...input, refusedAt: null }
      byHost.set(input.host, credential)
      taken.set(credential.id, credential)
      counts[before === undefined ? 'added' : 'replaced'] += 1
    }
    if (taken.size > 0) this.#renew([...taken.values()])
    return counts
  }

  /** A request went with it and was let in. */
  used(credentialId: string): void {
    const before = this.#credentials.get(credentialId)
    if (before === undefined) return
    this.#note({ ...before, usedAt: this.#time(), refusedAt: null })
  }

  /** The server does not take it. */
  refused(credentialId: string): void {
    const before = this.#credentials.get(credentialId)
    if (before === undefined || before.refusedAt !== null) return
    this.#note({ ...before, refusedAt: this.#time() })
  }

  #ofHost(host: string): KeptCredential | undefined {
    return [...this.#credentials.values()].find((credential) => credential.host === host)
  }

  #made(input: NewCredential): KeptCredential {
    return { ...input, id: this.#world.random.id(), createdAt: this.#time(), usedAt: null, refusedAt: null }
  }

  #renew(credentials: readonly KeptCredential[]): void {
    this.#put(credentials)
    this.#tell({ kind: 'renewed', hosts: credentials.map(({ host }) => host) })
  }

  #note(credential: KeptCredential): void {
    this.#put([credential])
    this.#tell({ kind: 'noted', hosts: [credential.host] })
  }

  /** All of them or, where the disk refuses, none. */
  #put(credentials: readonly KeptCredential[]): void {
    const { store } = this.#world
    store.transaction(() => {
      for (const credential of credentials) store.putCredential(credential)
    })
    for (const credential of credentials) this.#credentials.set(credential.id, credential)
  }

  #tell(news: CredentialNews): void {
    for (const listener of this.#listeners) listener(news)
  }

  #time(): string {
    return new Date(this.#world.clock.now()).toISOString()
  }
}

function shownCredential({ secret: _, ...credential }: KeptCredential): Credential {
  return credential
}
