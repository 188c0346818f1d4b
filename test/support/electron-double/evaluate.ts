import { runInThisContext } from 'node:vm'
import { say } from './devtools.ts'
import type { ToShell } from './wire.ts'

/** Calls the functions that a test sends, with the API and their argument; what they return must be JSON-safe. */
export function answerEvaluations(electron: () => Promise<unknown>): void {
  process.on('message', async (text: string) => {
    const message: ToShell = JSON.parse(text)
    if (message.kind !== 'evaluate') return
    try {
      const call = runInThisContext(`(${message.source})`)
      say({ kind: 'answer', id: message.id, value: await call(await electron(), message.argument) })
    } catch (error) {
      say({ kind: 'answer', id: message.id, error: error instanceof Error ? error.message : String(error) })
    }
  })
}
