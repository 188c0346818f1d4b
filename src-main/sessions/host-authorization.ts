import type { CredentialRecord } from '../queue/ports.ts'
import { type Challenge, readChallenges } from './authorization/challenges.ts'
import { credentialFor } from './authorization/credential-for.ts'
import { type DigestChallenge, digestChallenge, digestField, readDigest } from './authorization/digest.ts'
import { type ProtectionSpace, ProtectionSpaces } from './authorization/protection-spaces.ts'
import type { CredentialNews } from './credential-keeper.ts'
import { isOneOf } from './host-pattern.ts'
import { toOctets } from './octets.ts'
import type { Authorization } from './ports.ts'

/** What is asked of whoever keeps the credentials. */
export interface Credentials {
  /** Those that can be used. */
  usable(): readonly CredentialRecord[]
  used(credentialId: string): void
  refused(credentialId: string): void
  onNews(listener: (news: CredentialNews) => void): () => void
}

export interface HostAuthorizationOptions {
  readonly credentials: Credentials
  /** Never the same twice: RFC 7616 §3.3, `cnonce`. */
  readonly cnonce: () => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What a credential answers with. */
type Offer =
  | { readonly scheme: 'basic' | 'bearer'; readonly realm: string }
  | { readonly scheme: 'digest'; readonly challenge: DigestChallenge }

/** A credential that was refused is not tried again before, however many want to: who fails often is locked out. */
const restMs = 60_000
/** A use is noted so often at most: each is written to the disk and told to windows. */
const useMs = 60_000

/**
 * Credentials by host: Basic (RFC 7617), Bearer (RFC 6750) and Digest (RFC 7616). Each request is looked at by itself, a
 * redirect's too: nothing of one host goes to another.
 */
export class HostAuthorization implements Authorization {
  readonly #options: HostAuthorizationOptions
  readonly #spaces = new ProtectionSpaces()
  /** When each was last refused in this run, by id. */
  readonly #refusals = new Map<string, number>()
  readonly #listeners = new Set<(hosts: readonly string[]) => void>()
  #hosts: readonly string[]

  constructor(options: HostAuthorizationOptions) {
    this.#options = options
    this.#hosts = this.#currentHosts()
    options.credentials.onNews(({ kind, hosts }) => {
      if (kind === 'noted') return
      this.#spaces.forget((url) => isOneOf(hosts, url))
      this.#hosts = this.#currentHosts()
      for (const listener of [...this.#listeners]) listener(this.#hosts)
    })
  }

  get hosts(): readonly string[] {
    return this.#hosts
  }

  onHosts(listener: (hosts: readonly string[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  authorizationFor(address: string, method: 'GET' | 'HEAD'): string | null {
    const url = new URL(address)
    const credential = this.#credentialFor(url)
    if (credential === null || this.#rests(credential)) return null
    const { scheme } = credential
    if (scheme === 'basic' || scheme === 'bearer') return plainField(scheme, credential)
    const space = this.#spaces.find(url)
    if (space === null) return null
    return space.scheme === 'digest' ? this.#answer(space.nonces, credential, url, method) : plainField(space.scheme, credential)
  }

  challenged(address: string, method: 'GET' | 'HEAD', challenges: readonly string[], sent: string | null): boolean {
    const url = new URL(address)
    const credential = this.#credentialFor(url)
    if (credential === null || this.#rests(credential)) return false
    const offer = pickOffer(credential, readChallenges(challenges))
    if (offer === null) return isOf(credential, method, sent) ? this.#refused(credential) : false
    if (offer.scheme === 'digest') return this.#challengedDigest(url, method, credential, offer.challenge, sent)
    if (sent === plainField(offer.scheme, credential)) return this.#refused(credential)
    if (credential.scheme === 'automatic') this.#spaces.rememberPlain(url, offer.scheme, offer.realm)
    return true
  }

  accepted(address: string): void {
    const credential = this.#credentialFor(new URL(address))
    if (credential === null) return
    const { id, usedAt, refusedAt } = credential
    const isOld = usedAt === null || Math.abs(this.#options.now() - Date.parse(usedAt)) >= useMs
    if (isOld || refusedAt !== null) this.#options.credentials.used(id)
  }

  /**
   * A nonce that is used for the first time is fresh: refused with that, the credential is wrong. Refused with one that was
   * used before, it may be too old, which many a server does not say (§3.3, `stale`).
   */
  #challengedDigest(
    url: URL,
    method: string,
    credential: CredentialRecord,
    challenge: DigestChallenge,
    sent: string | null,
  ): boolean {
    const before = sent === null ? null : readDigest(sent)
    const isRefusal =
      before !== null &&
      !challenge.isStale &&
      before.realm === challenge.realm &&
      isOf(credential, method, sent) &&
      (before.count === null || before.count === 1)
    if (isRefusal) return this.#refused(credential)
    this.#spaces.rememberDigest(url, challenge, this.#options.cnonce())
    return true
  }

  /** A nonce that is new goes first: the server gave it for just one request, and may not like it to be shared. */
  #answer(
    nonces: Extract<ProtectionSpace, { scheme: 'digest' }>['nonces'],
    credential: CredentialRecord,
    url: URL,
    method: string,
  ) {
    const nonce = nonces.find(({ count }) => count === 0) ?? nonces.at(-1)
    if (nonce === undefined) return null
    nonce.count += 1
    const { challenge, cnonce, count } = nonce
    const user = { username: toOctets(credential.username), secret: toOctets(credential.secret) }
    return digestField({ challenge, method, uri: `${url.pathname}${url.search}`, ...user, count, cnonce })
  }

  #refused({ id, refusedAt }: CredentialRecord): false {
    this.#refusals.set(id, this.#options.now())
    if (refusedAt === null) this.#options.credentials.refused(id)
    return false
  }

  /** Refused a moment ago, and the same since then. */
  #rests({ id, refusedAt }: CredentialRecord): boolean {
    const lastMs = this.#refusals.get(id)
    return refusedAt !== null && lastMs !== undefined && Math.abs(this.#options.now() - lastMs) < restMs
  }

  #credentialFor(url: URL): CredentialRecord | null {
    return credentialFor(this.#options.credentials.usable(), url)
  }

  #currentHosts(): readonly string[] {
    return this.#options.credentials.usable().map(({ host }) => host)
  }
}

/** The first challenge that the credential can answer; of an automatic one Digest before Basic, whatever the order. */
function pickOffer({ scheme, username }: CredentialRecord, challenges: readonly Challenge[]): Offer | null {
  const ofScheme = (wanted: 'basic' | 'bearer'): Offer | null => {
    const challenge = challenges.find((one) => one.scheme === wanted)
    return challenge === undefined ? null : { scheme: wanted, realm: challenge.params.get('realm') ?? '' }
  }
  const digest = (): Offer | null => {
    const challenge = challenges.map(digestChallenge).find((one) => one !== null)
    return challenge === undefined ? null : { scheme: 'digest', challenge }
  }
  switch (scheme) {
    // These go along unasked: whatever was asked for, that was the answer.
    case 'basic':
    case 'bearer':
      return { scheme, realm: '' }
    case 'digest':
      return digest()
    case 'automatic':
      return digest() ?? ofScheme('basic') ?? (username === '' ? ofScheme('bearer') : null)
  }
}

/** Whether a field was made of the credential as it is now. */
function isOf(credential: CredentialRecord, method: string, field: string | null): boolean {
  if (field === null) return false
  if (field === plainField('basic', credential) || field === plainField('bearer', credential)) return true
  return readDigest(field)?.isOf(toOctets(credential.username), toOctets(credential.secret), method) ?? false
}

/** RFC 7617 §2, in UTF-8 whether the server says so or not; RFC 6750 §2.1. */
function plainField(scheme: 'basic' | 'bearer', { username, secret }: CredentialRecord): string {
  if (scheme === 'bearer') return `Bearer ${toOctets(secret)}`
  return `Basic ${Buffer.from(`${username}:${secret}`, 'utf8').toString('base64')}`
}
