import type { Dispatcher } from './dispatcher.ts'
import type { News } from './news.ts'
import type { ClockWatch } from './outside/clock-watch.ts'
import type { JobRecord } from './ports.ts'
import { longestServerWaitMs } from './retry.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import { storeRetryMs } from './store-retry.ts'
import type { World } from './world.ts'

/** The longest sleep: a machine that slept itself is noticed within this time. */
const longestSleepMs = 30_000
const diskCheckMs = 5_000
/** So much more room than before is worth another try. */
const diskGainBytes = 1_048_576
/** Tried again after this long even so: room can also come from an episode that no longer wants it. */
const diskPatienceMs = 60_000

/**
 * Ends waits when their time or their cause is over. Waits are kept by the wall clock, so that they outlive the program;
 * where that is set, they are moved with it: none ends sooner or later for it.
 */
export class WaitKeeper {
  readonly #world: Pick<World, 'store' | 'clock' | 'disk' | 'log'>
  readonly #dispatcher: Pick<Dispatcher, 'pump'>
  readonly #settings: { readonly current: Pick<SettingsKeeper['current'], 'minFreeBytes'> }
  readonly #news: Pick<News, 'job' | 'episode'>
  readonly #clockWatch: Pick<ClockWatch, 'look'>
  /** Folders without room: what was free when that showed, and since when. */
  readonly #fullFolders = new Map<string, { freeBytes: number | null; readonly sinceMs: number }>()
  /** Folders that are gone, where their file systems have to be mounted, and the folder of the job whose they are. */
  readonly #missingFolders = new Map<string, { readonly mount: string | null; readonly jobDirectory: string }>()
  #cancelWake: (() => void) | null = null
  #cancelDiskCheck: (() => void) | null = null
  #isClosed = false

  constructor(
    world: Pick<World, 'store' | 'clock' | 'disk' | 'log'>,
    dispatcher: Pick<Dispatcher, 'pump'>,
    settings: { readonly current: Pick<SettingsKeeper['current'], 'minFreeBytes'> },
    news: Pick<News, 'job' | 'episode'>,
    clockWatch: Pick<ClockWatch, 'look'>,
  ) {
    this.#world = world
    this.#dispatcher = dispatcher
    this.#settings = settings
    this.#news = news
    this.#clockWatch = clockWatch
  }

  /** Boot: nobody knows what became of the clock meanwhile, and no wait was ever meant to be longer than this. */
  start(): void {
    this.#world.store.capWaits(this.#world.clock.now() + longestServerWaitMs)
    this.plan()
  }

  /** The end of a wait that begins now; in the same step as it is written. */
  endOf(lengthMs: number): number {
    this.#clockWatch.look()
    return this.#world.clock.now() + lengthMs
  }

  /** The clock was set. */
  shift(byMs: number): void {
    for (const jobId of this.#world.store.shiftWaits(byMs)) this.#news.job(jobId)
    this.plan()
  }

  /** The machine slept, or the drives are others: whatever may be over by now is looked at at once. */
  lookNow(): void {
    this.#wake()
    if (this.#cancelDiskCheck !== null) void this.#checkDisks()
  }

  /** Plans for the next wait that ends by itself. */
  plan(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
    const end = this.#world.store.nextWaitEnd()
    if (end === null || this.#isClosed) return
    const delayMs = Math.min(longestSleepMs, Math.max(0, end - this.#world.clock.now()))
    this.#cancelWake = this.#world.clock.schedule(delayMs, () => this.#wake())
  }

  /** Looks after the room in this folder from now on; false where it already does. */
  watchDisk(directory: string): boolean {
    if (this.#fullFolders.has(directory)) return false
    const full = { freeBytes: null as number | null, sinceMs: this.#world.clock.monotonic() }
    this.#fullFolders.set(directory, full)
    void this.#world.disk.freeBytes(directory).then((freeBytes) => {
      full.freeBytes = freeBytes
    })
    this.#cancelDiskCheck ??= this.#world.clock.schedule(diskCheckMs, () => void this.#checkDisks())
    return true
  }

  /** Looks for this folder from now on; false where it already does, or for another one below the same job's. */
  watchFolder({ directory, mount }: Pick<JobRecord, 'directory' | 'mount'>, jobDirectory: string): boolean {
    const isKnown = this.#missingFolders.values().some((missing) => missing.jobDirectory === jobDirectory)
    this.#missingFolders.set(directory, { mount, jobDirectory })
    this.#cancelDiskCheck ??= this.#world.clock.schedule(diskCheckMs, () => void this.#checkDisks())
    return !isKnown
  }

  /** The reserve was changed: everything that waits for room tries again. */
  freeDisks(): void {
    this.#fullFolders.clear()
    this.#missingFolders.clear()
    this.#cancelDiskCheck?.()
    this.#cancelDiskCheck = null
    this.#endDiskWaits()
  }

  #endDiskWaits(): void {
    for (const jobId of this.#world.store.endWaitsOf('disk')) this.#news.job(jobId)
  }

  close(): void {
    this.#isClosed = true
    this.#cancelWake?.()
    this.#cancelDiskCheck?.()
  }

  #wake(): void {
    const { store, clock, log } = this.#world
    try {
      this.#clockWatch.look()
      for (const { id, jobId } of store.endWaits(clock.now())) {
        this.#news.episode(id)
        this.#news.job(jobId)
      }
    } catch (error) {
      log.error('waits could not be ended, trying again', { error: String(error) })
      this.#cancelWake = clock.schedule(storeRetryMs, () => this.#wake())
      return
    }
    this.#dispatcher.pump()
    this.plan()
  }

  async #checkDisks(): Promise<void> {
    const { disk, clock, log } = this.#world
    const freed: string[] = []
    for (const [directory, full] of [...this.#fullFolders]) {
      const free = await disk.freeBytes(directory)
      const isPatient = clock.monotonic() - full.sinceMs < diskPatienceMs
      const hasGained = free === null || free >= (full.freeBytes ?? 0) + diskGainBytes
      const hasReserve = free === null || free > this.#settings.current.minFreeBytes
      if (hasReserve && (hasGained || !isPatient)) freed.push(directory)
    }
    for (const [directory, { mount }] of [...this.#missingFolders]) {
      if (await disk.isThere(directory, mount)) freed.push(directory)
    }
    if (this.#isClosed) return
    try {
      // Those of a folder that is still full or away meet it once and are held again.
      if (freed.length > 0) this.#endDiskWaits()
      for (const directory of freed) {
        this.#fullFolders.delete(directory)
        this.#missingFolders.delete(directory)
      }
    } catch (error) {
      log.error('waits for room could not be ended, trying again', { error: String(error) })
    }
    this.#cancelDiskCheck?.()
    const isWatching = this.#fullFolders.size + this.#missingFolders.size > 0
    this.#cancelDiskCheck = !isWatching ? null : clock.schedule(diskCheckMs, () => void this.#checkDisks())
    if (freed.length > 0) this.#dispatcher.pump()
  }
}
