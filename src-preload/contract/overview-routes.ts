import type { ContractBase } from './base.ts'
import { overviewSchema, slotsSchema, throughputQuerySchema, throughputSchema } from './overview.ts'

/** What an overview shows beside the stats. `base`: how every procedure may be refused. */
export function overviewRoutes(base: ContractBase) {
  return {
    get: base.route({ method: 'GET', path: '/v1/stats/overview' }).output(overviewSchema),
    throughput: base.route({ method: 'GET', path: '/v1/stats/throughput' }).input(throughputQuerySchema).output(throughputSchema),
    slots: base.route({ method: 'GET', path: '/v1/stats/slots' }).output(slotsSchema),
  }
}
