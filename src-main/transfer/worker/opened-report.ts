import type { OpenedFacts, TransferReport } from '../protocol.ts'
import { hostOf } from './answer-problems.ts'
import type { OpenedAt, OpeningWish } from './source-opening.ts'
import { strongValidator } from './validator.ts'

/** What is told of an answer that opens an episode. */
export function openedReport(
  attemptId: number,
  { opening, source }: Pick<OpenedAt, 'opening' | 'source'>,
  { known, map, overlap }: OpeningWish,
): TransferReport {
  const how = opening.kind
  const isNew = how === 'fresh' || how === 'anew'
  const { bytesTotal } = how === 'complete' ? opening : sizeIn(opening)
  const httpVersion = how === 'complete' ? null : (opening.judged.answer.wire?.httpVersion ?? null)
  const proof = isNew ? null : proofOf(known, overlap)
  const position = isNew ? 0 : map.bytesWritten
  return { kind: 'opened', attemptId, opened: { host: hostOf(source.url), httpVersion, how, position, bytesTotal, proof } }
}

function sizeIn({ judged: { verdict } }: Exclude<OpenedAt['opening'], { kind: 'complete' }>): { bytesTotal: number | null } {
  return { bytesTotal: verdict.kind === 'part' || verdict.kind === 'whole' ? verdict.bytesTotal : null }
}

function proofOf(known: OpeningWish['known'], overlap: number): OpenedFacts['proof'] {
  if (overlap > 0) return 'sample'
  const validator = known?.validator ?? null
  if (strongValidator(validator) === null) return 'pieces'
  return validator?.etag != null ? 'etag' : 'lastModified'
}
