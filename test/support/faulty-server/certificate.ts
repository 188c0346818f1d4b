import { generate } from 'selfsigned'

let made: Promise<{ key: string; cert: string }> | undefined

/** A certificate that nobody trusts, for `localhost` and `127.0.0.1`; made once a process. */
export function selfSignedCertificate(): Promise<{ key: string; cert: string }> {
  made ??= generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  }).then((pems) => ({ key: pems.private, cert: pems.cert }))
  return made
}
