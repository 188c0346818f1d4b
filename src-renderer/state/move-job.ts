import type { MoveJobs } from '../../src-preload/contract/index.ts'
import { parentIndex, rowAt, type WindowCache } from './window-cache.ts'

export type MoveDirection = 'top' | 'up' | 'down' | 'bottom'
/** Where jobs are moved to, in the words of the contract. */
export type MovePlace = Pick<MoveJobs, 'to' | 'beforeJobId' | 'afterJobId'>

/** What was moved last, to be said to those who do not see it. */
export type MoveNews =
  | { readonly kind: 'moved'; readonly count: number; readonly position: number | null }
  | { readonly kind: 'queued'; readonly count: number; readonly queueId: string }
  | { readonly kind: 'unsorted' | 'cancelled' }

/**
 * The place one further for jobs that move together: before the next above the uppermost of them, or after the next below
 * the lowest. Null where there is none in that direction, or the rows are not known.
 */
export function stepPlace(
  cache: WindowCache,
  isMoving: (jobId: string) => boolean,
  direction: 'up' | 'down',
  from: number,
): MovePlace | null {
  const step = direction === 'up' ? -1 : 1
  for (let index = from; index >= 0 && index < cache.total; index += step) {
    const ref = rowAt(cache, index)
    if (ref === null) return null
    if (ref.kind !== 'job' || isMoving(ref.id)) continue
    return direction === 'up' ? { beforeJobId: ref.id } : { afterJobId: ref.id }
  }
  return null
}

/** Where what is dropped goes, and the row above which a line shows it. */
export interface DropPlace {
  readonly place: MovePlace
  readonly lineIndex: number
}

/**
 * What a drop at a height of the list means: before its job in the upper half of a job's row, else after the job and
 * the episodes that it is opened to. Below the last row it is behind the last job; null where the rows are not known.
 *
 * @param rows height in rows from the top of the list
 * @param openEpisodes rows that a job is opened to
 */
export function dropPlace(cache: WindowCache, rows: number, openEpisodes: (jobId: string) => number): DropPlace | null {
  if (cache.total === 0) return null
  const row = Math.min(cache.total - 1, Math.max(0, Math.floor(rows)))
  const isUpperHalf = rows - row < 0.5
  const jobIndex = rowAt(cache, row)?.kind === 'episode' ? parentIndex(cache, row) : row
  const ref = jobIndex === null ? null : rowAt(cache, jobIndex)
  if (jobIndex === null || ref?.kind !== 'job') return null
  if (jobIndex === row && isUpperHalf) return { place: { beforeJobId: ref.id }, lineIndex: row }
  return { place: { afterJobId: ref.id }, lineIndex: jobIndex + 1 + openEpisodes(ref.id) }
}
