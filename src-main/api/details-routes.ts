import type { Details } from '../queue/details/details.ts'
import type { Implementer } from './implementer.ts'
import { found } from './outcomes.ts'

export function detailsHandlers({ details: routes }: Implementer, details: Details) {
  return {
    episodeSpeeds: routes.episodeSpeeds.handler(({ input }) => found(details.episodeSpeeds(input.episodeId), input)),
    jobSpeeds: routes.jobSpeeds.handler(({ input }) => found(details.jobSpeeds(input.jobId), input)),
    totalSpeeds: routes.totalSpeeds.handler(() => details.totalSpeeds()),
    transfer: routes.transfer.handler(async ({ input }) => found(await details.transfer(input.episodeId), input)),
    log: routes.log.handler(({ input }) => found(details.entries(input.episodeId), input)),
    strip: routes.strip.handler(({ input: { jobId, bins } }) => found(details.strip(jobId, bins), { jobId })),
    pace: routes.pace.handler(({ input }) => found(details.pace(input.jobId), input)),
  }
}
