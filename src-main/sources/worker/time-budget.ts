import { createContext, Script } from 'node:vm'

const call = new Script('work()')

/** It took longer than it may. */
export class TooSlowError extends Error {
  override readonly name = 'TooSlowError'
}

/**
 * Does synchronous work that may take for ever, as matching with a regular expression of somebody's own may, and gives
 * up on it after so many milliseconds: V8 looks for an order to end in the midst of matching.
 *
 * @throws TooSlowError
 */
export function withinBudget<Outcome>(milliseconds: number, work: () => Outcome): Outcome {
  const outcomes: Outcome[] = []
  const context = createContext({ work: () => void outcomes.push(work()) })
  try {
    call.runInContext(context, { timeout: milliseconds })
  } catch (error) {
    throw isTimeout(error) ? new TooSlowError() : error
  }
  for (const outcome of outcomes) return outcome
  throw new Error('the work was not done')
}

/** It comes from the other context, whose `Error` is another. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
