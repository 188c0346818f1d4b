import type { Figures, Statistics, StatisticsQuery } from '../../../src-preload/contract/index.ts'
import type { StatisticsTally } from '../ports.ts'
import type { Afterwards } from '../report-inbox.ts'
import type { World } from '../world.ts'
import type { AttemptEnd } from './attempt-end.ts'
import { dayAfter, localDay } from './local-day.ts'

/** Hosts of one day that are counted by name while it lasts; once it is over, the largest of them are kept. */
const mostHostsToday = 1_000
const hostsKept = 200
/** Days of longer ago are parts of their months. */
const daysKept = 400

type Sums = { -readonly [Key in keyof Pick<StatisticsTally, 'files' | 'failed' | 'retries' | 'bytes' | 'activeMs'>]: number }

type DayKey = Pick<StatisticsTally, 'period' | 'host'>

export const noSums = (): Sums => ({ files: 0, failed: 0, retries: 0, bytes: 0, activeMs: 0 })

/**
 * Figures by day and host. What ends in one round of reports is summed first and written in the round's transaction,
 * one row for each host, so that a small file costs next to nothing.
 */
export class StatisticsKeeper {
  readonly #world: Pick<World, 'store' | 'clock'>
  /** By what belongs to a round: one that could not be written is forgotten with it. */
  readonly #rounds = new WeakMap<Afterwards, Map<string, Sums>>()
  /** Of all time, as it is written. */
  readonly #totals: Sums
  /** The same by day, and by month where days were folded. */
  #days = new Map<string, Sums>()
  #today: { readonly day: string; readonly hosts: Set<string> } = { day: '', hosts: new Set() }

  constructor(world: Pick<World, 'store' | 'clock'>) {
    this.#world = world
    this.#totals = noSums()
    for (const tally of world.store.statistics({ by: 'day', from: null, to: null, host: null })) {
      add(this.#totals, tally)
      addTo(this.#days, tally.period, tally)
    }
  }

  get totals(): Figures {
    return figuresOf(this.#totals)
  }

  /** The machine's day now. */
  get today(): string {
    return localDay(this.#world.clock.now())
  }

  /** IANA name of the machine's time zone. */
  get timeZone(): string {
    return new Intl.DateTimeFormat().resolvedOptions().timeZone
  }

  /** The first day or month there is anything of; null before that. */
  get since(): string | null {
    return [...this.#days.keys()].reduce<string | null>((first, day) => (first === null || day < first ? day : first), null)
  }

  ofDay(day: string): Figures {
    return figuresOf(this.#days.get(day) ?? noSums())
  }

  /** Days from this one on that anything is known of, in order. */
  daysFrom(first: string): ({ day: string } & Pick<Figures, 'files' | 'failed' | 'bytes'>)[] {
    return this.#daysWithin({ from: first, to: null })
      .filter(({ period }) => period.length === first.length)
      .map(({ period, ...sums }) => {
        const { files, failed, bytes } = figuresOf(sums)
        return { day: period, files, failed, bytes }
      })
  }

  count(end: AttemptEnd, afterwards: Afterwards): void {
    const round = this.#rounds.get(afterwards) ?? this.#begin(afterwards)
    const sums = round.get(end.host) ?? noSums()
    if (end.kind !== 'stopped') sums[end.kind] += 1
    sums.bytes += end.bytes
    sums.activeMs += end.activeMs
    round.set(end.host, sums)
  }

  statistics({ by, from, to, host }: StatisticsQuery): Statistics {
    const range = { from: from ?? null, to: to ?? null, host: host?.toLowerCase() ?? null }
    const totals = noSums()
    const tallies = by === 'day' && host === undefined ? this.#daysWithin(range) : this.#world.store.statistics({ by, ...range })
    const items = tallies.map((tally) => {
      add(totals, tally)
      return { key: by === 'day' ? tally.period : tally.host, ...figuresOf(tally) }
    })
    return { by, timeZone: this.timeZone, today: this.today, totals: figuresOf(totals), items }
  }

  /** Days that are over keep their largest hosts by name, and after some time become parts of their months. */
  fold(): void {
    const { today } = this
    const monthsBefore = dayAfter(today, -daysKept)
    this.#world.store.foldStatistics({ today, monthsBefore, hosts: hostsKept })
    const days = new Map<string, Sums>()
    for (const [day, sums] of this.#days) addTo(days, day < monthsBefore ? day.slice(0, 7) : day, sums)
    this.#days = days
  }

  /** As the store tells it, from what is known already: months that the range only touches count whole. */
  #daysWithin({ from, to }: { readonly from: string | null; readonly to: string | null }): (Sums & DayKey)[] {
    const isWithin = (period: string) =>
      (from === null || period >= from.slice(0, period.length)) && (to === null || period <= to.slice(0, period.length))
    return [...this.#days]
      .filter(([period]) => isWithin(period))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([period, sums]) => ({ period, host: '', ...sums }))
  }

  #begin(afterwards: Afterwards): Map<string, Sums> {
    const round = new Map<string, Sums>()
    const period = this.today
    this.#rounds.set(afterwards, round)
    afterwards.together(() => this.#write(period, round))
    afterwards.written(() => {
      for (const sums of round.values()) {
        add(this.#totals, sums)
        addTo(this.#days, period, sums)
      }
    })
    return round
  }

  #write(period: string, round: ReadonlyMap<string, Sums>): void {
    this.#world.store.addStatistics([...round].map(([host, sums]) => ({ period, host: this.#named(period, host), ...sums })))
  }

  #named(day: string, host: string): string {
    if (this.#today.day !== day) this.#today = { day, hosts: new Set(this.#world.store.statisticsHosts(day)) }
    const { hosts } = this.#today
    if (hosts.has(host)) return host
    if (hosts.size >= mostHostsToday) return ''
    hosts.add(host)
    return host
  }
}

function add(sums: Sums, more: Readonly<Sums>): void {
  sums.files += more.files
  sums.failed += more.failed
  sums.retries += more.retries
  sums.bytes += more.bytes
  sums.activeMs += more.activeMs
}

function addTo(days: Map<string, Sums>, period: string, more: Readonly<Sums>): void {
  const sums = days.get(period) ?? noSums()
  days.set(period, sums)
  add(sums, more)
}

export function figuresOf({ files, failed, retries, bytes, activeMs }: Readonly<Sums>): Figures {
  const whole = (sum: number) => Math.min(Math.round(sum), Number.MAX_SAFE_INTEGER)
  return {
    files,
    failed,
    retries,
    bytes: whole(bytes),
    activeMs: whole(activeMs),
    meanSpeed: activeMs <= 0 ? null : (bytes * 1_000) / activeMs,
    successRate: files + failed === 0 ? null : files / (files + failed),
  }
}
