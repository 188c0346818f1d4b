import { createHash } from 'node:crypto'
import { type Challenge, readChallenges } from './challenges.ts'

/** RFC 7616 §6.1, and what Node calls it. */
const hashes = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256' } as const

/** A Digest challenge that can be answered, RFC 7616 §3.3. */
export interface DigestChallenge {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  /** As the server wrote it; null where it said none, which is MD5. */
  readonly algorithm: string | null
  /** Null: the server is of the time before RFC 2617, and there is neither `qop` nor `cnonce`. */
  readonly qop: 'auth' | null
  /** The nonce was too old; the password was right. */
  readonly isStale: boolean
  /** The user's name goes hashed. */
  readonly hashesUser: boolean
  /** Addresses, absolute or not, for which it holds too; empty for the whole origin. */
  readonly domain: readonly string[]
}

/** All texts are octets: one character for each, as a field has them. */
export interface DigestInput {
  readonly challenge: Omit<DigestChallenge, 'isStale' | 'domain'>
  readonly method: string
  /** Path and query, as the request line has them. */
  readonly uri: string
  readonly username: string
  readonly secret: string
  /** How often the nonce was used, this time included. */
  readonly count: number
  readonly cnonce: string
}

/** Null where it can't be answered: another algorithm, `qop=auth-int` alone, or no nonce. */
export function digestChallenge({ scheme, params }: Challenge): DigestChallenge | null {
  const realm = params.get('realm')
  const nonce = params.get('nonce')
  if (scheme !== 'digest' || realm === undefined || nonce === undefined) return null
  const algorithm = params.get('algorithm') ?? null
  const offered = params
    .get('qop')
    ?.toLowerCase()
    .split(/[\s,]+/)
  if (hashOf(algorithm) === null || (offered !== undefined && !offered.includes('auth'))) return null
  // A session key is made of a cnonce, and without `qop` there is none.
  if (offered === undefined && isSession(algorithm)) return null
  return {
    realm,
    nonce,
    opaque: params.get('opaque') ?? null,
    algorithm,
    qop: offered === undefined ? null : 'auth',
    isStale: params.get('stale')?.toLowerCase() === 'true',
    hashesUser: params.get('userhash')?.toLowerCase() === 'true',
    domain:
      params
        .get('domain')
        ?.split(/\s+/)
        .filter((address) => address !== '') ?? [],
  }
}

/** The `Authorization` field that answers a challenge, RFC 7616 §3.4. */
export function digestField(input: DigestInput): string {
  const { challenge, uri, cnonce } = input
  const { realm, nonce, opaque, algorithm, qop, hashesUser } = challenge
  const params = [
    userParam(input),
    `realm=${quoted(realm)}`,
    `uri=${quoted(uri)}`,
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
    `nonce=${quoted(nonce)}`,
    ...(qop === null ? [] : [`nc=${hexCount(input.count)}`, `cnonce=${quoted(cnonce)}`, `qop=${qop}`]),
    `response="${response(input)}"`,
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
    ...(hashesUser ? ['userhash=true'] : []),
  ]
  return `Digest ${params.join(', ')}`
}

/** A field that was sent. */
export interface SentDigest {
  readonly realm: string
  readonly nonce: string
  /** How often the nonce had been used; null where the field does not say it. */
  readonly count: number | null
  /** Whether it was made of these octets. */
  isOf(username: string, secret: string, method: string): boolean
}

/** Null where the field is no Digest. */
export function readDigest(field: string): SentDigest | null {
  const [sent] = readChallenges([field])
  const challenge = sent === undefined ? null : digestChallenge(sent)
  if (sent === undefined || challenge === null) return null
  const count = sent.params.get('nc')
  return {
    realm: challenge.realm,
    nonce: challenge.nonce,
    count: count === undefined ? null : Number.parseInt(count, 16),
    isOf: (username, secret, method) =>
      sent.params.get('response') ===
      response({
        challenge,
        method,
        uri: sent.params.get('uri') ?? '',
        username,
        secret,
        count: Number.parseInt(count ?? '0', 16),
        cnonce: sent.params.get('cnonce') ?? '',
      }),
  }
}

/** RFC 7616 §3.4.1 to §3.4.3. */
function response({ challenge, method, uri, username, secret, count, cnonce }: DigestInput): string {
  const { realm, nonce, algorithm, qop } = challenge
  const hash = hashOf(algorithm) ?? hashes.md5
  const key = digest(hash, `${username}:${realm}:${secret}`)
  const a1 = isSession(algorithm) ? digest(hash, `${key}:${nonce}:${cnonce}`) : key
  const a2 = digest(hash, `${method}:${uri}`)
  return digest(hash, qop === null ? `${a1}:${nonce}:${a2}` : `${a1}:${nonce}:${hexCount(count)}:${cnonce}:${qop}:${a2}`)
}

/** RFC 7616 §3.4.4; a name beyond ASCII goes as RFC 8187 writes it. */
function userParam({ challenge: { realm, algorithm, hashesUser }, username }: DigestInput): string {
  if (hashesUser) return `username="${digest(hashOf(algorithm) ?? hashes.md5, `${username}:${realm}`)}"`
  if (/^[\x20-\x7e]*$/.test(username)) return `username=${quoted(username)}`
  const encoded = username.replace(
    /[^\w!#$&+.^`|~-]/g,
    (octet) => `%${octet.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )
  return `username*=UTF-8''${encoded}`
}

function hashOf(algorithm: string | null): (typeof hashes)[keyof typeof hashes] | null {
  const name = (algorithm ?? 'MD5').toLowerCase().replace(/-sess$/, '')
  return name === 'md5' || name === 'sha-256' || name === 'sha-512-256' ? hashes[name] : null
}

function isSession(algorithm: string | null): boolean {
  return algorithm !== null && /-sess$/i.test(algorithm)
}

function digest(hash: string, octets: string): string {
  return createHash(hash).update(octets, 'latin1').digest('hex')
}

function hexCount(count: number): string {
  return count.toString(16).padStart(8, '0')
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
