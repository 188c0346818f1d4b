import type { NewEpisode } from '../../src-preload/contract/index.ts'
import type { JobRecord, MadeFolder } from './ports.ts'
import { type Refusal, refuse } from './refusal.ts'
import { breath, inSlices } from './sliced-work.ts'
import type { Sweeper } from './sweeper.ts'
import type { World } from './world.ts'

const foldersAtOnce = 100

/** The folders of episodes that are being added. Nothing is taken away before `done` is called. */
export interface PreparedFolders {
  /** The folder below the job's that is kept for the one that was wanted; null for the job's own. */
  of(wanted: string | undefined): string | null
  done(): void
}

const noFolders: PreparedFolders = { of: () => null, done: () => undefined }

/**
 * Makes the folders below those of jobs when episodes are added, each once, and takes those away again that this program
 * made, that are empty and that no episode needs any more. What somebody else made or put something into stays.
 */
export class MadeFolders {
  readonly #world: Pick<World, 'store' | 'folders' | 'disk' | 'clock' | 'log'>
  readonly #sweeper: Pick<Sweeper, 'settled'>
  #additions = 0
  #sweepAgain = false
  #sweeping: Promise<void> | null = null
  #isClosed = false

  constructor(world: Pick<World, 'store' | 'folders' | 'disk' | 'clock' | 'log'>, sweeper: Pick<Sweeper, 'settled'>) {
    this.#world = world
    this.#sweeper = sweeper
  }

  /** Where one cannot be used nothing is left of the others. */
  async prepare(
    job: Pick<JobRecord, 'directory' | 'mount'>,
    episodes: readonly Pick<NewEpisode, 'folder'>[],
  ): Promise<PreparedFolders | Refusal> {
    // As nearly always.
    if (!episodes.some(({ folder }) => folder !== undefined)) return noFolders
    const kept = await this.#keptNames(episodes)
    const folders = [...new Set(kept.values())].filter((folder) => folder !== null)
    this.#additions += 1
    let isDone = false
    const done = () => {
      if (!isDone) this.#additions -= 1
      isDone = true
      // What was not added needs none of them.
      if (this.#sweepAgain || folders.length > 0) this.sweep()
    }
    try {
      await this.#sweeping
      const refusal = folders.length === 0 ? null : await this.#make(job, folders)
      if (refusal === null) return { of: (wanted) => (wanted === undefined ? null : (kept.get(wanted) ?? null)), done }
      done()
      return refusal
    } catch (error) {
      done()
      throw error
    }
  }

  /** Called when episodes have gone, and at the start. Their files go first. */
  sweep(): void {
    this.#sweepAgain = true
    if (this.#sweeping !== null || !this.#maySweep) return
    this.#sweeping = this.#sweepAll()
      .catch((error: unknown) => this.#world.log.error('empty folders could not be taken away', { error: String(error) }))
      .finally(() => {
        this.#sweeping = null
        // Asked for while the last look was coming to its end.
        if (this.#sweepAgain && this.#maySweep) this.sweep()
      })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#sweeping
  }

  get #maySweep(): boolean {
    return this.#additions === 0 && !this.#isClosed
  }

  /** By the names that are wanted. */
  async #keptNames(episodes: readonly Pick<NewEpisode, 'folder'>[]): Promise<ReadonlyMap<string, string | null>> {
    const { clock, folders } = this.#world
    const kept = new Map<string, string | null>()
    let next = 0
    await inSlices(clock, (items) => {
      for (const { folder } of episodes.slice(next, next + items)) {
        if (folder !== undefined && !kept.has(folder)) kept.set(folder, folders.safe(folder))
      }
      next += items
      return next < episodes.length
    })
    return kept
  }

  async #make({ directory, mount }: Pick<JobRecord, 'directory' | 'mount'>, wanted: readonly string[]): Promise<Refusal | null> {
    const { store, folders, disk, clock } = this.#world
    // Under an empty mount point folders could be made too.
    if (!(await disk.isThere(directory, mount))) return refuse('PATH_INVALID', { directory, problem: 'not-writable' })
    const { made, fault } = await folders.makeBelow(directory, wanted)
    if (fault !== null) {
      await folders.removeEmpty(directory, made.toReversed())
      return refuse('PATH_INVALID', { ...fault.params, problem: fault.problem })
    }
    let next = 0
    await inSlices(clock, (items) => {
      const slice = made.slice(next, next + items).map((folder): MadeFolder => ({ directory, folder, mount }))
      // What is lost of this with the power leaves an empty folder at worst.
      store.transaction(() => store.noteMadeFolders(slice), { durable: false })
      next += items
      return next < made.length
    })
    return null
  }

  async #sweepAll(): Promise<void> {
    const { store, clock } = this.#world
    while (this.#sweepAgain && this.#maySweep) {
      this.#sweepAgain = false
      if (store.madeFolders(null, 1).items.length === 0) return
      await this.#sweeper.settled()
      let after: Pick<MadeFolder, 'directory' | 'folder'> | null = null
      const needed = new Needed()
      do {
        if (!this.#maySweep) {
          this.#sweepAgain = true
          return
        }
        const { items, end } = store.madeFolders(after, foldersAtOnce)
        for (const made of items) if (made.isUsed) needed.add(made)
        await this.#remove(items.filter((made) => !needed.has(made)))
        after = end
        await breath(clock)
      } while (after !== null)
    }
  }

  /** Those of a drive that is away stay known. */
  async #remove(items: readonly MadeFolder[]): Promise<void> {
    const { store, folders, disk } = this.#world
    for (const [directory, made] of Map.groupBy(items, (item) => item.directory)) {
      const mount = made[0]?.mount ?? null
      if (mount !== null && !(await disk.isThere(mount, mount))) continue
      await folders.removeEmpty(
        directory,
        made.map(({ folder }) => folder),
      )
      if (!this.#isClosed) store.forgetMadeFolders(made)
    }
  }
}

/** What was seen to be in use, and so keeps those above it, even where it is no longer when these are looked at. */
class Needed {
  readonly #folders = new Set<string>()

  add({ directory, folder }: MadeFolder): void {
    const parts = folder.split('/')
    for (let length = parts.length; length > 0; length--) {
      this.#folders.add(JSON.stringify([directory, ...parts.slice(0, length)]))
    }
  }

  has({ directory, folder }: MadeFolder): boolean {
    return this.#folders.has(JSON.stringify([directory, ...folder.split('/')]))
  }
}
