import type { ProxyKind, ProxyPlace, ProxyRecord } from '../protocol.ts'

const usualPorts: Readonly<Record<ProxyKind, number>> = { http: 80, https: 443, socks4: 1080, socks5: 1080 }
const kindOfScheme: Readonly<Record<string, ProxyKind>> = {
  'http:': 'http',
  'https:': 'https',
  'socks:': 'socks5',
  'socks4:': 'socks4',
  'socks4a:': 'socks4',
  'socks5:': 'socks5',
  'socks5h:': 'socks5',
}
/** The words of proxy scripts, and of what Chromium answers. */
const kindOfWord: Readonly<Record<string, ProxyKind>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
}

export function placeOfRecord({ id, name, kind, host, port, username, password }: ProxyRecord): ProxyPlace {
  return { id, name, kind, host: bare(host), port, username, password: password ?? '' }
}

/** A proxy as environment variables name it: a URL, or `host:port` of an HTTP proxy. Null where it is none that is known here. */
export function placeOfUrl(text: string): ProxyPlace | null {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  const kind = url === null ? undefined : kindOfScheme[url.protocol]
  if (url === null || kind === undefined || url.hostname === '') return null
  const port = Number(url.port) || usualPorts[kind]
  return {
    id: null,
    name: `${url.hostname}:${port}`,
    kind,
    host: bare(url.hostname),
    port,
    username: decoded(url.username),
    password: decoded(url.password),
  }
}

/** The ways that a proxy script offers, the best first; what is no way here is left out. Null stands for the direct one. */
export function placesOfScript(answer: string): readonly (ProxyPlace | null)[] {
  return answer.split(';').flatMap((entry) => {
    const [word = '', address = ''] = entry.trim().split(/\s+/)
    if (word.toUpperCase() === 'DIRECT') return [null]
    const kind = kindOfWord[word.toUpperCase()]
    const place = kind === undefined || address === '' ? null : placeOfUrl(`${kind}://${address}`)
    return place === null ? [] : [place]
  })
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
