import type { Clock } from '../queue/ports.ts'

/** The longest delay that a timer of Node takes; beyond it, it would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** The time of this machine. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    schedule(delayMs, call) {
      let remainingMs = Math.max(0, delayMs)
      let timer: NodeJS.Timeout
      const wait = () => {
        const stepMs = Math.min(remainingMs, longestTimerMs)
        remainingMs -= stepMs
        timer = setTimeout(remainingMs > 0 ? wait : call, stepMs)
      }
      wait()
      return () => clearTimeout(timer)
    },
  }
}
