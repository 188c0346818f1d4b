import { parentPort, workerData } from 'node:worker_threads'
import { CannotJoin } from './cannot-join.ts'
import { type Container, joinLog } from './join-log.ts'

/** What the thread that puts a stream together is given. */
export interface JoinWork {
  readonly logPath: string
  readonly outPath: string
  /** So many bytes of the log count. */
  readonly limit: number
}

/** Its only word. `code`: of the file system; `detail`: why the pieces do not fit together. */
export type JoinResult =
  | { readonly kind: 'joined'; readonly container: Container }
  | { readonly kind: 'failed'; readonly code: string | null; readonly detail: string }

const work: JoinWork = workerData

function failure(error: unknown): JoinResult {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  const detail = error instanceof CannotJoin ? error.message : error instanceof Error ? error.message.slice(0, 200) : ''
  return { kind: 'failed', code, detail }
}

const result: JoinResult = await joinLog(work.logPath, work.outPath, work.limit).then(
  (container) => ({ kind: 'joined', container }),
  failure,
)
parentPort?.postMessage(result)
