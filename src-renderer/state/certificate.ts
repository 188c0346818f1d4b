import type { EpisodeError, ErrorParams, ShownCertificate } from '../../src-preload/contract/index.ts'

/** Why a certificate is not trusted, as people are told it. */
export type CertificateFault = 'expired' | 'early' | 'name' | 'self' | 'unknown' | 'revoked' | 'other'

/** A certificate that was refused, and whose. */
export interface RefusedCertificate {
  /** `name[:port]`. */
  readonly host: string
  readonly fault: CertificateFault
  /** The code behind it. */
  readonly reason: string
  readonly certificate: ShownCertificate
}

const faults: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'early',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name',
  HOSTNAME_MISMATCH: 'name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown',
  CERT_REVOKED: 'revoked',
}

/** The certificate that a failure is about; null where it is about none that could be trusted by hand. */
export function refusedCertificate(error: Pick<EpisodeError, 'code' | 'params'> | null): RefusedCertificate | null {
  if (error?.code !== 'TLS') return null
  const { host, reason, certificate } = error.params
  if (typeof host !== 'string' || typeof reason !== 'string' || !isParams(certificate)) return null
  const text = (name: string) => (typeof certificate[name] === 'string' ? certificate[name] : '')
  if (text('fingerprint256') === '') return null
  return {
    host,
    reason,
    fault: faults[reason] ?? 'other',
    certificate: {
      subject: text('subject'),
      issuer: text('issuer'),
      names: text('names'),
      validFrom: text('validFrom') || null,
      validTo: text('validTo') || null,
      fingerprint256: text('fingerprint256'),
    },
  }
}

function isParams(value: ErrorParams[string] | undefined): value is ErrorParams {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
