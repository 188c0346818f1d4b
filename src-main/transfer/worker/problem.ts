import type { Failure } from '../protocol.ts'

/** A failure on its way up through the engine. It ends in the report as a value; no `Error` crosses the thread. */
export class Problem extends Error {
  readonly failure: Failure
  /** Whether the same request may succeed later. */
  readonly transient: boolean
  readonly retryAfterMs: number | null
  readonly actualChecksum: string | null

  constructor(
    failure: Failure,
    facts: { readonly transient: boolean; readonly retryAfterMs?: number | null; readonly actualChecksum?: string | null },
  ) {
    super(failure.message)
    this.failure = failure
    this.transient = facts.transient
    this.retryAfterMs = facts.retryAfterMs ?? null
    this.actualChecksum = facts.actualChecksum ?? null
  }
}

/** What an aborted wait is left with: the attempt was asked to stop. */
export class Stopped extends Error {}
