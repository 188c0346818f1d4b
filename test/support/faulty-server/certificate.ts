import { generate } from 'selfsigned'

/** Key and certificate, PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** What can be wrong with a certificate even where its signer is trusted. */
export const certificateFaults = ['expired', 'of another host', 'of an unknown authority'] as const
export type CertificateFault = (typeof certificateFaults)[number]

let count = 0
let made: Promise<Certificate> | undefined
const hour = 3_600_000

/** A certificate that nobody trusts, for `localhost` and `127.0.0.1`; made once a process. */
export function selfSignedCertificate(): Promise<Certificate> {
  made ??= issue({})
  return made
}

/** A certificate with one fault. The first two are as good as any for who trusts them by themselves. */
export async function faultyCertificate(fault: CertificateFault): Promise<Certificate> {
  switch (fault) {
    case 'expired':
      return issue({ notBeforeDate: new Date(Date.now() - 48 * hour), notAfterDate: new Date(Date.now() - 24 * hour) })
    case 'of another host':
      return issue({}, [{ type: 2, value: 'elsewhere.example' }])
    case 'of an unknown authority':
      return issue({ ca: await issue({}, [], true) })
  }
}

/** A certificate of an authority that nobody trusts by itself. */
export function authorityCertificate(): Promise<Certificate> {
  return issue({}, [], true)
}

/** One by that authority, for these names, `localhost` and `127.0.0.1`. */
export function certificateBy(authority: Certificate, names: readonly string[] = []): Promise<Certificate> {
  return issue({ ca: authority }, [...ownNames, ...names.map((value) => ({ type: 2, value }) as const)])
}

type Options = NonNullable<Parameters<typeof generate>[1]>
type Names = Extract<NonNullable<Options['extensions']>[number], { name: 'subjectAltName' }>['altNames']

const ownNames: Names = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
]

async function issue(options: Partial<Options>, altNames: Names = ownNames, isAuthority = false): Promise<Certificate> {
  // Names of their own: a client looks its authorities up by name.
  const pems = await generate([{ name: 'commonName', value: `Certificate ${++count}` }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: isAuthority
      ? [
          { name: 'basicConstraints', cA: true },
          { name: 'keyUsage', keyCertSign: true },
        ]
      : [{ name: 'subjectAltName', altNames }],
    ...options,
  })
  return { key: pems.private, cert: pems.cert }
}
