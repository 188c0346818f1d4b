import type { Segment } from '../../../src-preload/contract/index.ts'

/** A segment's place in the bar. `left` and `width` in percent of the file, `done` in percent of the segment. */
export interface SegmentSpan {
  readonly start: number
  readonly left: number
  readonly width: number
  readonly done: number
  readonly isActive: boolean
}

/** Segments end with their last byte included; of a file of unknown size the last one has no end yet. */
export function segmentSpans(segments: readonly Segment[], bytesTotal: number): readonly SegmentSpan[] {
  return segments.map(({ start, end, done, active }) => {
    const length = Math.max(1, Math.min(end, bytesTotal - 1) - start + 1)
    return {
      start,
      left: (start / bytesTotal) * 100,
      width: (length / bytesTotal) * 100,
      done: Math.min(100, (done / length) * 100),
      isActive: active,
    }
  })
}
