import { X509Certificate } from 'node:crypto'
import type { Certificate, Request } from 'electron'
import { isVouchedFor } from '../../platform/certificate-path.ts'
import type { NetworkRules } from '../../queue/ports.ts'

/** What Electron takes for an answer. */
const accepted = 0
/** What Chromium itself says holds. */
export const asChromiumSays = -3
/** `ERR_CERT_AUTHORITY_INVALID`: Chromium knows nobody who vouches for it, and found nothing that is worse. */
const unknownAuthority = -202

/** More than any chain has. */
const longestChain = 10

type Facts = Pick<Request, 'hostname' | 'errorCode' | 'certificate'>
type Rules = Pick<NetworkRules, 'certificates' | 'exceptions'>

/**
 * Whom a page may believe besides those whom Chromium believes: the authorities of the person's own files, and single
 * certificates of single hosts, as for downloads. Electron tells no port, so an exception counts for its host at each:
 * who shows this certificate has its key.
 */
export async function judgeCertificate({ hostname, errorCode, certificate }: Facts, rules: Rules, now: Date): Promise<0 | -3> {
  if (errorCode === 0) return asChromiumSays
  const chain = chainOf(certificate)
  const host = bare(hostname)
  if (isException(host, chain[0], rules.exceptions)) return accepted
  if (errorCode !== unknownAuthority || rules.certificates.length === 0) return asChromiumSays
  return (await isVouchedFor({ chain, authorities: rules.certificates, host, now })) ? accepted : asChromiumSays
}

function isException(host: string, pem: string | undefined, exceptions: Rules['exceptions']): boolean {
  const ofHost = exceptions.filter((exception) => bare(exception.host.replace(/:\d+$/, '')) === host)
  if (ofHost.length === 0 || pem === undefined) return false
  const fingerprint = fingerprintOf(pem)
  return ofHost.some(({ fingerprint256 }) => fingerprint256 === fingerprint)
}

/** Null for what is none. Electron's own fingerprint is written in another way. */
function fingerprintOf(pem: string): string | null {
  try {
    return new X509Certificate(pem).fingerprint256
  } catch {
    return null
  }
}

/** The certificates as the server has sent them, its own first, PEM each. */
function chainOf(own: Certificate): readonly string[] {
  const chain: string[] = []
  // The last one has no issuer beside it, whatever the type says.
  for (let next: Certificate | undefined = own; next !== undefined && chain.length < longestChain; next = next.issuerCert) {
    chain.push(next.data)
  }
  return chain
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
}
