import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

/** Which addresses may be connected to. */
export interface AddressPolicy {
  /** `address:port`, IPv6 in brackets; a wildcard address stands for every address of this machine. */
  readonly ownAddresses: readonly string[]
  readonly allowPrivateAddresses: boolean
}

/**
 * Whether a resolved address may be connected to: never where this program itself listens, and no loopback, link-local
 * or private network where those are not allowed. IPv4 inside IPv6 counts as what it is.
 */
export function mayConnect(address: string, port: number, policy: AddressPolicy): boolean {
  const own = policy.ownAddresses.filter((each) => each.endsWith(`:${port}`))
  if (policy.allowPrivateAddresses && own.length === 0) return isIpAddress(address)
  const target = parsed(address)
  if (target === null) return false
  if (!policy.allowPrivateAddresses && target.range() !== 'unicast') return false
  return !own.some((each) => reaches(target, port, each))
}

function reaches(target: Address, port: number, own: string): boolean {
  const match = /^\[?(.*?)\]?:(\d+)$/.exec(own)
  if (match === null || Number(match[2]) !== port) return false
  const listening = parsed(match[1] ?? '')
  if (listening === null) return false
  if (target.toNormalizedString() === listening.toNormalizedString()) return true
  // Connecting to the unspecified address means this machine.
  if (target.range() === 'unspecified') return true
  return listening.range() === 'unspecified' && isOfThisMachine(target)
}

function isOfThisMachine(target: Address): boolean {
  if (target.range() === 'loopback') return true
  const text = target.toNormalizedString()
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((entry) => parsed(entry.address)?.toNormalizedString() === text),
  )
}

type Address = ReturnType<typeof ipaddr.process>

function parsed(address: string): Address | null {
  const bare = address.replace(/%.*$/, '')
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : null
}

/** Whether a host is an address already and is never looked up. */
export function isIpAddress(host: string): boolean {
  return isIP(host) !== 0 || parsed(host) !== null
}
