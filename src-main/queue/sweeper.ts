import type { Disk, DoomedFile, Store } from './ports.ts'
import { storeRetryMs } from './store-retry.ts'
import type { World } from './world.ts'

const sweepSize = 64
/** Files that come in quick succession leave what is deleted together, as often as this: each sweep has costs of its own. */
const gatherMs = 100
/** How often somebody looks whether a drive is back on which something is to be deleted. */
const driveCheckMs = 5_000

interface SweptWorld extends Pick<World, 'clock' | 'log'> {
  readonly disk: Pick<Disk, 'remove' | 'isThere'>
  readonly store: Pick<Store, 'doomed' | 'forgetDoomed' | 'setDoomedAside' | 'takeDoomedUp' | 'flushed'>
}

/** Deletes files that nobody owns any more; those on a drive that is away, once it is back. */
export class Sweeper {
  readonly #world: SweptWorld
  /** Where the drives have to be mounted that are away. */
  readonly #awayMounts = new Set<string>()
  #cancelCheck: (() => void) | null = null
  #cancelGathering: (() => void) | null = null
  #sweptAt = Number.NEGATIVE_INFINITY
  #isSweeping = false
  #sweepAgain = false
  #isClosed = false

  constructor(world: SweptWorld) {
    this.#world = world
  }

  /** Boot: drives that were away may be there by now. */
  start(): void {
    this.#world.store.takeDoomedUp(null)
    this.sweep()
  }

  /** Deletes what is doomed, then forgets it; what cannot be deleted now is tried again at the next sweep. */
  sweep(): void {
    if (this.#isClosed) return
    this.#cancelGathering?.()
    this.#cancelGathering = null
    this.#sweptAt = this.#world.clock.monotonic()
    this.#sweepAgain = true
    if (!this.#isSweeping) void this.#sweepAll()
  }

  /** At once where the last sweep is a while ago, else in a moment for all that is doomed until then. */
  sweepSoon(): void {
    if (this.#isClosed || this.#cancelGathering !== null) return
    const delayMs = this.#sweptAt + gatherMs - this.#world.clock.monotonic()
    if (delayMs <= 0) this.sweep()
    else this.#cancelGathering = this.#world.clock.schedule(delayMs, () => this.sweep())
  }

  /** Resolves when nothing is being deleted any more, and nothing waits for it. */
  async settled(): Promise<void> {
    if (this.#cancelGathering !== null) this.sweep()
    while (this.#isSweeping) await new Promise<void>((resolve) => this.#world.clock.schedule(5, resolve))
  }

  /** What was doomed in the last moment goes too: only the list knows whose it was, and that may not be there next time. */
  async close(): Promise<void> {
    this.sweep()
    await this.settled()
    this.#isClosed = true
    this.#cancelCheck?.()
  }

  async #sweepAll(): Promise<void> {
    this.#isSweeping = true
    try {
      while (this.#sweepAgain) {
        this.#sweepAgain = false
        await this.#sweepOnce()
      }
    } catch (error) {
      this.#world.log.error('deleting files failed', { error: String(error) })
    } finally {
      this.#isSweeping = false
    }
  }

  /** Few at a time, and read anew before they go: a name that a new part has taken in the meantime is no longer doomed. */
  async #sweepOnce(): Promise<void> {
    const { store, disk, log } = this.#world
    let after: string | undefined
    for (let seen = store.doomed(sweepSize); seen.length > 0; seen = store.doomed(sweepSize, after)) {
      // Why a file may go has to be on disk before it goes.
      await store.flushed()
      const away = await this.#awayAmong(seen)
      const doomed = new Set(store.doomed(sweepSize, after).map(({ path }) => path))
      const files = seen.filter(({ path }) => doomed.has(path))
      const isAway = ({ mount }: DoomedFile) => mount !== null && away.has(mount)
      const here = files.filter((file) => !isAway(file))
      const failed = new Set(await disk.remove(here))
      for (const path of failed) log.warn('a file could not be deleted', { path })
      store.forgetDoomed(here.filter(({ path }) => !failed.has(path)))
      store.setDoomedAside(files.filter(isAway))
      for (const mount of away) this.#awaitDrive(mount)
      after = seen.at(-1)?.path
    }
  }

  /** Under an empty mount point nothing is ours, whatever its name. */
  async #awayAmong(files: readonly DoomedFile[]): Promise<ReadonlySet<string>> {
    const away = new Set<string>()
    for (const mount of new Set(files.map((file) => file.mount))) {
      if (mount !== null && !(await this.#world.disk.isThere(mount, mount))) away.add(mount)
    }
    return away
  }

  #awaitDrive(mount: string): void {
    if (!this.#awayMounts.has(mount)) this.#world.log.warn('files are deleted once their drive is back', { mount })
    this.#awayMounts.add(mount)
    this.#planCheck(driveCheckMs)
  }

  #planCheck(delayMs: number): void {
    if (this.#isClosed || this.#awayMounts.size === 0) return
    this.#cancelCheck ??= this.#world.clock.schedule(delayMs, () => void this.#checkDrives())
  }

  async #checkDrives(): Promise<void> {
    const { store, disk, log } = this.#world
    const back: string[] = []
    for (const mount of this.#awayMounts) if (await disk.isThere(mount, mount)) back.push(mount)
    this.#cancelCheck = null
    if (this.#isClosed) return
    try {
      for (const mount of back) {
        store.takeDoomedUp(mount)
        this.#awayMounts.delete(mount)
      }
    } catch (error) {
      log.error('files to delete could not be looked for, trying again', { error: String(error) })
      this.#planCheck(storeRetryMs)
      return
    }
    if (back.length > 0) this.sweep()
    this.#planCheck(driveCheckMs)
  }
}
