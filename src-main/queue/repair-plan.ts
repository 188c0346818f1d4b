import type { Failure } from '../../src-preload/contract/index.ts'
import type { EpisodeChange, EpisodeRecord, FileFinding, PartFile } from './ports.ts'
import type { Recovery } from './retry.ts'

/**
 * What sets the repair of a finished file going; null where there is nothing to repair, nothing to repair it by, or
 * where the file was there before and is the person's own.
 *
 * Blocks that are known to be damaged are put right in the file itself: only bytes that are wrong anyway are written
 * over, and only with what the blocks were. Otherwise all of it is fetched, and the finished file stays until then.
 */
export function repairPlan(record: EpisodeRecord, finding: FileFinding): EpisodeChange | null {
  const { part } = record
  if (part === null || part.bytesTotal === null || isOfThePerson(part)) return null
  if (finding.kind === 'missing') return begun({ ...part, segments: [] }, 'whole')
  if (finding.kind !== 'damaged') return null
  // A stream's bytes are at no place of its address: they are put together here.
  const segments = record.stream === null ? finding.segments : null
  return segments === null ? begun({ ...part, segments: [] }, 'whole') : begun({ ...part, segments }, 'blocks')
}

/** A finished file without a segment was there before and was skipped. */
function isOfThePerson(part: PartFile): boolean {
  return part.segments.length === 0
}

function begun(part: PartFile, repair: 'blocks' | 'whole'): EpisodeChange {
  return { status: 'queued', repair, part, attempts: 0, error: null, finishedAt: null }
}

/** What the last word of a repair means: what is there stays as it is, and what cannot pass is final. */
export function repairRecovery(recovery: Recovery, outcome: { readonly transient: boolean }): Recovery {
  if (recovery.kind === 'retry' && !outcome.transient) return { kind: 'fail', bytes: 'keep', attempts: recovery.attempts }
  return { ...recovery, bytes: 'keep' }
}

/**
 * Whether a failed repair is given up: another try is then an ordinary download, which lays the file that the server
 * has now beside the one that is there.
 */
export function givesRepairUp(failure: Failure): boolean {
  return failure.code === 'CONTENT_CHANGED' || failure.code === 'FILE_MISSING'
}
