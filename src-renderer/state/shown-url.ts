/** An address as it may be shown and copied: without user name and password (RFC 9110 §4.2.4). */
export function withoutCredentials(address: string): string {
  const url = URL.parse(address)
  if (url === null || (url.username === '' && url.password === '')) return address
  url.username = ''
  url.password = ''
  return url.href
}
