import type { TransferOrder } from '../protocol.ts'
import { changedProblem } from './answer-problems.ts'
import type { Representation } from './judge.ts'
import { hasChanged } from './validator.ts'

/**
 * Throws CONTENT_CHANGED where an answer is of another file than the finished one that is to be replaced: a repair
 * brings back what was, and nothing else. Silence proves nothing, nor does the validator of another address.
 */
export function refuseAnother(order: Pick<TransferOrder, 'repair' | 'part' | 'url'>, found: Representation): void {
  const { repair, part, url } = order
  if (repair === null || part === null) return
  const hasOtherSize = found.bytesTotal !== null && part.bytesTotal !== null && found.bytesTotal !== part.bytesTotal
  const isComparable = found.validator !== null && part.validator?.isOfOldLink !== true
  if (hasOtherSize || (isComparable && hasChanged(part.validator, found.validator))) throw changedProblem(url)
}
