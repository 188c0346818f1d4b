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
        return Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal))
      } catch {
        return true
      }
    },
  }
}
