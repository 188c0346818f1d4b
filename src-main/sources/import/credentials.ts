/**
 * Addresses with the user name and password that stand beside them in their list. In the address each file keeps its own,
 * they go to its origin alone, and are neither shown nor written down in clear. One that is named in the address stays.
 */
export function withCredentials(address: string, user: string | null, password: string | null): string {
  const url = user === null && password === null ? null : URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return address
  url.username = encodeURIComponent(user ?? '')
  url.password = encodeURIComponent(password ?? '')
  return url.href
}
