import type { Job, JobPatch, JobsPatch, MoveJobs, NewEpisode, NewJob } from '../../../src-preload/contract/index.ts'
import { definedOnly } from '../defined-only.ts'
import type { Dispatcher } from '../dispatcher.ts'
import { idSeries } from '../id-series.ts'
import { type EpisodeParts, newEpisodeRecord, newEpisodeRecords, newJobRecord } from '../new-job.ts'
import type { ComingEpisodes, JobOfSeries, NewEpisodeRecord } from '../ports.ts'
import { preparedFolder } from '../prepared-folder.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import type { World } from '../world.ts'
import { Adding } from './adding.ts'
import type { ItemParts } from './item-parts.ts'
import { changeJobs, moveJobs, type Outcome } from './many-jobs.ts'
import { ComingPortions, ListPortions, type Portions } from './portions.ts'
import { refuseQueue } from './refuse-queue.ts'
import { refuseSession } from './refuse-session.ts'
import { relocateJob } from './relocating.ts'
import { removeItems } from './removing.ts'
import { followSession, tryItsSession } from './session-change.ts'
import { stopsOver } from './touching.ts'

/** What a door can ask of one job. Each resolves once its change is durable; a refusal has changed nothing. */
export class JobCommands {
  readonly #world: World
  readonly #settings: SettingsKeeper
  readonly #dispatcher: Dispatcher
  readonly #parts: ItemParts
  readonly #adding: Adding

  constructor(parts: ItemParts) {
    this.#world = parts.world
    this.#settings = parts.settings
    this.#dispatcher = parts.dispatcher
    this.#parts = parts
    this.#adding = new Adding(parts)
  }

  /** `alongside` is written in the transaction that makes all of it hold, see {@link Adding}. */
  add(input: NewJob, alongside?: (jobId: string) => void): Promise<Job | Refusal> {
    const portions = (parts: EpisodeParts) => new ListPortions(newEpisodeRecords(input, statusOf(input), parts))
    return this.#add(input, { named: input.episodes ?? [], portions }, alongside)
  }

  /**
   * The same where the episodes are still being read: however many there are, they are never all here at once. A job of a
   * series is taken back by the next start, unless the last of them was added too.
   */
  addComing(input: NewJob, { count, folders, chunks }: ComingEpisodes, series?: JobOfSeries): Promise<Job | Refusal> {
    const { store } = this.#world
    const portions = (parts: EpisodeParts) =>
      new ComingPortions(count, chunks, (episode) => newEpisodeRecord(episode, statusOf(input), parts))
    const alongside = (jobId: string) => {
      if (series?.isLast === false) store.holdJob(jobId)
      else for (const earlier of series?.earlier ?? []) store.endAddition(earlier)
    }
    return this.#add(input, { named: folders.map((folder) => ({ folder })), portions }, alongside)
  }

  async addEpisodes(jobId: string, input: Pick<NewJob, 'urls' | 'episodes'>, alongside?: () => void): Promise<Job | Refusal> {
    const { random, store } = this.#world
    const job = store.job(jobId)
    if (job === null) return refuse('NOT_FOUND', { jobId })
    const folders = await this.#parts.leftovers.folders.prepare(job, input.episodes ?? [])
    if (isRefusal(folders)) return folders
    try {
      const isThere = await this.#adding.addEpisodes(
        jobId,
        new ListPortions(newEpisodeRecords(input, 'queued', { id: idSeries(random), folderOf: folders.of })),
        alongside,
      )
      return isThere ? this.#parts.touching.job(jobId) : refuse('NOT_FOUND', { jobId })
    } finally {
      folders.done()
    }
  }

  /** The folder first: where it is refused, nothing was changed. */
  async change(jobId: string, { directory, ...patch }: JobPatch): Promise<Job | Refusal> {
    const refusal = this.#refusePlace(patch)
    if (refusal !== null) return refusal
    const moved = directory === undefined ? null : await relocateJob(this.#parts, jobId, directory)
    return moved !== null && isRefusal(moved) ? moved : this.update(jobId, patch)
  }

  update(jobId: string, patch: Omit<JobPatch, 'directory'>): Job | Refusal {
    const { store } = this.#world
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    const refusal = this.#refusePlace(patch)
    if (refusal !== null) return refusal
    const { position, ...change } = patch
    store.transaction(() => {
      store.changeJob(jobId, definedOnly(change))
      if (position !== undefined) store.moveJob(jobId, position)
    })
    this.#dispatcher.attempts.putInQueue(jobId, patch.queueId)
    if (patch.sessionId !== undefined) followSession(this.#parts, [jobId], patch.sessionId)
    this.#dispatcher.giveUpSurplus()
    void this.#dispatcher.stopClosed()
    this.#dispatcher.renewLimits([jobId])
    return this.#parts.touching.job(jobId)
  }

  /** A `deed` remembers how things were, here and below. */
  updateMany(jobIds: readonly string[], patch: JobsPatch, deed: number | null = null): Outcome | Refusal {
    return changeJobs(this.#parts, { jobIds, deed }, patch)
  }

  move(input: MoveJobs, deed: number | null = null): Outcome | Refusal {
    return moveJobs(this.#parts, input, deed)
  }

  async pause(jobId: string, deed: number | null = null): Promise<Job | Refusal> {
    const { store } = this.#world
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    if (deed !== null) store.keepLaterRetries(deed, jobId)
    await Promise.all([this.#parts.sweeps.halt(jobId, 'paused', deed), this.#parts.reporting.later.dropOfJob(jobId)])
    return this.#parts.touching.job(jobId)
  }

  async resume(jobId: string, deed: number | null = null): Promise<Job | Refusal> {
    const { store } = this.#world
    const over = stopsOver(this.#dispatcher.attempts.ofJob(jobId))
    if (over !== null) await over
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    const rest = this.#parts.sweeps.begin(jobId, 'resume', deed)
    if (rest !== null) await rest
    tryItsSession(this.#parts, jobId)
    return this.#parts.touching.job(jobId)
  }

  /** Failed episodes start anew, waiting ones at once. */
  async retry(jobId: string, deed: number | null = null): Promise<Job | Refusal> {
    const { store } = this.#world
    const over = stopsOver(this.#dispatcher.attempts.ofJob(jobId))
    if (over !== null) await over
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    const rest = this.#parts.sweeps.begin(jobId, 'retry', deed)
    if (rest !== null) await rest
    tryItsSession(this.#parts, jobId)
    return this.#parts.touching.job(jobId)
  }

  async remove(jobId: string, options: { deleteFiles: boolean }): Promise<{ done: true } | Refusal> {
    if (this.#world.store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    await removeItems(this.#parts, { jobIds: [jobId], episodeIds: [] }, options)
    return { done: true }
  }

  /** `named`: every folder of an episode stands in one of them. */
  async #add(
    input: NewJob,
    episodes: {
      readonly named: readonly Pick<NewEpisode, 'folder'>[]
      readonly portions: (parts: EpisodeParts) => Portions<NewEpisodeRecord>
    },
    alongside?: (jobId: string) => void,
  ): Promise<Job | Refusal> {
    const refusal = this.#refusePlace(input)
    if (refusal !== null) return refusal
    const folder = await preparedFolder(this.#world.folders, input.directory, this.#settings.current)
    if (isRefusal(folder)) return folder
    const folders = await this.#parts.leftovers.folders.prepare(folder, episodes.named)
    if (isRefusal(folders)) return folders
    try {
      // The queue, the session or the proxy may have gone while the folders were looked at.
      const lateRefusal = this.#refusePlace(input)
      if (lateRefusal !== null) return lateRefusal
      const { random, clock } = this.#world
      const row = newJobRecord(input, { ...folder, id: random.id(), now: clock.now() })
      const portions = episodes.portions({ id: idSeries(random), folderOf: folders.of })
      await this.#adding.addJob(row, portions, alongside && (() => alongside(row.id)))
      return this.#parts.touching.job(row.id)
    } finally {
      folders.done()
    }
  }

  #refusePlace({ queueId, sessionId, proxy }: Pick<JobPatch, 'queueId' | 'sessionId' | 'proxy'>): Refusal | null {
    const { queues, network } = this.#parts
    return refuseQueue(queues, queueId) ?? refuseSession(this.#world.sessions, sessionId) ?? network.refuseUse(proxy)
  }
}

function statusOf({ startPaused }: NewJob): 'queued' | 'paused' {
  return startPaused === true ? 'paused' : 'queued'
}
