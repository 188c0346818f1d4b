import { hostOf } from './names.ts'
import type { EpisodeChange, EpisodeRecord, PartFile } from './ports.ts'

/**
 * What another address changes of an episode. What is on disk is kept: the engine joins it only where size, validator
 * or sample agree. Whatever it waited for at the old address is over; a disk is not.
 */
export function linkChange(record: EpisodeRecord, url: string): EpisodeChange {
  const isFreed = record.waitReason !== null && record.waitReason !== 'disk'
  return {
    url,
    host: hostOf(url),
    ...(url !== record.url && record.part !== null ? { part: ofOldLink(record.part) } : {}),
    ...(isFreed ? { waitReason: null, waitUntil: null, error: null, attempts: 0 } : {}),
  }
}

/** A part file whose episode got another address: its validator is of the old one. */
export function ofOldLink(part: PartFile): PartFile {
  return part.validator === null ? part : { ...part, validator: { ...part.validator, isOfOldLink: true } }
}
