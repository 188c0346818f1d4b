import type { Episode } from '../../../src-preload/contract/index.ts'
import type { Dispatcher } from '../dispatcher.ts'
import { linkChange } from '../fresh-link.ts'
import { hostOf } from '../names.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { World } from '../world.ts'
import type { ItemParts } from './item-parts.ts'
import { removeItems } from './removing.ts'
import { tryItsSession } from './session-change.ts'
import { stopsOver } from './touching.ts'

/**
 * What a door can ask of one episode. Each resolves once its change is durable; a refusal has changed nothing. A `deed`
 * remembers how things were.
 */
export class EpisodeCommands {
  readonly #world: World
  readonly #dispatcher: Dispatcher
  readonly #parts: ItemParts

  constructor(parts: ItemParts) {
    this.#world = parts.world
    this.#dispatcher = parts.dispatcher
    this.#parts = parts
  }

  async pause(episodeId: string, deed: number | null = null): Promise<Episode | Refusal> {
    const { store } = this.#world
    const record = store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    const isRunning = this.#dispatcher.attempts.ofEpisode(episodeId) !== undefined
    if (!isRunning && record.status !== 'queued' && record.status !== 'paused') {
      return refuse('CONFLICT', { episodeId, status: record.status })
    }
    await this.#parts.sweeps.haltEpisode(episodeId, 'paused', deed)
    return this.#parts.touching.episode(episodeId)
  }

  /** A paused one is queued again; one that waits goes on at once. */
  async resume(episodeId: string, deed: number | null = null): Promise<Episode | Refusal> {
    const over = stopsOver([this.#dispatcher.attempts.ofEpisode(episodeId)])
    if (over !== null) await over
    const record = this.#world.store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    if (record.status === 'completed' || record.status === 'failed') {
      return refuse('CONFLICT', { episodeId, status: record.status })
    }
    return this.#queueAgain(episodeId, deed)
  }

  /** A failed one starts with all its attempts; one that waits or is paused goes on at once. */
  async retry(episodeId: string, deed: number | null = null): Promise<Episode | Refusal> {
    const over = stopsOver([this.#dispatcher.attempts.ofEpisode(episodeId)])
    if (over !== null) await over
    const record = this.#world.store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    if (record.status === 'completed') return refuse('CONFLICT', { episodeId, status: record.status })
    return this.#queueAgain(episodeId, deed)
  }

  async update(
    episodeId: string,
    patch: { url?: string | undefined; speedLimit?: number | undefined },
  ): Promise<Episode | Refusal> {
    const { store } = this.#world
    const record = store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    if (patch.url !== undefined && record.status === 'completed') {
      return refuse('CONFLICT', { episodeId, status: record.status })
    }
    if (patch.url === undefined) store.changeEpisode(episodeId, { speedLimit: patch.speedLimit })
    else {
      const attempt = this.#dispatcher.attempts.ofEpisode(episodeId)
      // Kept before the stop: the episode may be picked again the moment it is over.
      store.changeEpisode(episodeId, { ...linkChange(record, patch.url), speedLimit: patch.speedLimit })
      if (patch.url !== record.url) this.#parts.log.linkRenewed(episodeId, hostOf(patch.url))
      if (attempt !== undefined) attempt.isOfOldLink ||= patch.url !== record.url
      if (attempt !== undefined) await this.#dispatcher.stop(attempt, 'queued')
    }
    this.#dispatcher.renewLimits([record.jobId])
    return this.#parts.touching.episode(episodeId)
  }

  async remove(episodeId: string, options: { deleteFiles: boolean }): Promise<{ done: true } | Refusal> {
    if (this.#world.store.episode(episodeId) === null) return refuse('NOT_FOUND', { episodeId })
    await removeItems(this.#parts, { jobIds: [], episodeIds: [episodeId] }, options)
    return { done: true }
  }

  #queueAgain(episodeId: string, deed: number | null): Episode | Refusal {
    const { store } = this.#world
    const { status, jobId = '' } = store.episode(episodeId) ?? {}
    if (status !== 'downloading' && status !== 'verifying') {
      // A pause that has only just come to its end would count again at the next start.
      store.transaction(() => {
        store.endSweep(episodeId)
        if (deed !== null) store.keepEpisodes(deed, [episodeId])
        store.changeEpisode(episodeId, {
          status: 'queued',
          waitReason: null,
          waitUntil: null,
          attempts: 0,
          error: null,
          finishedAt: null,
          laterRetries: 0,
        })
      })
    }
    tryItsSession(this.#parts, jobId)
    return this.#parts.touching.episode(episodeId)
  }
}
