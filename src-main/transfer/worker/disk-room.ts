import { stat, statfs } from 'node:fs/promises'
import { accessTo, type DiskAccess, pooledAccess } from './disk-access.ts'
import { problem } from './failure-of.ts'
import { folderMissing, isGone } from './folder-here.ts'
import { Neighbours } from './neighbours.ts'

/** What an attempt still means to write, and where. */
export interface Claim {
  readonly directory: string
  /** Of a known size, the bytes not yet on disk; 0 where the size is unknown. */
  readonly remainingBytes: () => number
}

interface Reading {
  readonly device: number
  readonly freeBytes: number
  readonly access: DiskAccess
  readonly at: number
}

/** So many folders are remembered; of the others a reading is taken anew. */
const mostReadings = 1_000
/** How long a reading counts; many small files ask once together. */
const freshMs = 250

/** Keeps the wanted room free on each disk, counting what the running attempts of all workers still mean to write. */
export class DiskRoom {
  readonly #claims = new Map<number, Claim>()
  readonly #readings = new Map<string, Reading>()
  readonly #neighbours: Neighbours
  minFreeBytes = 0

  constructor(neighbours = new Neighbours()) {
    this.#neighbours = neighbours
  }

  /** Takes room for an attempt. Throws DISK_FULL where what all of them still need does not fit. */
  async claim(attemptId: number, claim: Claim): Promise<void> {
    const { device, freeBytes } = await this.#read(claim.directory)
    this.#claims.set(attemptId, claim)
    const neededBytes = this.tell().get(device) ?? 0
    const allBytes = neededBytes + this.#neighbours.claimed(device)
    if (freeBytes - allBytes >= this.minFreeBytes) return
    this.release(attemptId)
    throw full(freeBytes, allBytes)
  }

  release(attemptId: number): void {
    this.#claims.delete(attemptId)
    // Else it is told soon enough; this may be the last word.
    if (this.#claims.size === 0) this.tell()
  }

  /** Lets the other workers know what is still to be written by this one; returns it by disk. Called as often as that falls. */
  tell(): ReadonlyMap<number, number> {
    const needed = new Map<number, number>()
    for (const { directory, remainingBytes } of this.#claims.values()) {
      const device = this.#readings.get(directory)?.device
      if (device !== undefined) needed.set(device, (needed.get(device) ?? 0) + remainingBytes())
    }
    this.#neighbours.claim(needed)
    return needed
  }

  /** Throws DISK_FULL where less than the wanted room is left, FOLDER_MISSING where the disk under the folder is another one now. */
  async check(directory: string): Promise<void> {
    const before = this.#readings.get(directory)
    const { device, freeBytes } = await this.#read(directory)
    if (before !== undefined && before.device !== device) throw folderMissing(directory)
    if (freeBytes < this.minFreeBytes) throw full(freeBytes, 0)
  }

  /** By Node's threads where nothing can be found out about the folder's disk; whoever opens something there learns why. */
  async accessTo(directory: string): Promise<DiskAccess> {
    const reading = this.#readings.get(directory) ?? (await this.#read(directory).catch(() => null))
    return reading?.access ?? pooledAccess
  }

  #forgetUnclaimed(): void {
    const claimed = new Set([...this.#claims.values()].map(({ directory }) => directory))
    for (const directory of this.#readings.keys()) if (!claimed.has(directory)) this.#readings.delete(directory)
  }

  async #read(directory: string): Promise<Reading> {
    const known = this.#readings.get(directory)
    const now = performance.now()
    if (known !== undefined && now - known.at < freshMs) return known
    const [{ dev }, { bavail, bsize, type }] = await Promise.all([stat(directory), statfs(directory)]).catch((error: unknown) => {
      throw isGone(error) ? folderMissing(directory) : error
    })
    const access = known?.device === dev ? known.access : accessTo(type)
    const reading = { device: dev, freeBytes: bavail * bsize, access, at: now }
    if (this.#readings.size >= mostReadings) this.#forgetUnclaimed()
    this.#readings.set(directory, reading)
    return reading
  }
}

function full(freeBytes: number, neededBytes: number): Error {
  return problem('DISK_FULL', 'There is not enough room on the disk.', { params: { freeBytes, neededBytes }, transient: true })
}
