/** Of so many hosts is remembered which worker has their open connections. */
const mostHomes = 1_000
/** Who takes longer than this has its worker busy with bytes; what ends sooner, with requests and files. */
const longMs = 3_000

/** An attempt at a host, in the worker that has it. Times are monotonic milliseconds. */
export interface Visit<Place> {
  readonly host: string
  readonly place: Place
  readonly begunAt: number
}

/**
 * Says which worker takes what. A host is at home in one, which has its connections open, and moves only from a worker
 * that has several hosts to one that has nothing. Long transfers of a host are divided among all: for short ones the
 * way to the same folder and the same connections is what counts.
 */
export class Homes<Place> {
  /** By host, the oldest first, of each worker. */
  readonly #visits = new Map<Place, Map<string, Set<Visit<Place>>>>()
  /** The newest at the end. */
  readonly #homes = new Map<string, Place>()

  add(place: Place): void {
    this.#visits.set(place, new Map())
  }

  remove(place: Place): void {
    this.#visits.delete(place)
    for (const [host, home] of this.#homes) if (home === place) this.#homes.delete(host)
  }

  places(): readonly Place[] {
    return [...this.#visits.keys()]
  }

  isIdle(place: Place): boolean {
    return this.#hostsAt(place).size === 0
  }

  /** Whether another worker could take over some of what this one has, as it comes. */
  isDivisible(place: Place, now: number): boolean {
    const hosts = this.#hostsAt(place)
    return hosts.size > 1 || hosts.values().some((visits) => visits.size > 1 && isLong(visits, now))
  }

  /** The worker with the fewest attempts, the first one of several. */
  leastLoaded(): Place {
    const [first] = this.places().toSorted((one, other) => this.#loadOf(one) - this.#loadOf(other))
    if (first === undefined) throw new Error('there is always a worker')
    return first
  }

  /** Gives one more attempt at a host to a worker. */
  enter(host: string, now: number): Visit<Place> {
    const place = this.#choose(host, now)
    this.#remember(host, place)
    const visit = { host, place, begunAt: now }
    const hosts = this.#hostsAt(place)
    const visits = hosts.get(host)
    if (visits === undefined) hosts.set(host, new Set([visit]))
    else visits.add(visit)
    return visit
  }

  /** An attempt is over. */
  leave(visit: Visit<Place>): void {
    const hosts = this.#hostsAt(visit.place)
    const visits = hosts.get(visit.host)
    visits?.delete(visit)
    if (visits?.size === 0) hosts.delete(visit.host)
  }

  #choose(host: string, now: number): Place {
    const home = this.#homes.get(host)
    const least = this.leastLoaded()
    if (home === undefined) return least
    const hosts = this.#hostsAt(home)
    const own = hosts.get(host)
    if (own !== undefined && isLong(own, now)) return this.#loadOf(least) < this.#loadOf(home) ? least : home
    const others = hosts.size - (own === undefined ? 0 : 1)
    return others > 0 && this.isIdle(least) ? least : home
  }

  #hostsAt(place: Place): Map<string, Set<Visit<Place>>> {
    return this.#visits.get(place) ?? new Map()
  }

  #loadOf(place: Place): number {
    return this.#hostsAt(place)
      .values()
      .reduce((sum, visits) => sum + visits.size, 0)
  }

  #remember(host: string, place: Place): void {
    this.#homes.delete(host)
    this.#homes.set(host, place)
    const [oldest] = this.#homes.keys()
    if (this.#homes.size > mostHomes && oldest !== undefined) this.#homes.delete(oldest)
  }
}

/** Whether the oldest of them takes long. */
function isLong(visits: ReadonlySet<Visit<unknown>>, now: number): boolean {
  const [oldest] = visits
  return oldest !== undefined && now - oldest.begunAt >= longMs
}
