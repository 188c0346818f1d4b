import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | null = null

/**
 * Gives back what a large text and its reading have left behind. V8 does so when the heap has doubled, and this thread may
 * rest for half an hour before that: tens of megabytes that nobody has.
 */
export function tidyUp(): void {
  collect ??= collector()
  collect()
}

/** Contexts that are made while the flag is set have the function; ours does not. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return typeof gc === 'function' ? () => void gc() : () => undefined
}
