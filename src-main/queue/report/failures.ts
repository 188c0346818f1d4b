import type { FailureFilter, FailureGroup, FailureSummary, RetryAnswer } from '../../../src-preload/contract/index.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import type { FailurePlace, FailureRecord } from '../ports.ts'
import { inSlices } from '../sliced-work.ts'
import { timeText } from '../views.ts'
import type { World } from '../world.ts'
import type { LaterRetryKeeper } from './later-retry-keeper.ts'

/** Reasons that one answer tells of; `total` counts all. */
const mostGroups = 100

interface Parts {
  readonly world: Pick<World, 'store' | 'clock'>
  readonly dispatcher: Dispatcher
  readonly news: News
  readonly later: LaterRetryKeeper
}

/** The failed episodes as a whole, or those of a job, a host, a view or a reason. */
export class Failures {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async summary(filter: FailureFilter): Promise<FailureSummary> {
    const groups = new Map<string, Group>()
    let total = 0
    await this.#each(filter, (records) => {
      total += records.length
      for (const record of records) count(groups, record)
    })
    const sorted = [...groups.values()].toSorted((one, other) => other.episodes - one.episodes)
    return { total, groups: sorted.slice(0, mostGroups).map(toGroup) }
  }

  /**
   * Queues them again with all their attempts, in steps; once it is answered, all of them are on disk. What fails anew
   * meanwhile is newer than where this has come to, and stays failed. A `deed` remembers them as they were.
   */
  async retry(filter: FailureFilter, deed: number | null = null): Promise<RetryAnswer> {
    const { world, dispatcher, news, later } = this.#parts
    const jobs = new Set<string>()
    let retried = 0
    await this.#each(filter, (records) => {
      if (records.length === 0) return
      const keys = records.map(({ key }) => key)
      const queueAgain = () => {
        if (deed !== null) world.store.keepFailed(deed, keys)
        return world.store.retryFailed(keys)
      }
      const step = world.store.transaction(queueAgain, { durable: false })
      retried += step.retried
      for (const id of step.jobIds) jobs.add(id)
      dispatcher.pump()
    })
    if (retried > 0) news.jobs([...jobs])
    later.plan()
    if (retried > 0) await world.store.flushed()
    return { retried, jobs: jobs.size }
  }

  async #each(filter: FailureFilter, act: (records: readonly FailureRecord[]) => void): Promise<void> {
    const { store, clock } = this.#parts.world
    const selection = { ...filter, jobs: store.jobsWithFailures(filter) }
    let after: FailurePlace | null = null
    await inSlices(clock, (items) => {
      const slice = store.failureSlice(selection, after, items)
      act(slice.items)
      after = slice.end
      return after !== null
    })
  }
}

interface Group extends Pick<FailureGroup, 'code' | 'httpStatus'> {
  episodes: number
  readonly hosts: Set<string>
  retryAt: number | null
}

function count(groups: Map<string, Group>, { code, httpStatus, host, retryAt }: FailureRecord): void {
  const key = `${code} ${httpStatus}`
  const group = groups.get(key) ?? { code, httpStatus, episodes: 0, hosts: new Set<string>(), retryAt: null }
  group.episodes += 1
  group.hosts.add(host)
  if (retryAt !== null) group.retryAt = Math.min(retryAt, group.retryAt ?? retryAt)
  groups.set(key, group)
}

function toGroup({ code, httpStatus, episodes, hosts, retryAt }: Group): FailureGroup {
  const [host] = hosts
  return {
    code,
    httpStatus,
    episodes,
    hosts: hosts.size,
    host: hosts.size === 1 ? (host ?? null) : null,
    retryAt: timeText(retryAt),
  }
}
