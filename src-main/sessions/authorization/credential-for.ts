import type { CredentialRecord } from '../../queue/ports.ts'

/** The credential of a URL's host: of one that names the port before one that means each of them. Null where it has none. */
export function credentialFor<Kept extends Pick<CredentialRecord, 'host'>>(credentials: readonly Kept[], url: URL): Kept | null {
  const name = url.hostname.toLowerCase()
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const ofHost = (host: string) => credentials.find((credential) => credential.host === host)
  return ofHost(`${name}:${port}`) ?? ofHost(name) ?? null
}
