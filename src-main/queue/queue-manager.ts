import type { Episode, Job, JobPatch, NewJob, Settings, SettingsPatch, StaffelEvent } from '../../src-preload/contract/index.ts'
import type { Attempt } from './attempts.ts'
import { Boot, type BootFacts } from './boot.ts'
import { definedOnly } from './defined-only.ts'
import { Dispatcher } from './dispatcher.ts'
import { EventHub, type Subscription } from './event-hub.ts'
import { linkChange } from './fresh-link.ts'
import { HostKeeper } from './host-keeper.ts'
import { newEpisodeRecords, newJobRecord } from './new-job.ts'
import { News } from './news.ts'
import { preparedFolder } from './prepared-folder.ts'
import { QueueReader } from './reader.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import { type ListedItems, removeItems } from './removing.ts'
import { ReportDesk } from './report-desk.ts'
import { SettingsKeeper } from './settings-keeper.ts'
import { Sweeper } from './sweeper.ts'
import { Verification } from './verification.ts'
import { WaitKeeper } from './wait-keeper.ts'
import type { World } from './world.ts'

const pausedKey = 'queue.paused'

export interface QueueOptions extends BootFacts {
  /** Where files go until the user says otherwise. */
  readonly downloadDirectory: string
  /** Settings that this start was told, above what is saved. */
  readonly forced: SettingsPatch
  /** `address:port` on which this program itself listens. */
  readonly ownAddresses: readonly string[]
}

export type BulkAction = 'pause' | 'resume' | 'retry' | 'remove'

/**
 * The domain: everything a door can ask of the list. Each command resolves once its change is durable; what cannot
 * be done is a {@link Refusal}, and then nothing was changed.
 */
export class QueueManager {
  readonly read: QueueReader
  readonly verification: Verification
  readonly #world: World
  readonly #settings: SettingsKeeper
  readonly #hub = new EventHub()
  readonly #news: News
  readonly #hosts: HostKeeper
  readonly #dispatcher: Dispatcher
  readonly #waits: WaitKeeper
  readonly #sweeper: Sweeper
  readonly #desk: ReportDesk
  readonly #unsubscribe: (() => void)[]
  readonly #boot: Boot
  #ownAddresses: readonly string[]

  constructor(world: World, options: QueueOptions) {
    this.#world = world
    this.#ownAddresses = options.ownAddresses
    this.#settings = new SettingsKeeper(world.store, options, world.log)
    this.#news = new News(this.#hub, world.clock, world.random)
    this.#hosts = new HostKeeper(world, this.#settings, (host) => this.#eased(host))
    this.#dispatcher = new Dispatcher(world, this.#settings, this.#news, this.#hosts)
    this.read = new QueueReader(world, this.#dispatcher, this.#settings, this.#hosts)
    this.#news.attach({ attempts: this.#dispatcher.attempts, reader: this.read })
    this.#waits = new WaitKeeper(world, this.#dispatcher, this.#settings, this.#news)
    this.#sweeper = new Sweeper(world)
    this.#desk = new ReportDesk({
      world,
      dispatcher: this.#dispatcher,
      settings: this.#settings,
      news: this.#news,
      waits: this.#waits,
      sweeper: this.#sweeper,
      reader: this.read,
      hosts: this.#hosts,
    })
    this.verification = new Verification({
      world,
      dispatcher: this.#dispatcher,
      touched: (episodeId) => void this.#touchedEpisode(episodeId),
    })
    this.#boot = new Boot(options, { world, verification: this.verification, news: this.#news })
    this.#unsubscribe = [
      world.pool.onReport((report) => this.#desk.take(report)),
      this.#settings.onChange((settings, before) => this.#follow(settings, before)),
    ]
  }

  get settings(): Settings {
    return this.#settings.current
  }

  /** Calls after every change; returns what ends that. */
  onSettings(listener: (settings: Settings) => void): () => void {
    return this.#settings.onChange(listener)
  }

  /** Boot: what was active is queued again, files without an owner go, the engine learns its settings, work starts. */
  start(): void {
    this.#waits.freeDisks()
    this.#dispatcher.isPaused = this.#world.store.loadSettings()[pausedKey] === true
    this.#configurePool()
    this.#boot.begin(() => {
      this.#sweeper.start()
      this.#waits.plan()
      this.#dispatcher.begin()
    })
  }

  /** Tells the engine which addresses are this program's own. */
  listensOn(ownAddresses: readonly string[]): void {
    this.#ownAddresses = ownAddresses
    this.#configurePool()
  }

  /** Leaving is a phase: every transfer comes to a checkpoint and is queued again, then the parts close in order. */
  async close(): Promise<void> {
    this.verification.close()
    await this.#dispatcher.close()
    await this.#sweeper.settled()
    this.#sweeper.close()
    this.#waits.close()
    this.#hosts.close()
    await this.#world.pool.close()
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    this.#news.close()
    await this.#hub.close()
    await this.#boot.end()
  }

  subscribe(): Subscription {
    const first: StaffelEvent[] = [
      { type: 'settings', settings: this.settings },
      { type: 'stats', stats: this.read.stats() },
      ...this.#boot.notices,
    ]
    return this.#hub.subscribe(first)
  }

  async add(input: NewJob): Promise<Job | Refusal> {
    const folder = await preparedFolder(this.#world.folders, input.directory, this.settings)
    if (isRefusal(folder)) return folder
    const { store, random, clock } = this.#world
    const row = newJobRecord(input, { ...folder, id: random.id(), now: clock.now() })
    store.addJob(
      row,
      newEpisodeRecords(input, input.startPaused === true ? 'paused' : 'queued', () => random.id()),
    )
    return this.#touched(row.id)
  }

  addEpisodes(jobId: string, input: Pick<NewJob, 'urls' | 'episodes'>): Job | Refusal {
    const { store, random } = this.#world
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    store.addEpisodes(
      jobId,
      newEpisodeRecords(input, 'queued', () => random.id()),
    )
    return this.#touched(jobId)
  }

  updateJob(jobId: string, patch: JobPatch): Job | Refusal {
    const { store } = this.#world
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    const { position, ...change } = patch
    store.transaction(() => {
      store.changeJob(jobId, definedOnly(change))
      if (position !== undefined) store.moveJob(jobId, position)
    })
    this.#dispatcher.renewLimits([jobId])
    return this.#touched(jobId)
  }

  async pauseJob(jobId: string): Promise<Job | Refusal> {
    if (this.#world.store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    await this.#dispatcher.haltJob(jobId, 'paused')
    return this.#touched(jobId)
  }

  async resumeJob(jobId: string): Promise<Job | Refusal> {
    const { store } = this.#world
    const over = this.#stopsOver(this.#dispatcher.attempts.ofJob(jobId))
    if (over !== null) await over
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    store.transaction(() => {
      store.changeEpisodes(jobId, ['paused'], 'queued')
      store.changeEpisodes(jobId, ['queued'], 'queued', { onlyWaiting: true })
    })
    return this.#touched(jobId)
  }

  /** Failed episodes start anew, waiting ones at once. */
  async retryJob(jobId: string): Promise<Job | Refusal> {
    const { store } = this.#world
    const over = this.#stopsOver(this.#dispatcher.attempts.ofJob(jobId))
    if (over !== null) await over
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    store.transaction(() => {
      store.changeEpisodes(jobId, ['failed'], 'queued', { resetAttempts: true })
      store.changeEpisodes(jobId, ['queued'], 'queued', { onlyWaiting: true, resetAttempts: true })
    })
    return this.#touched(jobId)
  }

  async removeJob(jobId: string, options: { deleteFiles: boolean }): Promise<{ done: true } | Refusal> {
    if (this.#world.store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    await this.#remove({ jobIds: [jobId], episodeIds: [] }, options)
    return { done: true }
  }

  async pauseEpisode(episodeId: string): Promise<Episode | Refusal> {
    const { store } = this.#world
    const record = store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    const isRunning = this.#dispatcher.attempts.ofEpisode(episodeId) !== undefined
    if (!isRunning && record.status !== 'queued' && record.status !== 'paused') {
      return refuse('CONFLICT', { episodeId, status: record.status })
    }
    await this.#dispatcher.haltEpisode(episodeId, 'paused')
    return this.#touchedEpisode(episodeId)
  }

  /** A paused one is queued again; one that waits goes on at once. */
  async resumeEpisode(episodeId: string): Promise<Episode | Refusal> {
    const over = this.#stopOver(episodeId)
    if (over !== null) await over
    const record = this.#world.store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    if (record.status === 'completed' || record.status === 'failed') {
      return refuse('CONFLICT', { episodeId, status: record.status })
    }
    return this.#queueAgain(episodeId)
  }

  /** A failed one starts with all its attempts; one that waits or is paused goes on at once. */
  async retryEpisode(episodeId: string): Promise<Episode | Refusal> {
    const over = this.#stopOver(episodeId)
    if (over !== null) await over
    const record = this.#world.store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    if (record.status === 'completed') return refuse('CONFLICT', { episodeId, status: record.status })
    return this.#queueAgain(episodeId)
  }

  async updateEpisode(
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
      if (attempt !== undefined) attempt.isOfOldLink ||= patch.url !== record.url
      if (attempt !== undefined) await this.#dispatcher.stop(attempt, 'queued')
    }
    this.#dispatcher.renewLimits([record.jobId])
    return this.#touchedEpisode(episodeId)
  }

  async removeEpisode(episodeId: string, options: { deleteFiles: boolean }): Promise<{ done: true } | Refusal> {
    if (this.#world.store.episode(episodeId) === null) return refuse('NOT_FOUND', { episodeId })
    await this.#remove({ jobIds: [], episodeIds: [episodeId] }, options)
    return { done: true }
  }

  /** One action on many; what does not fit an item's state, or is not there, is counted as skipped. */
  async bulk(
    action: BulkAction,
    items: ListedItems & { readonly deleteFiles: boolean },
  ): Promise<{ changed: number; skipped: number }> {
    if (action === 'remove') return this.#remove(items, items)
    const outcomes = await this.#dispatcher.startAsOne<Job | Episode | Refusal>([
      ...items.jobIds.map((id) => () => this.#jobAction(action, id)),
      ...items.episodeIds.map((id) => () => this.#episodeAction(action, id)),
    ])
    const skipped = outcomes.filter(isRefusal).length
    return { changed: outcomes.length - skipped, skipped }
  }

  /** Holds the whole queue: what runs goes back to `queued` at a checkpoint, singly paused items stay paused. */
  async pauseQueue(): Promise<void> {
    this.#world.store.saveSettings({ [pausedKey]: true })
    this.#dispatcher.isPaused = true
    await this.#dispatcher.stopAll('queued')
  }

  resumeQueue(): void {
    this.#world.store.saveSettings({ [pausedKey]: false })
    this.#dispatcher.isPaused = false
    this.#dispatcher.pump()
  }

  async changeSettings(patch: SettingsPatch): Promise<Settings | Refusal> {
    if (patch.downloadDirectory === undefined) return this.#settings.change(patch)
    const folder = await preparedFolder(this.#world.folders, patch.downloadDirectory, this.settings)
    return isRefusal(folder) ? folder : this.#settings.change({ ...patch, downloadDirectory: folder.directory })
  }

  #remove(items: ListedItems, options: { deleteFiles: boolean }): Promise<{ changed: number; skipped: number }> {
    const parts = { store: this.#world.store, dispatcher: this.#dispatcher, sweeper: this.#sweeper, news: this.#news }
    return removeItems(parts, items, options)
  }

  /**
   * A resume right after a pause must not be lost on episodes that are still on their way to the stop. Null where
   * none is: then nothing is waited for, and the command stays one with others.
   */
  #stopsOver(attempts: readonly Attempt[]): Promise<unknown> | null {
    const stopping = attempts.filter((attempt) => attempt.stopping !== null)
    return stopping.length === 0 ? null : Promise.all(stopping.map((attempt) => attempt.untilOver()))
  }

  #stopOver(episodeId: string): Promise<unknown> | null {
    const attempt = this.#dispatcher.attempts.ofEpisode(episodeId)
    return attempt === undefined ? null : this.#stopsOver([attempt])
  }

  #queueAgain(episodeId: string): Episode | Refusal {
    const { store } = this.#world
    const status = store.episode(episodeId)?.status
    if (status !== 'downloading' && status !== 'verifying') {
      store.changeEpisode(episodeId, {
        status: 'queued',
        waitReason: null,
        waitUntil: null,
        attempts: 0,
        error: null,
        finishedAt: null,
      })
    }
    return this.#touchedEpisode(episodeId)
  }

  #jobAction(action: Exclude<BulkAction, 'remove'>, id: string): Promise<Job | Refusal> {
    if (action === 'pause') return this.pauseJob(id)
    return action === 'resume' ? this.resumeJob(id) : this.retryJob(id)
  }

  #episodeAction(action: Exclude<BulkAction, 'remove'>, id: string): Promise<Episode | Refusal> {
    if (action === 'pause') return this.pauseEpisode(id)
    return action === 'resume' ? this.resumeEpisode(id) : this.retryEpisode(id)
  }

  #follow(settings: Settings, before: Settings): void {
    this.#configurePool()
    if (settings.minFreeBytes !== before.minFreeBytes) this.#waits.freeDisks()
    this.#dispatcher.giveUpSurplus()
    this.#dispatcher.renewLimits(this.#dispatcher.attempts.jobIds())
    this.#news.settings(settings)
    this.#dispatcher.pump()
  }

  /** A host may be asked for more than before. */
  #eased(host: string): void {
    this.#dispatcher.shareHost(host)
    this.#news.stats()
    this.#dispatcher.pump()
  }

  #configurePool(): void {
    const { stallTimeoutMs, hostRequestIntervalMs, speedLimit, minFreeBytes, allowPrivateAddresses, maxConnectionsPerHost } =
      this.settings
    this.#world.pool.configure({
      stallTimeoutMs,
      hostRequestIntervalMs,
      speedLimit,
      minFreeBytes,
      allowPrivateAddresses,
      maxConnectionsPerHost,
      ownAddresses: this.#ownAddresses,
    })
  }

  /** After a change of a job: its own times, the news, the pump, and how it looks now. */
  #touched(jobId: string): Job | Refusal {
    const { store } = this.#world
    const record = store.job(jobId)
    const isOpen = record !== null && record.status !== 'completed' && record.status !== 'failed'
    if (isOpen && record.finishedAt !== null) store.changeJob(jobId, { finishedAt: null })
    this.#waits.plan()
    this.#news.job(jobId)
    this.#dispatcher.pump()
    return this.read.job(jobId) ?? refuse('NOT_FOUND', { jobId })
  }

  #touchedEpisode(episodeId: string): Episode | Refusal {
    const record = this.#world.store.episode(episodeId)
    if (record === null) return refuse('NOT_FOUND', { episodeId })
    this.#news.episode(episodeId)
    const job = this.#touched(record.jobId)
    return isRefusal(job) ? job : (this.read.episode(episodeId) ?? refuse('NOT_FOUND', { episodeId }))
  }
}
