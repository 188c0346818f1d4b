import type { Implementer } from '../../../src-main/api/implementer.ts'

/** Details of a list of which nobody has any. */
export function memoryDetails({ details: routes }: Implementer) {
  const nothing = { stepSeconds: 5, times: [], speeds: [] }
  return {
    episodeSpeeds: routes.episodeSpeeds.handler(() => nothing),
    jobSpeeds: routes.jobSpeeds.handler(() => nothing),
    totalSpeeds: routes.totalSpeeds.handler(() => nothing),
    transfer: routes.transfer.handler(() => ({
      connections: [],
      mirrors: [],
      exchanges: [],
      digestFrom: null,
      isRepair: false,
    })),
    log: routes.log.handler(() => ({ items: [] })),
    strip: routes.strip.handler(() => ({ bins: [], episodesPerBin: 1 })),
    pace: routes.pace.handler(() => ({ filesPerHour: null, meanSpeed: null, doneAt: null, by: null })),
  }
}
