import { implement } from '@orpc/server'
import { contract } from '../../src-preload/contract/index.ts'
import type { Log } from '../queue/ports.ts'
import { hideSurprises } from './hide-surprises.ts'
import { refuseBadInput } from './refuse-bad-input.ts'

/** What the handlers of the contract are made with: surprises are hidden and bad input is refused in one place. */
export function createImplementer(log: Log) {
  return implement(contract).use(hideSurprises(log)).use(refuseBadInput)
}
export type Implementer = ReturnType<typeof createImplementer>
