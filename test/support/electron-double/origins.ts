/**
 * A Chromium outside Electron can't be taught a scheme. So a page of `app://staffel/x` is loaded as
 * `http://staffel.app.localhost/x`: a name that only means this machine, is a secure context, and is never asked for,
 * because every request is answered by the handler that the program gave to `protocol.handle`. The program itself
 * sees `app:` everywhere. Addresses of the web are what they are.
 */
export function toPageUrl(url: string): string {
  const parsed = new URL(url)
  if (['about:', 'http:', 'https:'].includes(parsed.protocol)) return url
  const scheme = parsed.protocol.slice(0, -1)
  return `http://${parsed.host}.${scheme}.localhost${parsed.pathname}${parsed.search}${parsed.hash}`
}

/** The address as Electron would tell it; also of what a page has made itself. */
export function fromPageUrl(url: string): string {
  return url.replace(/^(blob:)?http:\/\/([\w-]+)\.([a-z]+)\.localhost(?=[/?#]|$)/, '$1$3://$2')
}
