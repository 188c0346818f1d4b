import type { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext, type TLSSocket } from 'node:tls'
import type { NetworkRules, ShownCertificate } from '../protocol.ts'
import { problem } from './failure-of.ts'
import type { Problem } from './problem.ts'

/** A chain whose authority is not among those that are known so far. */
const unknownAuthority: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
/** Texts in a certificate are a stranger's. */
const longestText = 500

/** What the other side of an encrypted connection is worth. */
export type TrustVerdict =
  | { readonly kind: 'trusted' }
  /** Authorities were learnt that were not known before: it is worth another look. */
  | { readonly kind: 'again' }
  | { readonly kind: 'refused'; readonly problem: Problem }

/**
 * Whom encrypted connections are trusted to: authorities that Node knows, those of the person's own files, those of the
 * system, and single certificates of single hosts. The system's are read when somebody unknown shows up first: that
 * stops the thread for a third of a second (Debian, 576 certificates), which most people need never.
 */
export class Trust {
  readonly #rules: Pick<NetworkRules, 'certificates' | 'exceptions'>
  #context: SecureContext | null = null
  #hasSystem = false

  constructor(rules: Pick<NetworkRules, 'certificates' | 'exceptions'>) {
    this.#rules = rules
  }

  /**
   * Options for `tls.connect`. The other side is judged afterwards, by {@link judge}, and nothing is sent to it before
   * that: Node would let go of the very certificate that is to be shown to the person.
   */
  get options(): { readonly rejectUnauthorized: false; readonly secureContext?: SecureContext } {
    const { certificates } = this.#rules
    if (certificates.length > 0) this.#context ??= contextOf(certificates)
    return this.#context === null ? { rejectUnauthorized: false } : { rejectUnauthorized: false, secureContext: this.#context }
  }

  /**
   * To be asked once the handshake is done. `host`: `name[:port]` as the address has it. What takes a session up again is
   * trusted as the connection was that it comes from: {@link TlsSessions} keeps no other.
   */
  judge(socket: TLSSocket, host: string): TrustVerdict {
    if (socket.authorized || socket.isSessionReused()) return { kind: 'trusted' }
    const reason = String(socket.authorizationError)
    const certificate = socket.getPeerX509Certificate()
    if (certificate !== undefined && this.#isException(host, certificate)) return { kind: 'trusted' }
    if (unknownAuthority.has(reason) && this.#learnSystem()) return { kind: 'again' }
    return { kind: 'refused', problem: untrusted(host, reason, certificate) }
  }

  #isException(host: string, { fingerprint256 }: X509Certificate): boolean {
    return this.#rules.exceptions.some((exception) => exception.host === host && exception.fingerprint256 === fingerprint256)
  }

  /** Whether the system knows an authority that was not known before. */
  #learnSystem(): boolean {
    if (this.#hasSystem) return false
    this.#hasSystem = true
    const known = new Set([...getCACertificates('default'), ...this.#rules.certificates].map((pem) => pem.trim()))
    const fresh = getCACertificates('system').filter((pem) => !known.has(pem.trim()))
    if (fresh.length > 0) this.#context = contextOf([...this.#rules.certificates, ...fresh])
    return fresh.length > 0
  }
}

function contextOf(further: readonly string[]): SecureContext {
  return createSecureContext({ ca: [...getCACertificates('default'), ...further] })
}

function untrusted(host: string, reason: string, certificate: X509Certificate | undefined): Problem {
  return problem('TLS', 'No trusted encrypted connection could be made with the server.', {
    params: { host, reason, ...(certificate === undefined ? {} : { certificate: { ...shown(certificate) } }) },
    transient: false,
  })
}

function shown(certificate: X509Certificate): ShownCertificate {
  return {
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    names: onOneLine(certificate.subjectAltName ?? ''),
    validFrom: isoTime(certificate.validFrom),
    validTo: isoTime(certificate.validTo),
    fingerprint256: certificate.fingerprint256,
  }
}

function onOneLine(text: string | undefined): string {
  return (text ?? '').replaceAll('\n', ', ').slice(0, longestText).toWellFormed()
}

function isoTime(text: string): string | null {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
