import type { Failure, Settings } from '../../../src-preload/contract/index.ts'
import { mayPassLater } from '../retry.ts'

const minuteMs = 60_000

/** An episode that has used up its attempts. */
export interface FailedFacts {
  readonly code: Failure['code']
  readonly transient: boolean
  /** How often it was tried again by itself before. */
  readonly laterRetries: number
  readonly now: number
}

/** When a failed episode is tried again by itself, each delay counted from its last failure; null where it is not. */
export function laterRetryAt(facts: FailedFacts, { enabled, delaysMinutes }: Settings['laterRetries']): number | null {
  const delay = delaysMinutes[facts.laterRetries]
  if (!enabled || delay === undefined || !mayPassLater(facts)) return null
  return facts.now + delay * minuteMs
}
