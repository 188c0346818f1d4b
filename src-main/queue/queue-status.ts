import type { Job, QueueStatus } from '../../src-preload/contract/index.ts'

type Entry = QueueStatus['queue']['active'][number]

/** The list in the shape of `GET /api/queue-status`. */
export function queueStatusOf(active: readonly Job[], completed: readonly Job[]): QueueStatus {
  return { success: true, queue: { active: active.map(entryOf), completed: completed.map(entryOf) } }
}

function entryOf(job: Job): Entry {
  const progress = job.currentEpisode?.progress ?? 0
  return {
    id: job.id,
    title: job.title,
    status: job.status,
    completed_episodes: job.episodesCompleted,
    total_episodes: job.episodesTotal,
    progress_percentage: job.progress ?? 0,
    current_episode_progress: progress,
    current_episode: sentenceOf(job, progress),
    speed: job.speed,
    eta_seconds: job.etaSeconds ?? 0,
  }
}

/** Read by scripts, hence English and of one form. */
function sentenceOf(job: Job, progress: number): string {
  return job.currentEpisode === null
    ? ''
    : `Downloading ${job.currentEpisode.title} - Episode ${job.currentEpisode.index} - ${progress.toFixed(1)}%`
}
