import type { Credential, CredentialPatch, NewCredential } from '../../src-preload/contract/index.ts'
import type { Clock, CredentialRecord, KeptCredential, Random, SessionStore } from '../queue/ports.ts'
import { type Refusal, refuse } from '../queue/refusal.ts'

interface World {
  readonly store: Pick<SessionStore, 'credentials' | 'putCredential' | 'removeCredential'>
  readonly clock: Pick<Clock, 'now'>
  readonly random: Pick<Random, 'id'>
}

/**
 * What a listener is told. `renewed`: there is something new to be tried at this host; `removed`: it is not known any
 * more; `noted`: only when it was used or refused.
 */
export type CredentialNews = { readonly kind: 'renewed' | 'removed' | 'noted'; readonly host: string }

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
    for (const credential of [...this.#credentials.values()]) {
      if (credential.secret === null && credential.refusedAt === null) this.#put({ ...credential, refusedAt: now })
    }
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
    return this.#renew({ ...input, id: this.#world.random.id(), createdAt: this.#time(), usedAt: null, refusedAt: null })
  }

  update(credentialId: string, patch: CredentialPatch): Credential | Refusal {
    const before = this.#credentials.get(credentialId)
    if (before === undefined) return refuse('NOT_FOUND', { credentialId })
    const other = patch.host === undefined ? undefined : this.#ofHost(patch.host)
    if (other !== undefined && other.id !== credentialId) return refuse('CONFLICT', { host: other.host, credentialId: other.id })
    const { host = before.host, scheme = before.scheme, username = before.username, secret = before.secret } = patch
    const credential = this.#renew({
      ...before,
      host,
      scheme,
      username,
      secret,
      refusedAt: secret === null ? before.refusedAt : null,
    })
    if (host !== before.host) this.#tell({ kind: 'removed', host: before.host })
    return credential
  }

  remove(credentialId: string): { readonly done: true } | Refusal {
    const credential = this.#credentials.get(credentialId)
    if (credential === undefined) return refuse('NOT_FOUND', { credentialId })
    this.#world.store.removeCredential(credentialId)
    this.#credentials.delete(credentialId)
    this.#tell({ kind: 'removed', host: credential.host })
    return { done: true }
  }

  /** Takes over what another program kept; a host that has one already keeps it unless `replace`. */
  adopt(
    found: readonly NewCredential[],
    { replace }: { readonly replace: boolean },
  ): { readonly added: number; readonly replaced: number; readonly kept: number } {
    const counts = { added: 0, replaced: 0, kept: 0 }
    for (const { host, ...credential } of found) {
      const other = this.#ofHost(host)
      if (other !== undefined && !replace) {
        counts.kept += 1
      } else if (other !== undefined) {
        this.update(other.id, credential)
        counts.replaced += 1
      } else {
        this.add({ host, ...credential })
        counts.added += 1
      }
    }
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

  #renew(credential: KeptCredential): Credential {
    this.#put(credential)
    this.#tell({ kind: 'renewed', host: credential.host })
    return shownCredential(credential)
  }

  #note(credential: KeptCredential): void {
    this.#put(credential)
    this.#tell({ kind: 'noted', host: credential.host })
  }

  #put(credential: KeptCredential): void {
    this.#world.store.putCredential(credential)
    this.#credentials.set(credential.id, credential)
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
