import type { FinishAction, Settings, SettingsPatch, StaffelEvent } from '../../src-preload/contract/index.ts'
import { Boot, type BootFacts } from './boot.ts'
import { type BulkAction, bulkAction } from './commands/bulk.ts'
import { EpisodeCommands } from './commands/episode-commands.ts'
import type { ItemParts } from './commands/item-parts.ts'
import { JobCommands } from './commands/job-commands.ts'
import { JobSweeps } from './commands/job-sweeps.ts'
import type { ListedItems } from './commands/removing.ts'
import { Touching } from './commands/touching.ts'
import { UndoJournal } from './commands/undo-journal.ts'
import { Details } from './details/details.ts'
import { Dispatcher } from './dispatcher.ts'
import { EngineKeeper } from './engine-keeper.ts'
import { EventHub, type Subscription } from './event-hub.ts'
import { AwakeKeeper } from './finishing/awake-keeper.ts'
import { FinishKeeper } from './finishing/finish-keeper.ts'
import { HostKeeper } from './host-keeper.ts'
import { Leftovers } from './leftovers.ts'
import { NetworkKeeper } from './network-keeper.ts'
import { News } from './news.ts'
import { NoticeKeeper } from './notice-keeper.ts'
import { ClockWatch } from './outside/clock-watch.ts'
import { OutsideWatch } from './outside/outside-watch.ts'
import { ProxyCommands } from './proxy-commands.ts'
import { QueueCommands } from './queues/queue-commands.ts'
import { QueueKeeper } from './queues/queue-keeper.ts'
import { QueueReader } from './reader.ts'
import { type Refusal, refuse } from './refusal.ts'
import { Renewals } from './renewals.ts'
import { ReportDesk } from './report-desk.ts'
import { Reporting } from './reporting.ts'
import { AutoScale } from './scaling/auto-scale.ts'
import { scaledQueue } from './scaling/scaled-queue.ts'
import { everyQueue, ScheduleKeeper } from './schedule/schedule-keeper.ts'
import { SessionDesk } from './sessions/session-desk.ts'
import { changeSettings } from './settings-change.ts'
import { SettingsKeeper } from './settings-keeper.ts'
import { Sweeper } from './sweeper.ts'
import { UncountedWaits } from './uncounted-waits.ts'
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

/**
 * The domain: everything a door can ask of the list. Each command resolves once its change is durable; what cannot
 * be done is a {@link Refusal}, and then nothing was changed.
 */
export class QueueManager {
  readonly read: QueueReader
  readonly jobs: JobCommands
  readonly episodes: EpisodeCommands
  readonly queues: QueueCommands
  readonly proxies: ProxyCommands
  readonly verification: Verification
  readonly reporting: Reporting
  readonly details: Details
  readonly undo: UndoJournal
  readonly #world: World
  readonly #settings: SettingsKeeper
  readonly hub = new EventHub()
  readonly notices: NoticeKeeper
  readonly #news: News
  readonly #network: NetworkKeeper
  readonly #autoScale: AutoScale
  readonly #hosts: HostKeeper
  readonly #schedules: ScheduleKeeper
  readonly #finishing: FinishKeeper
  readonly #awake: AwakeKeeper
  readonly #dispatcher: Dispatcher
  readonly #outside: OutsideWatch
  readonly #waits: WaitKeeper
  readonly #sweeper: Sweeper
  readonly #leftovers: Leftovers
  readonly #renewals: Renewals
  readonly #parts: ItemParts
  readonly #desk: ReportDesk
  readonly #unsubscribe: (() => void)[]
  readonly #boot: Boot
  readonly #engine: EngineKeeper

  constructor(world: World, options: QueueOptions) {
    this.#world = world
    this.#settings = new SettingsKeeper(world.store, options, world.log)
    this.notices = new NoticeKeeper(world, this.hub)
    this.#news = new News(this.hub, world, this.notices)
    this.#network = new NetworkKeeper(world)
    this.#autoScale = new AutoScale(world.clock, this.#settings)
    this.#hosts = new HostKeeper(world, this.#settings, this.#autoScale, (host) => this.#eased(host))
    this.#schedules = new ScheduleKeeper(world, () => this.#followSchedule())
    this.#engine = new EngineKeeper(world, {
      settings: () => this.settings,
      schedules: this.#schedules,
      network: this.#network,
      ownAddresses: options.ownAddresses,
    })
    this.#finishing = new FinishKeeper(world, this.#news, () => this.#hasReady())
    const keepers = {
      settings: this.#settings,
      news: this.#news,
      hosts: this.#hosts,
      queues: new QueueKeeper(world.store),
      schedules: this.#schedules,
      finishing: this.#finishing,
      autoScale: this.#autoScale,
    }
    this.#dispatcher = new Dispatcher(world, keepers)
    const clockWatch = new ClockWatch(world, {
      // Both or neither: what is asked for again at the next look must not be moved twice.
      onJump: (jumpedMs) =>
        world.store.transaction(() => {
          this.#waits.shift(jumpedMs)
          this.reporting.later.shift(jumpedMs)
        }),
      onSleep: (sleptMs) => this.#hosts.slept(sleptMs),
    })
    this.reporting = new Reporting({
      world,
      dispatcher: this.#dispatcher,
      news: this.#news,
      settings: this.#settings,
      lookAtClock: () => clockWatch.look(),
    })
    this.read = new QueueReader(world, this.#dispatcher, { ...keepers, reporting: this.reporting })
    this.details = new Details(world, this.#dispatcher.attempts, this.read)
    this.#awake = new AwakeKeeper(world, this.#dispatcher.attempts, () => this.settings.preventSleep)
    this.#news.attach({ attempts: this.#dispatcher.attempts, reader: this.read })
    this.#autoScale.attach(
      scaledQueue({
        ...keepers,
        dispatcher: this.#dispatcher,
        reader: this.read,
        store: world.store,
        speedLimit: () => this.#engine.speedLimit,
      }),
    )
    this.#waits = new WaitKeeper(world, this.#dispatcher, this.#settings, this.#news, clockWatch)
    this.#sweeper = new Sweeper(world)
    this.#leftovers = new Leftovers(world, this.#sweeper)
    this.#renewals = new Renewals(world, { news: this.#news, dispatcher: this.#dispatcher, log: this.details.log })
    const uncountedWaits = new UncountedWaits()
    const sessionDesk = new SessionDesk({ world, dispatcher: this.#dispatcher, news: this.#news })
    this.#desk = new ReportDesk({
      world,
      dispatcher: this.#dispatcher,
      settings: this.#settings,
      news: this.#news,
      waits: this.#waits,
      sweeper: this.#sweeper,
      reader: this.read,
      hosts: this.#hosts,
      sessions: sessionDesk,
      reporting: this.reporting,
      renewals: this.#renewals,
      uncountedWaits,
      onDownloaded: () => this.#finishing.downloaded(),
      autoScale: this.#autoScale,
    })
    this.#outside = new OutsideWatch(world, clockWatch, {
      onWake: () => this.#wokeUp(),
      onAddressLost: () => {
        this.#desk.disturbed()
        this.#dispatcher.renewConnections()
      },
      onAddressGained: () => this.#hosts.networkChanged(),
      onLook: () => {
        this.#schedules.look()
        this.#awake.look()
      },
    })
    const touching = new Touching({
      store: world.store,
      waits: this.#waits,
      news: this.#news,
      dispatcher: this.#dispatcher,
      reader: this.read,
    })
    this.#parts = {
      world,
      settings: this.#settings,
      dispatcher: this.#dispatcher,
      sweeper: this.#sweeper,
      leftovers: this.#leftovers,
      uncountedWaits,
      log: this.details.log,
      news: this.#news,
      queues: keepers.queues,
      network: this.#network,
      reporting: this.reporting,
      schedules: this.#schedules,
      touching,
      sweeps: new JobSweeps({ world, dispatcher: this.#dispatcher, news: this.#news }),
    }
    this.undo = new UndoJournal({ ...this.#parts, setPaused: (isPaused) => (isPaused ? this.pauseQueue() : this.resumeQueue()) })
    this.jobs = new JobCommands(this.#parts)
    this.episodes = new EpisodeCommands(this.#parts)
    this.queues = new QueueCommands(this.#parts)
    this.proxies = new ProxyCommands({
      world,
      network: this.#network,
      news: this.#news,
      settings: () => this.settings,
      onChanged: () => this.#engine.configure(),
    })
    this.verification = new Verification({
      world,
      dispatcher: this.#dispatcher,
      touched: (episodeId) => void touching.episode(episodeId),
    })
    this.#boot = new Boot(options, { world, verification: this.verification, news: this.#news, notices: this.notices })
    this.#unsubscribe = [
      world.sessions.onNews((told) => sessionDesk.follow(told)),
      world.pool.onReport((report) => this.details.take(report)),
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
    this.#schedules.follow(everyQueue, this.settings.schedule)
    this.#schedules.followQueues(this.#parts.queues.all())
    this.#engine.configure()
    this.#world.store.shareFairly(this.settings.fairJobs)
    this.#boot.begin(() => {
      this.#sweeper.start()
      void this.#leftovers.clear()
      this.#waits.start()
      this.#renewals.start()
      this.#outside.start()
      this.reporting.start()
      this.#network.load(this.settings, () => {
        this.#engine.configure()
        this.#dispatcher.begin()
      })
    })
  }

  /** Tells the engine which addresses are this program's own. */
  listensOn(ownAddresses: readonly string[]): void {
    this.#engine.listensOn(ownAddresses)
  }

  /** Leaving is a phase: every transfer comes to a checkpoint and is queued again, then the parts close in order. */
  async close(): Promise<void> {
    this.verification.close()
    this.read.close()
    this.#outside.close()
    this.reporting.close()
    this.#finishing.close()
    this.#awake.close()
    this.#renewals.close()
    await this.#dispatcher.close()
    await this.undo.close()
    await this.#leftovers.close()
    await this.#sweeper.close()
    this.#waits.close()
    this.#schedules.close()
    this.#hosts.close()
    this.#autoScale.close()
    await this.#world.pool.close()
    this.details.close()
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    this.#news.close()
    this.notices.close()
    await this.hub.close()
    await this.#boot.end()
  }

  subscribe(): Subscription {
    const first: StaffelEvent[] = [
      { type: 'settings', settings: this.settings },
      { type: 'stats', stats: this.read.stats() },
      { type: 'queues', queues: this.queues.list().items },
      { type: 'proxies', proxies: this.proxies.list().items },
      { type: 'sessions', ...this.read.sessions() },
      { type: 'undo', undoables: [...this.undo.list()] },
      { type: 'notices', unread: this.notices.unread },
      ...this.#boot.notices,
    ]
    return this.hub.subscribe(first)
  }

  /** One action on many, as one change. */
  bulk(
    action: BulkAction,
    items: ListedItems & { readonly deleteFiles: boolean; readonly deed?: number | null },
  ): Promise<{ changed: number; skipped: number }> {
    return bulkAction(action, items, { parts: this.#parts, jobs: this.jobs, episodes: this.episodes })
  }

  /** Holds the whole queue: what runs goes back to `queued` at a checkpoint, singly paused items stay paused. */
  async pauseQueue(): Promise<{ changed: number }> {
    const changed = this.#dispatcher.isPaused ? 0 : 1
    this.#world.store.saveSettings({ [pausedKey]: true })
    this.#dispatcher.isPaused = true
    await this.#dispatcher.stopAll('queued')
    return { changed }
  }

  resumeQueue(): { changed: number } {
    const changed = this.#dispatcher.isPaused ? 1 : 0
    this.#world.store.saveSettings({ [pausedKey]: false })
    this.#dispatcher.isPaused = false
    this.#dispatcher.pump()
    return { changed }
  }

  /** The machine goes to sleep: what runs comes to a checkpoint while there is time, and uses up no attempt. */
  sleep(): Promise<void> {
    return this.#dispatcher.sleep()
  }

  /** The machine is awake again. */
  wake(): void {
    if (!this.#outside.look()) this.#wokeUp()
  }

  /** What happens once everything is downloaded; refused where this program cannot do it. */
  setWhenFinished(action: FinishAction): { readonly done: true } | Refusal {
    return this.#finishing.set(action)
  }

  /** Lets the schedule not count until it says something else by itself, or count again. */
  overrideSchedule(isOverridden: boolean): { readonly done: true } | Refusal {
    return this.#schedules.override(everyQueue, isOverridden) ? { done: true } : refuse('CONFLICT', { schedule: null })
  }

  changeSettings(patch: SettingsPatch): Promise<Settings | Refusal> {
    return changeSettings(this.#parts, patch)
  }

  #follow(settings: Settings, before: Settings): void {
    this.#schedules.follow(everyQueue, settings.schedule)
    this.#engine.configure()
    if (settings.minFreeBytes !== before.minFreeBytes) this.#waits.freeDisks()
    if (settings.fairJobs !== before.fairJobs) this.#world.store.shareFairly(settings.fairJobs)
    this.#autoScale.follow()
    this.#dispatcher.giveUpSurplus()
    this.#dispatcher.renewLimits(this.#dispatcher.attempts.jobIds())
    this.#news.settings(settings)
    void this.reporting.follow(settings, before)
    this.#dispatcher.pump()
  }

  #wokeUp(): void {
    this.#desk.disturbed()
    this.#hosts.networkChanged()
    this.#autoScale.forget()
    this.#waits.lookNow()
    this.#dispatcher.wake()
  }

  /** Whether something goes on by itself once it may: all but what waits for a sign-in or stands in a queue that a person holds. */
  #hasReady(): boolean {
    const { queues } = this.#parts
    const free = queues.all().filter(({ paused }) => !paused)
    const excludedSessions = this.#dispatcher.allowance.endedSessions()
    const limits = { queues: free.map(({ id }) => id), excludedHosts: [], excludedSessions }
    return this.#renewals.isAsking || this.#world.store.nextEligible(limits) !== null
  }

  /** A schedule says something else than before. */
  #followSchedule(): void {
    this.#engine.configure()
    this.#dispatcher.renewLimits(this.#dispatcher.attempts.jobIds())
    void this.#dispatcher.stopClosed()
    this.#news.stats()
    this.#dispatcher.pump()
  }

  /** A host may be asked for more than before. */
  #eased(host: string): void {
    this.#dispatcher.shareHost(host)
    this.#news.stats()
    this.#dispatcher.pump()
  }
}
