import type { JobsPatch, NewQueue, Queue, QueuePatch, Session } from '../../src-preload/contract/index.ts'
import { problemIn } from './answer.ts'
import type { MoveNews, MovePlace } from './move-job.ts'
import type { Selection } from './selection.ts'
import type { Message } from './toasts.ts'
import type { Client } from './transport.ts'
import { asOneDeed, type createUndoCommands } from './undo-commands.ts'
import type { ViewStore } from './view-store.ts'

/** Jobs that one request moves or changes, as the contract has it. */
const idsPerRequest = 100_000

interface Parts {
  readonly client: Pick<Client, 'jobs' | 'queues'>
  readonly view: ViewStore
  readonly say: (message: Message) => void
  readonly told: <T>(request: Promise<T>) => Promise<T | null>
  readonly jobIdsOf: (selection: Selection) => Promise<readonly string[]>
  readonly done: ReturnType<typeof createUndoCommands>['done']
}

/** Ids by request. */
function runsOf(jobIds: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(jobIds.length / idsPerRequest) }, (_, run) =>
    jobIds.slice(run * idsPerRequest, (run + 1) * idsPerRequest),
  )
}

/** What a person does with the order of the jobs, and with queues. */
export function createOrderCommands({ client, view, say, told, jobIdsOf, done }: Parts) {
  const announce = (news: MoveNews) => view.setState({ moveNews: news })

  async function changing(selection: Selection, patch: JobsPatch) {
    const runs = runsOf(await jobIdsOf(selection))
    return asOneDeed(runs.map((jobIds) => (undo) => client.jobs.updateMany({ ...patch, jobIds: [...jobIds], undo })))
  }

  async function moving(selection: Selection, place: MovePlace) {
    const runs = runsOf(await jobIdsOf(selection))
    // What is put in front of the same neighbour comes behind what was put there before it; of all others the last goes first.
    const isInOrder = place.beforeJobId !== undefined || place.to === 'bottom'
    const inTurn = isInOrder ? runs : runs.toReversed()
    return asOneDeed(inTurn.map((jobIds) => (undo) => client.jobs.move({ jobIds: [...jobIds], ...place, undo })))
  }

  const change = (selection: Selection, patch: JobsPatch) => done('change', changing(selection, patch))
  const move = (selection: Selection, place: MovePlace) => done('move', moving(selection, place))

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
