import type { Host, HostOverview, Overview as OverviewView, Slots } from '../../../src-preload/contract/index.ts'
import type { Attempts } from '../attempts.ts'
import type { StatisticsTally } from '../ports.ts'
import { dayAfter } from '../report/local-day.ts'
import { figuresOf, noSums, type StatisticsKeeper } from '../report/statistics-keeper.ts'
import { episodeLive } from '../views.ts'
import type { World } from '../world.ts'
import { DiskDesk } from './disk-desk.ts'
import { ListSurvey, type Survey } from './list-survey.ts'
import type { ThroughputKeeper } from './throughput-keeper.ts'
import { type Holds, waitingOf } from './waiting.ts'

/** The weeks of a year, the one that has begun and one that begins on another day in another country. */
const calendarDays = 54 * 7
const hostDays = 30
const mostHosts = 50
/** Failed episodes of a host that its most frequent reason is found among. */
const failuresLookedAt = 30
const mostSlotsShown = 100

interface Parts {
  readonly world: Pick<World, 'store' | 'clock' | 'disk' | 'log'>
  readonly attempts: Attempts
  readonly statistics: StatisticsKeeper
  readonly throughput: ThroughputKeeper
  /** What holds back what could start, at this moment. */
  readonly holds: () => Holds
  /** Those at which something runs, and those that are restrained. */
  readonly hosts: () => readonly Host[]
  readonly hostView: (host: string) => Host
  readonly settings: () => { readonly downloadDirectory: string; readonly minFreeBytes: number }
}

/** The whole at a glance: what was done, what is done, and what stands in the way of the rest. */
export class Overview {
  readonly throughput: ThroughputKeeper
  readonly #parts: Parts
  readonly #survey: ListSurvey
  readonly #disks: DiskDesk

  constructor(parts: Parts) {
    this.#parts = parts
    this.throughput = parts.throughput
    this.#survey = new ListSurvey(parts.world)
    this.#disks = new DiskDesk(parts)
  }

  async overview(): Promise<OverviewView> {
    const { world, statistics, holds } = this.#parts
    const survey = await this.#survey.look()
    const { today, timeZone } = statistics
    const disks = survey === null ? null : await this.#disks.outlooks(survey.unfinished)
    return {
      timeZone,
      today,
      since: statistics.since,
      figures: { today: statistics.ofDay(today), all: statistics.totals },
      calendar: statistics.daysFrom(dayAfter(today, 1 - calendarDays)),
      hosts: this.#hosts(dayAfter(today, 1 - hostDays), survey),
      waiting: survey === null ? null : waitingOf(survey.ready, world.store.waitCounts(), holds()),
      disks,
    }
  }

  slots(): Slots {
    const { attempts, world } = this.#parts
    const nowMs = world.clock.monotonic()
    const held = attempts.all().filter(({ holdsSlot }) => holdsSlot)
    return {
      total: held.length,
      items: held.slice(0, mostSlotsShown).map((attempt) => {
        const { jobId, bytesDone, bytesTotal, progress, speed, etaSeconds, connections } = episodeLive(attempt, nowMs)
        const { episodeId, title, host, stopping } = attempt
        const shown = { bytesDone, bytesTotal, progress, speed, etaSeconds, connections, stopping: stopping !== null }
        return { episodeId, jobId, title, host, ...shown }
      }),
    }
  }

  #hosts(since: string, survey: Survey | null): OverviewView['hosts'] {
    const { world, hosts, hostView } = this.#parts
    const tallies = world.store.statistics({ by: 'host', from: since, to: null, host: null })
    const named = tallies.filter(({ host }) => host !== '')
    const present = new Map(hosts().map((host) => [host.host, host]))
    const shown = new Map<string, StatisticsTally | null>(named.slice(0, mostHosts).map((tally) => [tally.host, tally]))
    const fresh = [...present.keys()].filter((host) => !shown.has(host)).slice(0, mostHosts)
    for (const host of fresh) shown.set(host, named.find((tally) => tally.host === host) ?? null)
    const items = [...shown].map(
      ([host, tally]): HostOverview => ({
        ...(present.get(host) ?? hostView(host)),
        figures: figuresOf(tally ?? noSums()),
        waiting: survey === null ? null : (survey.readyByHost.get(host) ?? 0),
        cause: tally === null || tally.failed + tally.retries === 0 ? null : world.store.failureCause(host, failuresLookedAt),
      }),
    )
    return { since, items, total: named.length + fresh.filter((host) => shown.get(host) === null).length }
  }
}
