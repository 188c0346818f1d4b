/** Addresses that a page to sign in at may go to by itself; frames in it may also hold what its own scripts made. */
export function mayGo(url: string, isMainFrame: boolean): boolean {
  if (url === 'about:blank') return true
  const protocol = URL.parse(url)?.protocol
  if (protocol === 'https:' || protocol === 'http:') return true
  return !isMainFrame && (protocol === 'about:' || protocol === 'blob:' || protocol === 'data:')
}

/**
 * The user agent without the names of this program and of Electron. What is left is true: the page is drawn by that
 * Chromium. What tells it from Google's Chrome otherwise stays, so that a provider which refuses windows like this one
 * can.
 */
export function plainUserAgent(userAgent: string): string {
  return userAgent.replace(/(?<=\S) (?!(?:AppleWebKit|Chrome|Safari)\/)[^\s/();]+\/[^\s();]+(?=\s|$)/g, '')
}

/** An address as it is shown above a page: whose it is, and the rest without user name, password, query and fragment. */
export function shownAddress(url: string): { readonly origin: string; readonly path: string; readonly isEncrypted: boolean } {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.host === '') return { origin: url.split(/[?#]/, 1)[0] ?? '', path: '', isEncrypted: false }
  return {
    origin: parsed.origin === 'null' ? `${parsed.protocol}//${parsed.host}` : parsed.origin,
    path: parsed.pathname === '/' ? '' : parsed.pathname,
    isEncrypted: parsed.protocol === 'https:',
  }
}
