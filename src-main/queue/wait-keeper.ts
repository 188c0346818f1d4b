import type { Dispatcher } from './dispatcher.ts'
import type { News } from './news.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import type { World } from './world.ts'

/** The longest sleep: a clock that was set anew is noticed within this time. */
const longestSleepMs = 30_000
const diskCheckMs = 5_000
/** So much more room than before is worth another try. */
const diskGainBytes = 1_048_576
/** Tried again after this long even so: room can also come from an episode that no longer wants it. */
const diskPatienceMs = 60_000
const sweepSize = 16

/** Ends waits when their time or their cause is over, and deletes files that nobody owns any more. */
export class WaitKeeper {
  readonly #world: Pick<World, 'store' | 'clock' | 'disk' | 'log'>
  readonly #dispatcher: Dispatcher
  readonly #settings: SettingsKeeper
  readonly #news: News
  /** Folders without room: what was free when that showed, and since when. */
  readonly #fullFolders = new Map<string, { freeBytes: number | null; readonly sinceMs: number }>()
  #cancelWake: (() => void) | null = null
  #cancelDiskCheck: (() => void) | null = null
  #isSweeping = false
  #sweepAgain = false

  constructor(
    world: Pick<World, 'store' | 'clock' | 'disk' | 'log'>,
    dispatcher: Dispatcher,
    settings: SettingsKeeper,
    news: News,
  ) {
    this.#world = world
    this.#dispatcher = dispatcher
    this.#settings = settings
    this.#news = news
  }

  /** Plans for the next wait that ends by itself. */
  plan(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
    const end = this.#world.store.nextWaitEnd()
    if (end === null) return
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

  /** The reserve was changed: everything that waits for room tries again. */
  freeDisks(): void {
    this.#fullFolders.clear()
    this.#cancelDiskCheck?.()
    this.#cancelDiskCheck = null
    this.#world.store.endWaitsOf('disk')
  }

  /** Deletes what is doomed, then forgets it; what cannot be deleted now is tried at the next start. */
  sweep(): void {
    this.#sweepAgain = true
    if (!this.#isSweeping) void this.#sweepAll()
  }

  async #sweepAll(): Promise<void> {
    const { store, disk, log } = this.#world
    this.#isSweeping = true
    const tried = new Set<string>()
    try {
      while (this.#sweepAgain) {
        this.#sweepAgain = false
        // Few at a time, read anew: a name that a new part has taken in the meantime is no longer doomed.
        const files = store.doomed(sweepSize + tried.size).filter(({ path }) => !tried.has(path))
        if (files.length === 0) continue
        this.#sweepAgain = true
        const failed = new Set(await disk.remove(files.map(({ path }) => path)))
        for (const path of failed) {
          tried.add(path)
          log.warn('a file could not be deleted', { path })
        }
        store.forgetDoomed(files.filter(({ path }) => !failed.has(path)))
      }
    } catch (error) {
      log.error('deleting files failed', { error: String(error) })
    } finally {
      this.#isSweeping = false
    }
  }

  /** Resolves when nothing is being deleted any more. */
  async settled(): Promise<void> {
    while (this.#isSweeping) await new Promise<void>((resolve) => this.#world.clock.schedule(5, resolve))
  }

  close(): void {
    this.#cancelWake?.()
    this.#cancelDiskCheck?.()
  }

  #wake(): void {
    for (const id of this.#world.store.endWaits(this.#world.clock.now())) this.#news.episode(id)
    this.#dispatcher.pump()
    this.plan()
  }

  async #checkDisks(): Promise<void> {
    const { disk, clock, store } = this.#world
    const before = this.#fullFolders.size
    for (const [directory, full] of [...this.#fullFolders]) {
      const free = await disk.freeBytes(directory)
      const isPatient = clock.monotonic() - full.sinceMs < diskPatienceMs
      const hasGained = free === null || free >= (full.freeBytes ?? 0) + diskGainBytes
      const hasReserve = free === null || free > this.#settings.current.minFreeBytes
      if (hasReserve && (hasGained || !isPatient)) this.#fullFolders.delete(directory)
    }
    this.#cancelDiskCheck = this.#fullFolders.size === 0 ? null : clock.schedule(diskCheckMs, () => void this.#checkDisks())
    if (this.#fullFolders.size === before) return
    // Those of a folder that is still full meet it once and are held again.
    store.endWaitsOf('disk')
    this.#news.stats()
    this.#dispatcher.pump()
  }
}
