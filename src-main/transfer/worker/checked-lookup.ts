import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type AddressPolicy, mayConnect } from './address-policy.ts'
import { problem } from './failure-of.ts'
import type { Problem } from './problem.ts'

/** Finds a host's addresses, and of them only those that may be connected to. */
export function checkedLookup(port: number, policyOf: () => AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, '')
      const allowed = found.filter((entry) => mayConnect(entry.address, port, policyOf()))
      const first = allowed[0]
      if (first === undefined) return callback(refusedAddress(hostname), '')
      if (options.all) return callback(null, allowed)
      return callback(null, first.address, first.family)
    })
  }
}

export function refusedAddress(host: string): Problem {
  return problem('ADDRESS_REFUSED', 'This address must not be fetched.', { params: { host }, transient: false })
}
