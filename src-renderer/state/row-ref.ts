import type { Row } from '../../src-preload/contract/index.ts'

/** A row's identity: what the window keeps of rows that are not on the screen. */
export type RowRef =
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'episode'; readonly id: string; readonly jobId: string; readonly index: number }

export function refOf(row: Row): RowRef {
  return row.kind === 'job'
    ? { kind: 'job', id: row.job.id }
    : { kind: 'episode', id: row.episode.id, jobId: row.episode.jobId, index: row.episode.index }
}

/** Whether two refs stand for the same row at the same place of its job. */
export function sameRef(one: RowRef, other: RowRef): boolean {
  if (one.kind !== other.kind || one.id !== other.id) return false
  return one.kind === 'job' || (other.kind === 'episode' && one.index === other.index)
}
