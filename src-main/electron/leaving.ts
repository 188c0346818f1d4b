import { app } from 'electron'

export interface Leaving {
  /** Begins to leave, whatever asked for it: the menu, the last window, a signal, the end of the session. */
  leave(): void
  /** The same after a fault: it ends with code 1, and `tell` says why once everything has joined. */
  fail(tell: () => void): void
  /** Whether it has begun; then nothing new is opened. */
  isLeaving(): boolean
}

/**
 * Quitting as a phase: the first wish to quit is held back until every part has joined, then the program ends with
 * code 0, after a fault with code 1. A part that doesn't join in time is left behind: the data survives a kill at any instant.
 *
 * @param join lets every part finish; called once
 */
export function leaveInOrder(join: () => Promise<void>, patienceMs: number): Leaving {
  let isLeaving = false
  let tellFault: (() => void) | null = null
  app.on('before-quit', (event) => {
    // The end of this phase is `app.exit`, which asks nobody again.
    event.preventDefault()
    if (isLeaving) return
    isLeaving = true
    void joined(join, patienceMs).then((isDone) => {
      tellFault?.()
      app.exit(isDone && tellFault === null ? 0 : 1)
    })
  })
  const fail = (tell: () => void) => {
    tellFault ??= tell
    app.quit()
  }
  return { leave: () => app.quit(), fail, isLeaving: () => isLeaving }
}

async function joined(join: () => Promise<void>, patienceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false)
  })
  const done = join().then(
    () => true,
    () => false,
  )
  const isDone = await Promise.race([done, late])
  clearTimeout(timer)
  return isDone
}
