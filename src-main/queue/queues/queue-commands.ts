import {
  defaultQueueId,
  mostQueues,
  type NewQueue,
  noSchedule,
  type Queue,
  type QueuePatch,
} from '../../../src-preload/contract/index.ts'
import { definedOnly } from '../defined-only.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { News } from '../news.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { ScheduleKeeper } from '../schedule/schedule-keeper.ts'
import type { World } from '../world.ts'
import type { QueueKeeper } from './queue-keeper.ts'
import { QueueRemovals } from './queue-removal.ts'

interface Parts {
  readonly world: Pick<World, 'store' | 'random' | 'clock'>
  readonly queues: QueueKeeper
  readonly dispatcher: Dispatcher
  readonly news: News
  readonly schedules: ScheduleKeeper
}

/** What a door can ask of the queues. Each resolves once its change is durable; a refusal has changed nothing. */
export class QueueCommands {
  readonly #parts: Parts
  readonly #removals: QueueRemovals

  constructor(parts: Parts) {
    this.#parts = parts
    this.#removals = new QueueRemovals(parts)
  }

  list(): { items: Queue[]; total: number } {
    const items = [...this.#parts.queues.all()]
    return { items, total: items.length }
  }

  add(input: NewQueue): Queue | Refusal {
    const { world, queues } = this.#parts
    const refusal = this.#refuseName(input.name, null)
    if (refusal !== null) return refusal
    if (queues.all().length >= mostQueues) return refuse('CONFLICT', { maximum: mostQueues })
    const queue: Queue = {
      id: world.random.id(),
      slots: null,
      paused: false,
      schedule: null,
      ...definedOnly(input),
      name: input.name,
    }
    world.store.addQueue(queue)
    this.#changed()
    return queue
  }

  /** Once a hold is answered, nothing of the queue runs any more. */
  async update(queueId: string, patch: QueuePatch): Promise<Queue | Refusal> {
    const { world, queues, dispatcher } = this.#parts
    const queue = queues.get(queueId)
    if (queue === undefined) return refuse('NOT_FOUND', { queueId })
    const refusal = patch.name === undefined ? null : this.#refuseName(patch.name, queueId)
    if (refusal !== null) return refusal
    const { schedule, ...rest } = patch
    world.store.changeQueue(queueId, {
      ...definedOnly(rest),
      ...(schedule == null
        ? definedOnly({ schedule })
        : { schedule: { ...(queue.schedule ?? noSchedule), ...definedOnly(schedule) } }),
    })
    this.#changed()
    dispatcher.giveUpSurplus()
    await dispatcher.stopClosed()
    return queues.get(queueId) ?? refuse('NOT_FOUND', { queueId })
  }

  /** Whether its own schedule is not to count until that says something else by itself. */
  override(queueId: string, isOverridden: boolean): Queue | Refusal {
    const { queues, schedules } = this.#parts
    const queue = queues.get(queueId)
    if (queue === undefined) return refuse('NOT_FOUND', { queueId })
    return schedules.override(queueId, isOverridden) ? queue : refuse('CONFLICT', { queueId, schedule: null })
  }

  /** Its jobs go to the default queue, and what runs of them goes on where that one's slots suffice. */
  async remove(queueId: string): Promise<{ done: true; movedJobs: number } | Refusal> {
    const { queues, dispatcher } = this.#parts
    if (queues.get(queueId) === undefined) return refuse('NOT_FOUND', { queueId })
    if (queueId === defaultQueueId) return refuse('CONFLICT', { queueId })
    const movedJobs = await this.#removals.remove(queueId)
    this.#changed()
    dispatcher.renewLimits(dispatcher.attempts.jobIds())
    dispatcher.giveUpSurplus()
    void dispatcher.stopClosed()
    return { done: true, movedJobs }
  }

  /** What a queue is named by must tell it from the others, however its letters are written. */
  #refuseName(name: string, queueId: string | null): Refusal | null {
    if (name === '' && queueId !== defaultQueueId) {
      return refuse('INVALID_INPUT', { issues: [{ path: 'name', value: name, reason: 'minimum', minimum: 1 }] })
    }
    const other = this.#parts.queues.all().find((queue) => queue.id !== queueId && folded(queue.name) === folded(name))
    return other === undefined || name === '' ? null : refuse('CONFLICT', { name, queueId: other.id })
  }

  #changed(): void {
    const { queues, news, dispatcher, schedules } = this.#parts
    queues.refresh()
    schedules.followQueues(queues.all())
    news.queues(queues.all())
    dispatcher.pump()
  }
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
