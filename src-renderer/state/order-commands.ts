import type { JobsPatch, NewQueue, Queue, QueuePatch, Session } from '../../src-preload/contract/index.ts'
import { problemIn } from './answer.ts'
import type { MoveNews, MovePlace } from './move-job.ts'
import type { Selection } from './selection.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'
import type { ViewStore } from './view-store.ts'

/** Jobs that one request moves or changes, as the contract has it. */
const idsPerRequest = 100_000

interface Parts {
  readonly client: Pick<Client, 'jobs' | 'queues'>
  readonly view: ViewStore
  readonly say: (message: Message) => void
  readonly told: <T>(request: Promise<T>) => Promise<T | null>
  readonly jobIdsOf: (selection: Selection) => Promise<readonly string[]>
}

/** What a person does with the order of the jobs, and with queues. */
export function createOrderCommands({ client, view, say, told, jobIdsOf }: Parts) {
  const announce = (news: MoveNews) => view.setState({ moveNews: news })

  async function change(selection: Selection, patch: JobsPatch): Promise<number> {
    const jobIds = await jobIdsOf(selection)
    let changed = 0
    for (let offset = 0; offset < jobIds.length; offset += idsPerRequest) {
      changed += (await client.jobs.updateMany({ ...patch, jobIds: jobIds.slice(offset, offset + idsPerRequest) })).changed
    }
    return changed
  }

  async function move(selection: Selection, place: MovePlace): Promise<number> {
    const jobIds = await jobIdsOf(selection)
    const runs = Array.from({ length: Math.ceil(jobIds.length / idsPerRequest) }, (_, run) =>
      jobIds.slice(run * idsPerRequest, (run + 1) * idsPerRequest),
    )
    // What is put in front of the same neighbour comes behind what was put there before it; of all others the last goes first.
    const isInOrder = place.beforeJobId !== undefined || place.to === 'bottom'
    let changed = 0
    for (const run of isInOrder ? runs : runs.toReversed()) changed += (await client.jobs.move({ jobIds: run, ...place })).changed
    return changed
  }

  return {
    announce,
    async moveJobs(selection: Selection, place: MovePlace): Promise<void> {
      const count = await told(move(selection, place))
      if (count === null || count === 0) return
      const [only] = selection.jobs.mode === 'some' && count === 1 ? selection.jobs.ids : []
      const job = only === undefined ? null : await client.jobs.get({ jobId: only }).catch(() => null)
      announce({ kind: 'moved', count, position: job?.position ?? null })
    },
    async putInQueue(selection: Selection, queueId: string): Promise<void> {
      const count = await told(change(selection, { queueId }))
      if (count !== null && count > 0) announce({ kind: 'queued', count, queueId })
    },
    changeJobs: (selection: Selection, patch: JobsPatch) => told(change(selection, patch)),
    /** Null: they go on without one. */
    async giveSession(selection: Selection, session: Pick<Session, 'id' | 'name'> | null): Promise<void> {
      const count = await told(change(selection, { sessionId: session?.id ?? null }))
      if (count !== null && count > 0) say({ kind: 'sessionGiven', count, name: session?.name ?? null })
    },
    addQueue: (queue: NewQueue) => problemIn(client.queues.add(queue)),
    updateQueue: (queueId: string, patch: QueuePatch) => problemIn(client.queues.update({ queueId, ...patch })),
    holdQueue: ({ id, paused }: Queue) => told(client.queues.update({ queueId: id, paused: !paused })),
    /** Lets the schedule of a queue not count until its next change, or count again. */
    overrideQueueSchedule: (queueId: string, active: boolean) => told(client.queues.override({ queueId, active })),
    removeQueue: (queueId: string) => told(client.queues.remove({ queueId })),
  }
}
