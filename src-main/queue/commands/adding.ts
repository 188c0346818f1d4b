import type { NewEpisodeRecord, NewJobRecord } from '../ports.ts'
import { breath, inSlices, mostAtOnce } from '../sliced-work.ts'
import type { ItemParts } from './item-parts.ts'
import type { Portions } from './portions.ts'

/**
 * Adds jobs and episodes, many of them in slices, between which the queue goes on with its work and starts the first.
 * Only an addition that came to its end is kept: what fails in the middle, or dies with the program, is taken back as
 * a whole.
 */
export class Adding {
  readonly #parts: ItemParts
  /** By job. The next addition to the same job waits, so that what is taken back is one's own. */
  readonly #underWay = new Map<string, Promise<unknown>>()

  constructor(parts: ItemParts) {
    this.#parts = parts
  }

  /**
   * Resolves once all of it is durable; with false where the job was removed meanwhile. `alongside` is written in the very
   * transaction from which on nothing of the addition is taken back: either both are there, or neither.
   */
  addJob(job: NewJobRecord, episodes: Portions<NewEpisodeRecord>, alongside: () => void = nothing): Promise<boolean> {
    return this.#add(job.id, episodes, { before: () => this.#parts.world.store.addJob(job, []), alongside })
  }

  /** The same for a job that is there; with false where it is not, and then without `alongside`. */
  async addEpisodes(jobId: string, episodes: Portions<NewEpisodeRecord>, alongside: () => void = nothing): Promise<boolean> {
    for (let before = this.#underWay.get(jobId); before !== undefined; before = this.#underWay.get(jobId)) await before
    if (this.#parts.world.store.job(jobId) === null) return false
    return this.#add(jobId, episodes, { before: nothing, alongside })
  }

  async #add(jobId: string, rest: Portions<NewEpisodeRecord>, { before, alongside }: Writes): Promise<boolean> {
    const { store } = this.#parts.world
    const arrival = rest.arrival()
    if (arrival !== null) await arrival
    const first = rest.take(mostAtOnce)
    store.transaction(() => {
      before()
      if (!rest.isOver) store.beginAddition(jobId)
      store.addEpisodes(jobId, first)
      if (rest.isOver) alongside()
    })
    if (rest.isOver) return true
    const from = store.episode(first[0]?.id ?? '')?.index ?? 1
    const all = this.#addRest(jobId, from, rest, alongside)
    const over = all.catch(() => undefined).finally(() => this.#underWay.delete(jobId))
    this.#underWay.set(jobId, over)
    return all
  }

  /** `from`: the first index of what is added. */
  async #addRest(jobId: string, from: number, rest: Portions<NewEpisodeRecord>, alongside: () => void): Promise<boolean> {
    const { store, clock } = this.#parts.world
    try {
      this.#tell(jobId)
      await breath(clock)
      await rest.arrival()
      await inSlices(clock, (items) => {
        if (store.job(jobId) === null) return false
        const slice = rest.take(items)
        store.transaction(() => store.addEpisodes(jobId, slice), { durable: false })
        this.#tell(jobId)
        return rest.arrival()?.then(() => true) ?? !rest.isOver
      })
      const isThere = store.job(jobId) !== null
      store.transaction(() => {
        store.endAddition(jobId)
        alongside()
      })
      return isThere
    } catch (error) {
      await this.#takeBack(jobId, from)
      throw error
    }
  }

  #tell(jobId: string): void {
    this.#parts.news.job(jobId)
    this.#parts.dispatcher.pump()
  }

  /** Nothing is started meanwhile, for it might be of this. Where it fails too, as on a full disk, the next start does it. */
  async #takeBack(jobId: string, from: number): Promise<void> {
    const { world, dispatcher, leftovers, news } = this.#parts
    const { store, clock, log } = world
    const letGo = dispatcher.hold()
    try {
      const running = dispatcher.attempts.ofJob(jobId).filter(({ index }) => index >= from)
      await Promise.all(running.map((attempt) => dispatcher.stop(attempt, 'removed')))
      await inSlices(clock, (items) => store.transaction(() => store.takeAdditionBack(jobId, items), { durable: false }))
    } catch (error) {
      log.error('what was added in part could not be taken back yet', { jobId, error: String(error) })
    } finally {
      letGo()
    }
    void leftovers.clear()
    if (store.job(jobId) === null) news.removed([jobId], [])
    else news.job(jobId)
  }
}

interface Writes {
  /** In the first transaction, before its episodes. */
  readonly before: () => void
  readonly alongside: () => void
}

const nothing = () => undefined
