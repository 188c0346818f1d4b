import { stat, statfs } from 'node:fs/promises'
import { accessTo, type DiskAccess, pooledAccess } from './disk-access.ts'
import { problem } from './failure-of.ts'
import { folderMissing, isGone } from './folder-here.ts'

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

/** How long a reading counts; many small files ask once together. */
const freshMs = 250

/** Keeps the wanted room free on each disk, counting what the running attempts still mean to write. */
export class DiskRoom {
  readonly #claims = new Map<number, Claim>()
  readonly #readings = new Map<string, Reading>()
  minFreeBytes = 0

  /** Takes room for an attempt. Throws DISK_FULL where what all of them still need does not fit. */
  async claim(attemptId: number, claim: Claim): Promise<void> {
    const reading = await this.#read(claim.directory)
    let neededBytes = claim.remainingBytes()
    for (const [id, other] of this.#claims) {
      const device = this.#readings.get(other.directory)?.device
      if (id !== attemptId && device === reading.device) neededBytes += other.remainingBytes()
    }
    if (reading.freeBytes - neededBytes < this.minFreeBytes) throw full(reading.freeBytes, neededBytes)
    this.#claims.set(attemptId, claim)
  }

  release(attemptId: number): void {
    this.#claims.delete(attemptId)
  }

  /** Throws DISK_FULL where less than the wanted room is left, FOLDER_MISSING where the disk under the folder is another one now. */
  async check(directory: string): Promise<void> {
    const before = this.#readings.get(directory)
    const { device, freeBytes } = await this.#read(directory)
    if (before !== undefined && before.device !== device) throw folderMissing(directory)
    if (freeBytes < this.minFreeBytes) throw full(freeBytes, 0)
  }

  /** By Node's threads as long as nothing is known of the folder's disk. */
  accessTo(directory: string): DiskAccess {
    return this.#readings.get(directory)?.access ?? pooledAccess
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
    this.#readings.set(directory, reading)
    return reading
  }
}

function full(freeBytes: number, neededBytes: number): Error {
  return problem('DISK_FULL', 'There is not enough room on the disk.', { params: { freeBytes, neededBytes }, transient: true })
}
