import type { QueueKeeper } from '../queues/queue-keeper.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** Why a job cannot be put there; null where it can, or where none is named. */
export function refuseQueue(queues: QueueKeeper, queueId: string | undefined): Refusal | null {
  if (queueId === undefined || queues.get(queueId) !== undefined) return null
  const issue = { path: 'queueId', value: queueId, reason: 'option', options: [...queues.ids()] }
  return refuse('INVALID_INPUT', { issues: [issue] })
}
