import { z } from 'zod'
import type { ContractBase } from './base.ts'
import { logEntrySchema, paceSchema, speedsSchema, stripQuerySchema, stripSchema, transferDetailsSchema } from './details.ts'
import { idSchema } from './episode.ts'

const episodeIdInput = z.strictObject({ episodeId: idSchema })
const jobIdInput = z.strictObject({ jobId: idSchema })

/** What is told of one item to whoever looks at it, and to nobody else. `base`: how every procedure may be refused. */
export function detailsRoutes(base: ContractBase) {
  return {
    episodeSpeeds: base
      .route({ method: 'GET', path: '/v1/episodes/{episodeId}/speeds' })
      .input(episodeIdInput)
      .output(speedsSchema),
    jobSpeeds: base.route({ method: 'GET', path: '/v1/jobs/{jobId}/speeds' }).input(jobIdInput).output(speedsSchema),
    /** Of everything. */
    totalSpeeds: base.route({ method: 'GET', path: '/v1/stats/speeds' }).output(speedsSchema),
    transfer: base
      .route({ method: 'GET', path: '/v1/episodes/{episodeId}/transfer' })
      .input(episodeIdInput)
      .output(transferDetailsSchema),
    /** Oldest first; of long ones the middle is left out. */
    log: base
      .route({ method: 'GET', path: '/v1/episodes/{episodeId}/log' })
      .input(episodeIdInput)
      .output(z.object({ items: z.array(logEntrySchema) })),
    strip: base.route({ method: 'GET', path: '/v1/jobs/{jobId}/strip' }).input(stripQuerySchema).output(stripSchema),
    pace: base.route({ method: 'GET', path: '/v1/jobs/{jobId}/pace' }).input(jobIdInput).output(paceSchema),
  }
}
