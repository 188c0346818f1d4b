import type { DiskOutlook } from '../../../src-preload/contract/index.ts'
import type { Attempts } from '../attempts.ts'
import type { UnfinishedGroup } from '../ports.ts'
import type { StatisticsKeeper } from '../report/statistics-keeper.ts'
import type { World } from '../world.ts'
import { diskOutlook } from './disk-outlook.ts'
import type { ThroughputKeeper } from './throughput-keeper.ts'

const mostDisks = 20

interface Parts {
  readonly world: Pick<World, 'clock' | 'disk'>
  readonly attempts: Attempts
  readonly statistics: Pick<StatisticsKeeper, 'totals'>
  readonly throughput: Pick<ThroughputKeeper, 'pace'>
  readonly settings: () => { readonly downloadDirectory: string; readonly minFreeBytes: number }
}

/** File systems that lie on one disk, as one. */
interface DiskGroup {
  readonly path: string
  readonly room: { readonly freeBytes: number; readonly totalBytes: number } | null
  readonly mounts: Set<string | null>
  neededBytes: number
  unknownFiles: number
}

/** The disks that downloads are on, and how the rest of the list fits on them. */
export class DiskDesk {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** That of the download folder first, then those with most to come. */
  async outlooks(unfinished: readonly UnfinishedGroup[]): Promise<DiskOutlook[]> {
    const { world, statistics, settings } = this.#parts
    const { downloadDirectory, minFreeBytes } = settings()
    const disks = new Map<string, DiskGroup>()
    await this.#add(disks, downloadDirectory, null)
    const most = unfinished.toSorted((one, other) => other.bytesLeft - one.bytesLeft).slice(0, mostDisks)
    for (const group of most) await this.#add(disks, group.directory, group)
    const known = unfinished.reduce((sum, group) => sum + group.knownSizes, 0)
    const bytesKnown = unfinished.reduce((sum, group) => sum + group.bytesKnown, 0)
    const { files, bytes } = statistics.totals
    const meanFileBytes = known > 0 ? bytesKnown / known : files > 0 ? bytes / files : null
    const now = world.clock.now()
    return [...disks.values()].map(({ mounts, ...disk }) =>
      diskOutlook({ ...disk, meanFileBytes, reserveBytes: minFreeBytes, pace: this.#paceOf(mounts), now }),
    )
  }

  async #add(disks: Map<string, DiskGroup>, directory: string, group: UnfinishedGroup | null): Promise<void> {
    const { disk } = this.#parts.world
    const mount = group?.mount ?? null
    // Without its drive the folder would be one of the disk that it is mounted on.
    const isThere = mount === null || (await disk.isThere(mount, mount))
    const room = isThere ? await disk.room(directory) : null
    const key = room === null ? `missing ${mount ?? directory}` : room.device
    const known = disks.get(key) ?? { path: directory, room, mounts: new Set(), neededBytes: 0, unknownFiles: 0 }
    disks.set(key, known)
    if (group === null) return
    known.mounts.add(mount)
    known.neededBytes += group.bytesLeft
    known.unknownFiles += group.unknownSizes
  }

  /** Of the pace of everything the part that comes to these file systems now. */
  #paceOf(mounts: ReadonlySet<string | null>): number {
    const { attempts, throughput, world } = this.#parts
    const nowMs = world.clock.monotonic()
    let [all, here] = [0, 0]
    for (const { meter, folder } of attempts.all()) {
      const speed = meter.bytesPerSecond(nowMs)
      all += speed
      if (mounts.has(folder.mount)) here += speed
    }
    return all === 0 ? 0 : (throughput.pace() * here) / all
  }
}
