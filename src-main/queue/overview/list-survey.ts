import type { ReadyGroup, ReadyPlace, UnfinishedGroup, UnfinishedPlace } from '../ports.ts'
import { inSlices } from '../sliced-work.ts'
import type { World } from '../world.ts'

/** What is counted is good for so long, and for longer where counting takes long. */
const freshMs = 2_000
const restFactor = 20
/** The first answer waits so long for the first count. */
const patienceMs = 40
/** Hosts told apart; a list with more counts the others together. */
const mostHosts = 10_000

export interface Survey {
  readonly ready: readonly ReadyGroup[]
  readonly readyByHost: ReadonlyMap<string, number>
  readonly unfinished: readonly UnfinishedGroup[]
}

/**
 * Counts through the whole list what no sum is kept of: what could start, by queue, session and host, and what is still
 * to come, by file system. In slices of a few milliseconds and only while somebody looks.
 */
export class ListSurvey {
  readonly #world: Pick<World, 'store' | 'clock' | 'log'>
  #last: Survey | null = null
  #counting: Promise<void> | null = null
  #againAtMs = Number.NEGATIVE_INFINITY

  constructor(world: Pick<World, 'store' | 'clock' | 'log'>) {
    this.#world = world
  }

  /**
   * The newest there is, counted anew behind it where that is old. The first time it waits a moment, in which a list of a
   * usual length is counted; null where that takes longer.
   */
  async look(): Promise<Survey | null> {
    const { clock } = this.#world
    if (this.#counting === null && clock.monotonic() >= this.#againAtMs) this.#counting = this.#count()
    if (this.#last === null && this.#counting !== null) await soonest(this.#counting, clock, patienceMs)
    return this.#last
  }

  async #count(): Promise<void> {
    const { clock, log } = this.#world
    const begunAtMs = clock.monotonic()
    try {
      const { ready, readyByHost } = await this.#countReady()
      this.#last = { ready, readyByHost, unfinished: await this.#countUnfinished() }
    } catch (error) {
      log.error('what waits could not be counted', { error: String(error) })
    }
    this.#againAtMs = clock.monotonic() + Math.max(freshMs, restFactor * (clock.monotonic() - begunAtMs))
    this.#counting = null
  }

  async #countReady(): Promise<Pick<Survey, 'ready' | 'readyByHost'>> {
    const { store, clock } = this.#world
    const groups = new Map<string, ReadyGroup>()
    const hosts = new Map<string, number>()
    let after: ReadyPlace | null = null
    await inSlices(clock, (items) => {
      const slice = store.readySlice(after, items)
      for (const group of slice.items) {
        const host = hosts.has(group.host) || hosts.size < mostHosts ? group.host : ''
        hosts.set(host, (hosts.get(host) ?? 0) + group.episodes)
        const key = JSON.stringify([group.queueId, group.sessionId, host])
        groups.set(key, { ...group, host, episodes: group.episodes + (groups.get(key)?.episodes ?? 0) })
      }
      after = slice.end
      return after !== null
    })
    return { ready: [...groups.values()], readyByHost: hosts }
  }

  async #countUnfinished(): Promise<readonly UnfinishedGroup[]> {
    const { store, clock } = this.#world
    const groups = new Map<string | null, UnfinishedGroup>()
    let after: UnfinishedPlace | null = null
    await inSlices(clock, (items) => {
      const slice = store.unfinishedSlice(after, items)
      for (const group of slice.items) {
        const known = groups.get(group.mount)
        groups.set(group.mount, known === undefined ? group : summed(known, group))
      }
      after = slice.end
      return after !== null
    })
    return [...groups.values()]
  }
}

/** Resolves with the work, or after so long. */
async function soonest(work: Promise<void>, clock: World['clock'], ms: number): Promise<void> {
  let cancel = () => {}
  const late = new Promise<void>((resolve) => {
    cancel = clock.schedule(ms, resolve)
  })
  await Promise.race([work, late])
  cancel()
}

function summed(one: UnfinishedGroup, other: UnfinishedGroup): UnfinishedGroup {
  return {
    ...one,
    bytesLeft: one.bytesLeft + other.bytesLeft,
    unknownSizes: one.unknownSizes + other.unknownSizes,
    bytesKnown: one.bytesKnown + other.bytesKnown,
    knownSizes: one.knownSizes + other.knownSizes,
  }
}
