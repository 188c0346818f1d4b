import { app, type WebContents } from 'electron'
import type { ShellLog } from './desktop-core.ts'

const calmMs = 10_000

/**
 * Loads the window's page again where its process has died: it asks for its port anew, and the transfers never noticed.
 * One that dies again at once is not worth a third try.
 */
export function reviveCrashedPages(log: ShellLog, isOfWindow: (contents: WebContents) => boolean, giveUp: () => void): void {
  let revivedAt = Number.NEGATIVE_INFINITY
  app.on('render-process-gone', (_event, contents, details) => {
    if (details.reason === 'clean-exit' || !isOfWindow(contents)) return
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
