import type { Attempt, Attempts } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { HostKeeper } from '../host-keeper.ts'
import type { News } from '../news.ts'
import type { Store } from '../ports.ts'
import type { QueueReader } from '../reader.ts'

/** What automatic scaling needs of the queue, and what it tells it. */
export interface ScaledQueue {
  readonly attempts: Attempts
  readonly hosts: Pick<HostKeeper, 'profileOf' | 'learn' | 'quietOf'>
  /** Whether an episode could start if only there were a slot. */
  hasStartable(): boolean
  /** Bytes per second of everything. */
  speed(): number
  /** What that may be by the user's wish; 0 for no limit. */
  speedLimit(): number
  /** The numbers of these hosts changed, or that of the slots. */
  renew(hosts: readonly string[]): void
  giveUp(attempts: readonly Attempt[]): void
}

interface Parts {
  readonly dispatcher: Dispatcher
  readonly hosts: HostKeeper
  readonly reader: QueueReader
  readonly store: Store
  readonly news: News
  readonly speedLimit: () => number
}

export function scaledQueue({ dispatcher, hosts, reader, store, news, speedLimit }: Parts): ScaledQueue {
  return {
    attempts: dispatcher.attempts,
    hosts,
    hasStartable: () => !dispatcher.isPaused && store.nextEligible(dispatcher.allowance.limits()) !== null,
    speed: () => reader.speed(),
    speedLimit,
    renew: (names) => {
      // First the episodes that may start: what is shared out before would open connections only to close them for them.
      dispatcher.pump()
      for (const host of names) dispatcher.shareHost(host)
      news.stats()
    },
    giveUp: (attempts) => {
      for (const attempt of attempts) void dispatcher.stop(attempt, 'queued')
    },
  }
}
