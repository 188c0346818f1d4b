import type { KeptCookie } from '../../queue/ports.ts'

/**
 * Cookies as a `cookies.txt`: what curl, wget and yt-dlp read. The format knows no `SameSite` and whole seconds only; a
 * cookie that expires in the second that runs expires at its end. Lines end as the format's own do, with LF.
 */
export function netscapeText(cookies: readonly KeptCookie[]): string {
  return `${['# Netscape HTTP Cookie File', '', ...cookies.map(lineOf)].join('\n')}\n`
}

function lineOf({ name, value, domain, path, expires, secure, httpOnly, hostOnly }: KeptCookie): string {
  const host = hostOnly ? domain.replace(/^\./, '') : domain.replace(/^\.?/, '.')
  const seconds = expires === null ? 0 : Math.ceil(Date.parse(expires) / 1_000)
  const fields = [host, yes(!hostOnly), path, yes(secure), seconds, name, value]
  return `${httpOnly ? '#HttpOnly_' : ''}${fields.join('\t')}`
}

function yes(claim: boolean): string {
  return claim ? 'TRUE' : 'FALSE'
}
