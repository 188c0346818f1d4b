import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'

type Proc = Parameters<Electron.Session['setCertificateVerifyProc']>[0]

const codes: Readonly<Record<string, number>> = {
  ERR_CERT_COMMON_NAME_INVALID: -200,
  ERR_CERT_DATE_INVALID: -201,
  ERR_CERT_AUTHORITY_INVALID: -202,
}

/** Who is believed: those whom Chromium believes, as far as the program does not say otherwise. */
export class CertificateJudge {
  #proc: Proc = null
  /** By host and certificate, as the network service remembers it. */
  readonly #known = new Map<string, Promise<string | null>>()

  setProc(proc: Proc): void {
    this.#proc = proc
    this.#known.clear()
  }

  /** Whether the program has a say. */
  get isAsked(): boolean {
    return this.#proc !== null
  }

  judge(hostname: string, socket: TLSSocket): Promise<string | null> {
    // Node tells it once.
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) return Promise.resolve('ERR_CERT_INVALID')
    const key = `${hostname} ${certificate.fingerprint256}`
    const known = this.#known.get(key) ?? this.#ask(hostname, certificate, problemOf(socket))
    this.#known.set(key, known)
    return known
  }

  /** The numbers mean what Electron's documentation of `setCertificateVerifyProc` says. */
  async #ask(hostname: string, own: X509Certificate, found: string | null): Promise<string | null> {
    const proc = this.#proc
    if (proc === null) return found
    const certificate = asElectronTells(own)
    const answer = await new Promise<number>((resolve) =>
      proc(
        {
          hostname,
          certificate,
          validatedCertificate: certificate,
          isIssuedByKnownRoot: found === null,
          verificationResult: found === null ? 'net::OK' : `net::${found}`,
          errorCode: found === null ? 0 : (codes[found] ?? -2),
        },
        resolve,
      ),
    )
    if (answer === -3) return found
    return answer === 0 ? null : (Object.keys(codes).find((name) => codes[name] === answer) ?? 'ERR_FAILED')
  }
}

/** An authority that nobody knows is told before what is wrong with host or dates, as in Chromium. */
function problemOf({ authorized, authorizationError }: TLSSocket): string | null {
  if (authorized) return null
  const code = String(authorizationError)
  if (/ALTNAME/.test(code)) return 'ERR_CERT_COMMON_NAME_INVALID'
  return 'ERR_CERT_AUTHORITY_INVALID'
}

/** The type says that each has an issuer beside it; in truth the last has none. */
function asElectronTells(certificate: X509Certificate): Electron.Certificate {
  const principal = { commonName: '', organizations: [], organizationUnits: [], locality: '', state: '', country: '' }
  const issuer = certificate.issuerCertificate
  const told: Partial<Electron.Certificate> = {
    data: certificate.toString(),
    fingerprint: `sha256/${Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64')}`,
    issuer: { ...principal, commonName: certificate.issuer },
    issuerName: certificate.issuer,
    serialNumber: certificate.serialNumber,
    subject: { ...principal, commonName: certificate.subject },
    subjectName: certificate.subject,
    validStart: certificate.validFromDate.getTime() / 1_000,
    validExpiry: certificate.validToDate.getTime() / 1_000,
    ...(issuer === undefined ? {} : { issuerCert: asElectronTells(issuer) }),
  }
  return told as Electron.Certificate
}
