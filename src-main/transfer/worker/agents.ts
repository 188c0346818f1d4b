import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type AddressPolicy, mayConnect } from './address-policy.ts'
import { problem } from './failure-of.ts'

/** Both agents, without caps of their own: the grants of the queue are what bounds the connections. */
export interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

type PolicyOf = () => AddressPolicy

/** How long a connection is kept for the next request. */
export const idleMs = 10_000
const agentOptions = { keepAlive: true, maxSockets: Infinity, maxFreeSockets: Infinity, timeout: idleMs }

/** Agents that refuse an address after its name was resolved, so that no name can point to a place it may not. */
export function createAgents(policyOf: PolicyOf): Agents {
  return { http: new CheckedHttpAgent(agentOptions, policyOf), https: new CheckedHttpsAgent(agentOptions, policyOf) }
}

class CheckedHttpAgent extends HttpAgent {
  readonly #policyOf: PolicyOf

  constructor(options: typeof agentOptions, policyOf: PolicyOf) {
    super(options)
    this.#policyOf = policyOf
  }

  override createConnection(...[options, callback]: Parameters<HttpAgent['createConnection']>) {
    return super.createConnection({ ...options, lookup: checkedLookup(Number(options.port), this.#policyOf) }, callback)
  }
}

class CheckedHttpsAgent extends HttpsAgent {
  readonly #policyOf: PolicyOf

  constructor(options: typeof agentOptions, policyOf: PolicyOf) {
    super(options)
    this.#policyOf = policyOf
  }

  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>) {
    return super.createConnection({ ...options, lookup: checkedLookup(Number(options.port), this.#policyOf) }, callback)
  }
}

/** Finds a host's addresses, and of them only those that may be connected to. */
export function checkedLookup(port: number, policyOf: PolicyOf): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, '')
      const allowed = found.filter((entry) => mayConnect(entry.address, port, policyOf()))
      const first = allowed[0]
      if (first === undefined) return callback(refused(hostname), '')
      if (options.all) return callback(null, allowed)
      return callback(null, first.address, first.family)
    })
  }
}

function refused(host: string): Error {
  return problem('ADDRESS_REFUSED', 'This address must not be fetched.', { params: { host }, transient: false })
}
