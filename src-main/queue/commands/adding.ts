import type { NewEpisodeRecord, NewJobRecord } from '../ports.ts'
import type { ItemParts } from './item-parts.ts'
import { removeItems } from './removing.ts'

/** Episodes of one transaction: about 20 ms, in which nothing else is answered. */
const batchSize = 1_000

/**
 * Adds jobs and episodes, many of them in batches, between which the queue goes on with its work and starts the first.
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

  /** Resolves once all of it is durable; with false where the job was removed meanwhile. */
  addJob(job: NewJobRecord, episodes: Iterable<NewEpisodeRecord>): Promise<boolean> {
    return this.#add(job.id, episodes, () => this.#parts.world.store.addJob(job, []))
  }

  /** The same for a job that is there; with false where it is not. */
  async addEpisodes(jobId: string, episodes: Iterable<NewEpisodeRecord>): Promise<boolean> {
    for (let before = this.#underWay.get(jobId); before !== undefined; before = this.#underWay.get(jobId)) await before
    if (this.#parts.world.store.job(jobId) === null) return false
    return this.#add(jobId, episodes, () => undefined)
  }

  async #add(jobId: string, episodes: Iterable<NewEpisodeRecord>, prepare: () => void): Promise<boolean> {
    const { store } = this.#parts.world
    const batches = batched(episodes)
    const [first = [], second] = [batches.next().value ?? [], batches.next().value]
    store.transaction(() => {
      prepare()
      if (second !== undefined) store.beginAddition(jobId)
      store.addEpisodes(jobId, first)
    })
    if (second === undefined) return true
    const all = this.#addRest(jobId, first, [second], batches)
    const over = all.catch(() => undefined).finally(() => this.#underWay.delete(jobId))
    this.#underWay.set(jobId, over)
    return all
  }

  async #addRest(
    jobId: string,
    first: readonly NewEpisodeRecord[],
    second: Iterable<readonly NewEpisodeRecord[]>,
    others: Iterable<readonly NewEpisodeRecord[]>,
  ): Promise<boolean> {
    const { world, news, dispatcher } = this.#parts
    const { store, clock } = world
    const added = first.map(({ id }) => id)
    try {
      for (const rest of [second, others]) {
        for (const batch of rest) {
          news.job(jobId)
          dispatcher.pump()
          await new Promise<void>((resolve) => clock.schedule(0, resolve))
          if (store.job(jobId) === null) break
          store.transaction(() => store.addEpisodes(jobId, batch), { durable: false })
          for (const { id } of batch) added.push(id)
        }
      }
      const isThere = store.job(jobId) !== null
      store.endAddition(jobId)
      return isThere
    } catch (error) {
      await this.#takeBack(jobId, added)
      throw error
    }
  }

  /** Where that fails too, as on a full disk, the next start does it. */
  async #takeBack(jobId: string, episodeIds: readonly string[]): Promise<void> {
    const { store, log } = this.#parts.world
    try {
      await removeItems(this.#parts, { jobIds: [], episodeIds }, { deleteFiles: true })
      store.endAddition(jobId)
    } catch (error) {
      log.error('what was added in part could not be taken back yet', { jobId, error: String(error) })
    }
  }
}

/** Parts of a list, each of at most {@link batchSize}, as they are asked for. */
function* batched<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
  let batch: Item[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
