import type { Dispatcher } from '../dispatcher.ts'
import type { Leftovers } from '../leftovers.ts'
import type { NetworkKeeper } from '../network-keeper.ts'
import type { News } from '../news.ts'
import type { QueueKeeper } from '../queues/queue-keeper.ts'
import type { Reporting } from '../reporting.ts'
import type { ScheduleKeeper } from '../schedule/schedule-keeper.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import type { Sweeper } from '../sweeper.ts'
import type { UncountedWaits } from '../uncounted-waits.ts'
import type { World } from '../world.ts'
import type { JobSweeps } from './job-sweeps.ts'
import type { Touching } from './touching.ts'

/** What commands on jobs and episodes work with. */
export interface ItemParts {
  readonly world: World
  readonly settings: SettingsKeeper
  readonly dispatcher: Dispatcher
  readonly sweeper: Sweeper
  readonly leftovers: Leftovers
  readonly news: News
  readonly queues: QueueKeeper
  readonly network: NetworkKeeper
  readonly reporting: Reporting
  readonly schedules: ScheduleKeeper
  readonly touching: Touching
  readonly sweeps: JobSweeps
  readonly uncountedWaits: UncountedWaits
  readonly log: { linkRenewed(episodeId: string, host: string): void }
}
