import type { Pace } from '../../../src-preload/contract/index.ts'

export interface PaceFacts {
  readonly isRunning: boolean
  /** By what was measured in the last hour; null while nothing ran. */
  readonly measured: { readonly meanSpeed: number; readonly filesPerHour: number } | null
  /** By bytes and the speed of this moment; null where sizes or speed are unknown. */
  readonly etaSeconds: number | null
  /** Neither finished nor failed. */
  readonly filesLeft: number
  /** Bytes still to come, unknown sizes left out; null where most sizes are unknown. */
  readonly bytesLeft: number | null
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Fewer finished in an hour say nothing about the next ones. */
const fewestFiles = 3

/**
 * When a job is done: in the time left that the list shows too; where nothing comes this very moment by the mean speed of the
 * last hour, and of files of unknown size by how many come in an hour.
 */
export function jobPace({ isRunning, measured, etaSeconds, filesLeft, bytesLeft, now }: PaceFacts): Pace {
  const filesPerHour = measured === null || measured.filesPerHour === 0 ? null : measured.filesPerHour
  const figures = { filesPerHour, meanSpeed: measured?.meanSpeed ?? null }
  const at = (seconds: number, by: 'bytes' | 'files'): Pace => ({
    ...figures,
    doneAt: new Date(now + seconds * 1_000).toISOString(),
    by,
  })
  if (!isRunning || filesLeft === 0) return { ...figures, doneAt: null, by: null }
  if (etaSeconds !== null && bytesLeft !== null) return at(etaSeconds, 'bytes')
  if (bytesLeft !== null && measured !== null && measured.meanSpeed > 0) return at(bytesLeft / measured.meanSpeed, 'bytes')
  if (filesPerHour !== null && filesPerHour >= fewestFiles) return at((filesLeft / filesPerHour) * 3_600, 'files')
  return { ...figures, doneAt: null, by: null }
}
