import { networkInterfaces } from 'node:os'
import type { Network } from '../queue/ports.ts'

/** The network of this machine: an interface without a link, or without an address, is none. */
export function createNetwork(): Network {
  return {
    isUp: () => Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal)),
  }
}
