import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { SigningLimits } from './signing-limits.ts'

/** More than any chain has. */
const longestChain = 10
/** So many signatures are looked at: a stranger can send certificates that sign each other in circles. */
const mostChecks = 100
/** Signatures that prove nothing any more, and the least length of a key: OpenSSL's security level 2, Node's own. */
const weakHash = /md\d|sha-?1(?!\d)/i
const fewestRsaBits = 2_048
/** RFC 5280 §4.2.1.12: for servers, for everything. */
const serverPurposes: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'])

interface Vouching {
  /** As the server has sent them, PEM each; its own comes first, the others help to find the way. */
  readonly chain: readonly string[]
  /** Whom to believe, PEM each. One that another has signed helps to find the way and is believed by nobody alone. */
  readonly authorities: readonly string[]
  /** Name or address that the server must be; IPv6 without brackets. */
  readonly host: string
  readonly now: Date
}

/**
 * Whether one of these authorities vouches for a server (RFC 5280 §6, RFC 9525): an unbroken path of signatures whose
 * makers may sign that, each certificate valid at that moment and for servers, and the server's own for this host. What
 * cannot be read is not vouched for. Nobody is asked whether something was revoked.
 */
export async function isVouchedFor({ chain, authorities, host, now }: Vouching): Promise<boolean> {
  if (chain.length > longestChain) return false
  try {
    const [own, ...others] = chain.map((pem) => new X509Certificate(pem))
    if (own === undefined || !isForHost(own, host) || !isUsable(own, now)) return false
    const believed = authorities.map((pem) => new X509Certificate(pem))
    const roots = believed.filter((certificate) => certificate.checkIssued(certificate))
    // A server that is its own authority.
    if (roots.some(({ fingerprint256 }) => fingerprint256 === own.fingerprint256)) return true
    // Most people never need what reads these.
    const { signingLimits } = await import('./signing-limits.ts')
    const candidates = [...roots, ...believed, ...others].filter((certificate) => certificate.ca && isUsable(certificate, now))
    return new PathSearch(candidates, roots, signingLimits).leadsToRoot([own])
  } catch {
    return false
  }
}

class PathSearch {
  readonly #candidates: readonly X509Certificate[]
  readonly #roots: ReadonlySet<string>
  readonly #limitsOf: (certificate: X509Certificate) => SigningLimits
  #checksLeft = mostChecks

  constructor(
    candidates: readonly X509Certificate[],
    roots: readonly X509Certificate[],
    limitsOf: (certificate: X509Certificate) => SigningLimits,
  ) {
    this.#candidates = candidates
    this.#roots = new Set(roots.map(({ fingerprint256 }) => fingerprint256))
    this.#limitsOf = limitsOf
  }

  /** `path`: from the server's own upwards. */
  leadsToRoot(path: readonly [X509Certificate, ...X509Certificate[]]): boolean {
    const last = path.at(-1) ?? path[0]
    return this.#candidates.some((issuer) => {
      if (path.some(({ fingerprint256 }) => fingerprint256 === issuer.fingerprint256)) return false
      if (path.length >= longestChain || !last.checkIssued(issuer) || !this.#hasSigned(issuer, last)) return false
      if (!this.#limitsOf(issuer).allow(path)) return false
      return this.#roots.has(issuer.fingerprint256) || this.leadsToRoot([...path, issuer])
    })
  }

  #hasSigned(issuer: X509Certificate, certificate: X509Certificate): boolean {
    this.#checksLeft--
    return this.#checksLeft >= 0 && certificate.verify(issuer.publicKey)
  }
}

function isForHost(certificate: X509Certificate, host: string): boolean {
  const found = isIP(host) === 0 ? certificate.checkHost(host, { subject: 'never' }) : certificate.checkIP(host)
  return found !== undefined
}

function isUsable(certificate: X509Certificate, now: Date): boolean {
  const { validFromDate, validToDate } = certificate
  return validFromDate <= now && now <= validToDate && isForServers(certificate) && !isWeak(certificate)
}

/** Without a word about purposes it is for all of them. What Node calls the usage of the key are those purposes. */
function isForServers({ keyUsage }: X509Certificate): boolean {
  return keyUsage === undefined || keyUsage.some((purpose) => serverPurposes.has(purpose))
}

/** What an authority says of itself proves nothing, however it was signed. */
function isWeak(certificate: X509Certificate): boolean {
  const { publicKey, signatureAlgorithm = '' } = certificate
  const { modulusLength = fewestRsaBits } = publicKey.asymmetricKeyDetails ?? {}
  return modulusLength < fewestRsaBits || (weakHash.test(signatureAlgorithm) && !certificate.checkIssued(certificate))
}
