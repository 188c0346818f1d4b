import type { Format } from '../../ui/format/index.ts'

/** The time left in words; a dash while it is unknown, so that the lines below keep their places. */
export function etaText(format: Format, seconds: number | null): string {
  return seconds === null ? '–' : format.words(seconds)
}
