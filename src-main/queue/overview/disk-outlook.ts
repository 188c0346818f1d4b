import type { DiskOutlook } from '../../../src-preload/contract/index.ts'

export interface DiskFacts {
  readonly path: string
  /** Null where the disk is not there. */
  readonly room: { readonly freeBytes: number; readonly totalBytes: number } | null
  readonly reserveBytes: number
  readonly neededBytes: number
  readonly unknownFiles: number
  /** Of all sizes that are known; null where none is. */
  readonly meanFileBytes: number | null
  /** Bytes per second that come to this disk. */
  readonly pace: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** No forecast reaches further: beyond it a pace says nothing. */
const furthestMs = 10 * 365 * 86_400_000

/** Whether what is still to come fits on a disk, and if not, when it is full. */
export function diskOutlook(facts: DiskFacts): DiskOutlook {
  const { path, room, reserveBytes, unknownFiles, meanFileBytes } = facts
  const neededBytes = whole(facts.neededBytes)
  const estimatedBytes = meanFileBytes === null ? (unknownFiles === 0 ? 0 : null) : whole(unknownFiles * meanFileBytes)
  const common = { path, reserveBytes, neededBytes, unknownFiles, estimatedBytes }
  if (room === null) return { ...common, freeBytes: null, totalBytes: null, outlook: 'missing', fullAt: null }
  const { freeBytes, totalBytes } = room
  const usable = freeBytes - reserveBytes
  const isFull = neededBytes + (estimatedBytes ?? 0) > Math.max(0, usable)
  const outlook = isFull ? 'full' : estimatedBytes === null ? 'unknown' : 'enough'
  return { ...common, freeBytes, totalBytes, outlook, fullAt: isFull ? fullAt(usable, facts) : null }
}

function fullAt(usable: number, { pace, now }: DiskFacts): string | null {
  if (usable <= 0) return new Date(now).toISOString()
  const inMs = pace > 0 ? (usable * 1_000) / pace : Number.POSITIVE_INFINITY
  return inMs > furthestMs ? null : new Date(now + inMs).toISOString()
}

function whole(bytes: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.round(Math.max(0, bytes)))
}
