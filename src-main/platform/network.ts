import { networkInterfaces } from 'node:os'
import type { Network } from '../queue/ports.ts'

/**
 * The network of this machine: an interface without a link, or without an address, is none. Where the system cannot
 * be asked, as with too many open files, there is one: a server's own failure then counts as what it is.
 */
export function createNetwork(): Network {
  return {
    isUp: () => {
      try {
        return outerAddresses().length > 0
      } catch {
        return true
      }
    },
    addresses: () => {
      try {
        return outerAddresses()
      } catch {
        return []
      }
    },
  }
}

function outerAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.filter((address) => !address.internal).map(({ address }) => address)
}
