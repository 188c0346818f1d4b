import type { Failure } from '../../src-preload/contract/index.ts'
import type { Attempt } from './attempts.ts'
import type { News } from './news.ts'
import type { Afterwards } from './report-inbox.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import type { WaitKeeper } from './wait-keeper.ts'
import type { World } from './world.ts'

/** With so much free beyond the reserve a disk is not full, only too small for one file. */
const ampleBytes = 256 * 1_048_576

interface Parts {
  readonly world: Pick<World, 'store'>
  readonly settings: SettingsKeeper
  readonly waits: WaitKeeper
  readonly news: News
}

/** An attempt met a full disk, or no folder: the others of its job would too, and wait without asking the server first. */
export function holdForDisk(parts: Parts, attempt: Attempt, failure: Failure, afterwards: Afterwards): void {
  const { world, settings, waits, news } = parts
  const job = world.store.job(attempt.jobId)
  if (job === null) return
  const code = failure.code === 'FOLDER_MISSING' ? failure.code : 'DISK_FULL'
  // The folders of a job go one by one, but for the drive they are on; room goes for all of them.
  const folder = code === 'FOLDER_MISSING' ? (attempt.folderBelow ?? undefined) : undefined
  if (!hasRoomForOthers(failure, settings.current.minFreeBytes)) world.store.holdEpisodes(job.id, 'disk', folder)
  afterwards.written(() => {
    const { directory } = code === 'FOLDER_MISSING' ? attempt.folder : job
    const isNews = code === 'FOLDER_MISSING' ? waits.watchFolder(attempt.folder, job.directory) : waits.watchDisk(directory)
    if (!isNews) return
    news.notice({
      level: 'warning',
      code,
      params: { ...failure.params, directory, title: attempt.title },
      jobId: job.id,
      episodeId: attempt.episodeId,
    })
  })
}

/** One file that is larger than what is free keeps no smaller one from starting. */
function hasRoomForOthers({ code, params: { freeBytes } }: Failure, minFreeBytes: number): boolean {
  return code === 'DISK_FULL' && typeof freeBytes === 'number' && freeBytes - minFreeBytes > ampleBytes
}
