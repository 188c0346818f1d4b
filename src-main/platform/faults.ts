import type { Log } from '../queue/ports.ts'
import { redactText } from './redact.ts'

/** One that comes over and over must not fill the disk. */
const mostTold = 10

/**
 * Faults that nobody caught, whether thrown or rejected: what they have left half done is unknown, so the program has
 * to end. `leave` is called at each, to end it in order and with code 1; it has to bear being called again, and its
 * message may be shown.
 */
export function onUncaughtFault(log: Pick<Log, 'error'>, leave: (message: string) => void): void {
  let told = 0
  const taker = (kind: 'exception' | 'rejection') => (fault: unknown) => {
    if (++told <= mostTold) log.error('a fault that nobody caught', { kind, error: fault })
    leave(redactText(fault instanceof Error ? fault.message : String(fault)))
  }
  process.on('uncaughtException', taker('exception'))
  process.on('unhandledRejection', taker('rejection'))
}
