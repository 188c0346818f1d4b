import ipaddr from 'ipaddr.js'

/** A server as patterns are compared with it. */
interface Target {
  /** Lower case, IPv6 without brackets. */
  readonly host: string
  readonly port: number
}

const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** Where a URL leads. */
export function targetOf({ hostname, port, protocol }: URL): Target {
  return { host: hostname.replace(/^\[|\]$/g, '').toLowerCase(), port: Number(port) || (usualPorts[protocol] ?? 0) }
}

/**
 * Whether a server is meant by a pattern: `name[:port]`, `*.name[:port]` for what is below it, `*` for all, a network as
 * `address/bits` for addresses in it, `<local>` for this machine and names without a dot. Names are compared as they
 * are: none is looked up for it, since that would tell the local resolver what only a proxy is to know.
 */
export function fits(pattern: string, target: Target): boolean {
  if (pattern === '*') return true
  if (pattern === '<local>') return isLocal(target.host)
  if (pattern.includes('/')) return isInNetwork(target.host, pattern)
  const [, name = pattern, port] =
    /^(.*?)(?::(\d+))?$/.exec(pattern.startsWith('[') || !isAddress(pattern) ? pattern : `[${pattern}]`) ?? []
  if (port !== undefined && Number(port) !== target.port) return false
  const wanted = name.replace(/^\[|\]$/g, '').toLowerCase()
  if (wanted.startsWith('*.')) return target.host.endsWith(wanted.slice(1))
  return isSameAddress(wanted, target.host) || wanted === target.host
}

/** Whether a host is this machine by its name or address, without anybody having looked it up (RFC 6761 §6.3). */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  return isAddress(host) && ipaddr.process(host).range() === 'loopback'
}

function isLocal(host: string): boolean {
  return isLoopback(host) || (!host.includes('.') && !isAddress(host))
}

function isInNetwork(host: string, network: string): boolean {
  if (!isAddress(host) || !ipaddr.isValidCIDR(network)) return false
  const address = ipaddr.process(host)
  const [base, bits] = ipaddr.parseCIDR(network)
  if (address instanceof ipaddr.IPv4) return base instanceof ipaddr.IPv4 && address.match(base, bits)
  return base instanceof ipaddr.IPv6 && address.match(base, bits)
}

function isSameAddress(one: string, other: string): boolean {
  if (!isAddress(one) || !isAddress(other)) return false
  return ipaddr.process(one).toNormalizedString() === ipaddr.process(other).toNormalizedString()
}

function isAddress(host: string): boolean {
  return ipaddr.isValid(host)
}
