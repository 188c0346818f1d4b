/** The connection a request came over, and the names this server answers to. */
export interface HostFacts {
  /** The name or address the server was told to bind. */
  readonly boundHost: string
  /** `NAME` (with any port) or `NAME:PORT`, as the user allowed them. */
  readonly allowedHosts: readonly string[]
  /** This end of the connection, as the socket says it. */
  readonly localAddress: string
  readonly localPort: number
}

interface Authority {
  /** Lower case; IPv6 addresses without their brackets. */
  readonly name: string
  readonly port: number | null
}

/**
 * Whether a `Host` header names this server (RFC 9110 §7.2): the very address the connection came to, on loopback
 * also `localhost` and the loopback addresses, or a name the user allowed. Everything else may be a stranger's name
 * that was made to resolve to this machine (DNS rebinding).
 */
export function isKnownHost(host: string | undefined, facts: HostFacts): boolean {
  const authority = parseAuthority(host)
  return authority !== null && (isBound(authority, 80, facts) || isAllowed(authority, facts.allowedHosts))
}

/**
 * Whether an `Origin` header (RFC 6454 §7) is a page of this server: the one the request's `Host` names, or another
 * of its names with an exact port. `null` never is. A name allowed with any port is not enough by itself, because
 * other servers run under the same name.
 */
export function isKnownOrigin(origin: string, host: string, facts: HostFacts): boolean {
  const [, scheme, rest] = /^(https?):\/\/(.+)$/.exec(origin) ?? []
  const authority = parseAuthority(rest)
  if (authority === null || rest === undefined) return false
  if (rest.toLowerCase() === host.toLowerCase()) return true
  const exactlyAllowed = facts.allowedHosts.filter((allowed) => parseAuthority(allowed)?.port !== null)
  return isBound(authority, scheme === 'https' ? 443 : 80, facts) || isAllowed(authority, exactlyAllowed)
}

/** Whether an address of this machine can be reached from it alone. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./i.test(address)
}

/** Whether a text is a host with or without a port, as `--allowed-host` takes it. */
export function isAuthority(text: string): boolean {
  return parseAuthority(text) !== null
}

function isBound(authority: Authority, defaultPort: number, facts: HostFacts): boolean {
  if ((authority.port ?? defaultPort) !== facts.localPort) return false
  const names = [facts.localAddress.replace(/^::ffff:/i, ''), facts.boundHost.toLowerCase()]
  if (isLoopback(facts.localAddress)) names.push('localhost', '127.0.0.1', '::1')
  return names.includes(authority.name)
}

function isAllowed(authority: Authority, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((text) => {
    const allowed = parseAuthority(text)
    return allowed?.name === authority.name && (allowed.port === null || allowed.port === authority.port)
  })
}

/** `host [":" port]` of RFC 3986 §3.2, names and addresses only: no user, no escapes. */
function parseAuthority(text: string | undefined): Authority | null {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::([0-9]{1,5}))?$/i.exec(text ?? '') ?? []
  const name = bracketed ?? plain
  if (name === undefined) return null
  const port = digits === undefined ? null : Number(digits)
  return port !== null && port > 65_535 ? null : { name: name.toLowerCase(), port }
}
