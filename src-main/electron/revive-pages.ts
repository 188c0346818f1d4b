import { app } from 'electron'
import type { ShellLog } from './desktop-core.ts'

const calmMs = 10_000

/**
 * Loads a page again whose process has died: it asks for its port anew, and the transfers never noticed. One that dies
 * again at once is not worth a third try.
 */
export function reviveCrashedPages(log: ShellLog, giveUp: () => void): void {
  let revivedAt = Number.NEGATIVE_INFINITY
  app.on('render-process-gone', (_event, contents, details) => {
    if (details.reason === 'clean-exit') return
    log.error('The page ended unexpectedly', { reason: details.reason, exitCode: details.exitCode })
    const now = performance.now()
    if (now - revivedAt < calmMs || contents.isDestroyed()) {
      giveUp()
      return
    }
    revivedAt = now
    contents.reload()
  })
}
