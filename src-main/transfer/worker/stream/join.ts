import { Worker } from 'node:worker_threads'
import { diskProblem } from '../failure-of.ts'
import type { Container } from './join-log.ts'
import type { JoinResult, JoinWork } from './join-thread.ts'
import { undecodableProblem } from './stream-failures.ts'

/** From the sources, as the tests run it, or beside the other parts of the build. */
const threadUrl = new URL(import.meta.url.endsWith('.ts') ? './join-thread.ts' : './stream-join.js', import.meta.url)
/** The table of packets of a day of video and sound takes some 700 MB; what hostile pieces make it want ends here. */
const resourceLimits = { maxOldGenerationSizeMb: 1_024 }
/**
 * A megabyte takes a fiftieth of a second; a slow disk under a busy machine gets fifty times as long, and bytes that lead in
 * circles end.
 */
const leastLimitMs = 120_000
const bytesPerLimitMs = 1_000

/**
 * Puts the pieces in a log together, in a thread of its own: it computes for seconds, and other transfers go on. Throws a
 * {@link Problem}, or the signal's reason; the thread has ended then.
 */
export async function join(work: JoinWork, url: string, signal: AbortSignal): Promise<Container> {
  signal.throwIfAborted()
  const thread = new Worker(threadUrl, { workerData: work, resourceLimits, stdout: true, stderr: true })
  const end = () => void thread.terminate()
  const timer = setTimeout(end, leastLimitMs + work.limit / bytesPerLimitMs)
  signal.addEventListener('abort', end, { once: true })
  try {
    const result = await resultOf(thread)
    signal.throwIfAborted()
    if (result.kind === 'joined') return result.container
    if (result.code !== null) throw diskProblem(Object.assign(new Error(result.detail), { code: result.code }))
    throw undecodableProblem(url, result.detail)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    await thread.terminate()
  }
}

function resultOf(thread: Worker): Promise<JoinResult> {
  return new Promise((resolve) => {
    thread.once('message', resolve)
    thread.once('error', (error) => resolve({ kind: 'failed', code: null, detail: codeOf(error) }))
    thread.once('exit', () => resolve({ kind: 'failed', code: null, detail: 'ended' }))
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'thrown'
}
