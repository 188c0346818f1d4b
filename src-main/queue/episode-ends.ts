import type { EpisodeError, Failure } from '../../src-preload/contract/index.ts'
import type { BlockDigests, EpisodeChange, PartFile, TransferOutcome } from './ports.ts'

/** What is kept of an episode whose file stands under its name. */
export function completedChange(
  part: PartFile | null,
  blockDigests: BlockDigests | null,
  outcome: Extract<TransferOutcome, { kind: 'completed' }>,
  now: number,
): EpisodeChange {
  const { fileName, bytesTotal } = outcome
  return {
    status: 'completed',
    part: {
      fileName,
      bytesTotal,
      validator: part?.validator ?? null,
      contentType: part?.contentType ?? null,
      toldChecksum: part?.toldChecksum ?? null,
      // A file that was there before is not ours: without a segment of its own it is never deleted with the row.
      segments: outcome.skipped ? [] : [{ start: 0, end: Math.max(0, bytesTotal - 1), done: bytesTotal }],
    },
    blockDigests,
    repair: null,
    bytesDone: bytesTotal,
    actualChecksum: outcome.actualChecksum,
    error: null,
    finishedAt: now,
  }
}

/** Of an attempt whose worker died; of what, is for the log alone: it may be anything. */
export const lost: Extract<TransferOutcome, { kind: 'failed' }> = {
  kind: 'failed',
  failure: { code: 'INTERNAL', message: 'The transfer worker stopped unexpectedly.', params: {} },
  transient: true,
  retryAfterMs: null,
  actualChecksum: null,
}

/** The name stays ours, the bytes are worth nothing any more. */
export function emptied(part: PartFile): PartFile {
  return { ...part, segments: [], validator: null, bytesTotal: null }
}

/** The same where the server has another file now, and what it said of the first one is void. */
export function forgotten(part: PartFile): EpisodeChange {
  return { part: { ...emptied(part), toldChecksum: null }, blockDigests: null }
}

export function errorAt(failure: Failure, now: number): EpisodeError {
  return { code: failure.code, message: failure.message, params: failure.params, at: new Date(now).toISOString() }
}
