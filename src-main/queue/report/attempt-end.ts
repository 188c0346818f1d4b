import { type Attempt, bytesOf } from '../attempts.ts'
import type { TransferReport } from '../ports.ts'

/** The end of one attempt: what it counts as, and what it brought. */
export interface AttemptEnd {
  readonly kind: 'files' | 'failed' | 'retries' | 'stopped'
  readonly host: string
  readonly bytes: number
  readonly activeMs: number
}

export function attemptEnd(
  kind: AttemptEnd['kind'],
  attempt: Attempt,
  { outcome, part }: Extract<TransferReport, { kind: 'ended' }>,
  nowMs: number,
): AttemptEnd {
  const ownBytes = outcome.kind === 'completed' && !outcome.skipped ? outcome.bytesTotal : null
  const bytesAtEnd = ownBytes ?? (part === null ? attempt.bytesDone : bytesOf(part))
  return {
    kind,
    host: attempt.host,
    bytes: Math.max(0, bytesAtEnd - attempt.bytesAtStart),
    activeMs: nowMs - attempt.startedAtMs,
  }
}
