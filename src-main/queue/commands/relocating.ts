import type { Job } from '../../../src-preload/contract/index.ts'
import { preparedFolder } from '../prepared-folder.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { ItemParts } from './item-parts.ts'

/**
 * Gives a job another folder, absolute or relative to the download folder, and makes it there. What runs is stopped and
 * begins anew in it, and what waited for the old one goes on. A job of which a file is finished is refused, and so is a folder that cannot be used.
 */
export async function relocateJob(parts: ItemParts, jobId: string, wanted: string): Promise<Job | Refusal> {
  const { world, settings, dispatcher, leftovers, sweeper, touching } = parts
  const { store } = world
  const job = store.job(jobId)
  if (job === null) return refuse('NOT_FOUND', { jobId })
  if (job.counts.completed > 0) return refuse('CONFLICT', { jobId, completed: job.counts.completed })
  const folder = await preparedFolder(world.folders, wanted, settings.current)
  if (isRefusal(folder)) return folder
  if (folder.directory === job.directory) return touching.job(jobId)
  const below = await leftovers.folders.prepare(
    folder,
    store.foldersBelow(jobId).map((name) => ({ folder: name })),
  )
  if (isRefusal(below)) return below
  // What comes to its end must not begin anew in the old folder before the job is in the new one.
  const letGo = dispatcher.hold()
  try {
    await Promise.all(dispatcher.attempts.ofJob(jobId).map((attempt) => dispatcher.stop(attempt, 'queued')))
    if (store.job(jobId) === null) return refuse('NOT_FOUND', { jobId })
    const isMoved = store.transaction(() => {
      // Only the old folder was full, or away.
      store.endWaitsOf('disk', { jobIds: [jobId] })
      return store.relocateJob(jobId, folder)
    })
    if (!isMoved) return refuse('CONFLICT', { jobId })
  } finally {
    letGo()
    below.done()
  }
  sweeper.sweep()
  leftovers.folders.sweep()
  return touching.job(jobId)
}
