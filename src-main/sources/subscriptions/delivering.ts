import { type NewEpisode, withoutCredentials } from '../../../src-preload/contract/index.ts'
import type { SubscriptionRecord } from '../../queue/ports.ts'
import { isRefusal, type Refusal } from '../../queue/refusal.ts'
import { titleOf } from './subscription-view.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/**
 * Adds episodes to the subscription's job, or to a new one where that is gone. `note` is written in the same transaction,
 * with the job they are in (null for none): what is added and what is noted as added can never differ, whatever ends the
 * program. A refusal has changed nothing.
 */
export async function deliver(
  { store, jobs, sessions }: SubscriptionWorld,
  record: SubscriptionRecord,
  episodes: readonly NewEpisode[],
  note: (jobId: string | null) => void,
): Promise<Refusal | null> {
  if (episodes.length === 0) {
    store.transaction(() => note(record.jobId))
    return null
  }
  const { jobId } = record
  if (jobId !== null && store.job(jobId) !== null) {
    let isNoted = false
    const job = await jobs.addEpisodes(jobId, { episodes: [...episodes] }, () => {
      isNoted = true
      note(jobId)
    })
    // Removed right after they were added: the person has seen them go.
    if (!isRefusal(job) || isNoted) return null
    if (job.refused !== 'NOT_FOUND') return job
  }
  let isNoted = false
  const job = await jobs.add(
    {
      title: titleOf(record),
      source: { kind: 'feed', url: withoutCredentials(record.url) },
      episodes: [...episodes],
      ...(record.directory !== null && { directory: record.directory }),
      // Its queue or its session may have been removed: their jobs go on without them, and so does this.
      ...(record.queueId !== null && store.queues().some(({ id }) => id === record.queueId) && { queueId: record.queueId }),
      ...(record.sessionId !== null && sessions.facts(record.sessionId) !== null && { sessionId: record.sessionId }),
    },
    (newId) => {
      isNoted = true
      note(newId)
    },
  )
  return isRefusal(job) && !isNoted ? job : null
}
