import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** From the sources, as the tests run it, or beside the other parts of the build. */
const threadUrl = new URL(import.meta.url.endsWith('.ts') ? './list-check-thread.ts' : './list-check.js', import.meta.url)

/**
 * Looks through the list of a data folder that this process has locked, beside everything else that a start has to do:
 * 250,000 episodes take a second. Resolves with whether it was found whole; false proves nothing, and whoever opens the
 * list then looks for himself. Never rejects.
 */
export function checkList(dataDirectory: string): Promise<boolean> {
  const thread = new Worker(threadUrl, { name: 'staffel-list-check', workerData: join(dataDirectory, 'staffel.db') })
  return new Promise((resolve) => {
    thread.once('message', (isWhole: boolean) => resolve(isWhole))
    thread.once('error', () => resolve(false))
    thread.once('exit', () => resolve(false))
  })
}
