import { z } from 'zod'

/** The states of a job, as `API.md` names them. Always derived from its episodes, see {@link jobStatusOf}. */
export const jobStatuses = ['queued', 'downloading', 'paused', 'processing', 'completed', 'failed'] as const
export const jobStatusSchema = z.enum(jobStatuses)
export type JobStatus = z.infer<typeof jobStatusSchema>

/** The states of an episode. Asked to stop and stopped differ: it stays `downloading` until its worker's last word. */
export const episodeStatuses = ['queued', 'downloading', 'paused', 'verifying', 'completed', 'failed'] as const
export const episodeStatusSchema = z.enum(episodeStatuses)
export type EpisodeStatus = z.infer<typeof episodeStatusSchema>

/**
 * Every legal change of an episode's state. What is not here is a defect and throws.
 *
 * `completed → queued` is a retry of a finished file; `verifying → queued` happens at boot and when a file
 * proves to have changed on the server; `paused → failed` and `queued → failed` do not exist: only work fails.
 */
export const episodeTransitions: Readonly<Record<EpisodeStatus, readonly EpisodeStatus[]>> = {
  queued: ['downloading', 'paused'],
  downloading: ['queued', 'paused', 'verifying', 'completed', 'failed'],
  paused: ['queued'],
  verifying: ['queued', 'paused', 'completed', 'failed'],
  completed: ['queued'],
  failed: ['queued'],
}

/** Whether an episode may go from one state to another. */
export function mayTransition(from: EpisodeStatus, to: EpisodeStatus): boolean {
  return episodeTransitions[from].includes(to)
}

/** Why a queued episode does not run. `backoff`, `disk`, `auth` and `link` are remembered; the others follow from the moment. */
export const waitReasons = ['slot', 'host', 'backoff', 'schedule', 'offline', 'disk', 'session', 'auth', 'link'] as const
export const waitReasonSchema = z.enum(waitReasons)
export type WaitReason = z.infer<typeof waitReasonSchema>

/** What keeps the number of active episodes below the configured number of slots. */
export const slotLimits = ['host', 'queue', 'session', 'schedule', 'backoff', 'disk', 'drain', 'offline', 'paused'] as const
export const slotLimitSchema = z.enum(slotLimits)
export type SlotLimit = z.infer<typeof slotLimitSchema>

/** How many episodes of a job are in each state. */
export type EpisodeCounts = Readonly<Record<EpisodeStatus, number>>

/** A job's status from its episodes, in the order of precedence that `API.md` fixes. */
export function jobStatusOf(counts: EpisodeCounts): JobStatus {
  if (counts.downloading > 0) return 'downloading'
  if (counts.queued > 0) return 'queued'
  if (counts.paused > 0) return 'paused'
  if (counts.verifying > 0) return 'processing'
  if (counts.failed > 0) return 'failed'
  return 'completed'
}
