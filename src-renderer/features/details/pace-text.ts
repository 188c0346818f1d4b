import type { Pace } from '../../../src-preload/contract/index.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** Files per hour, of few large ones the mean speed; null where nothing was measured. One line, whatever the numbers are. */
export function rateText(t: Text, format: Format, { filesPerHour, meanSpeed }: Pace): string | null {
  const files = filesPerHour === null ? 0 : Math.round(filesPerHour)
  if (files > 0) return t('details:pace.files', { count: files, formatted: format.count(files) })
  return meanSpeed === null || meanSpeed === 0 ? null : format.speed(meanSpeed)
}

/**
 * When it will be done: the time, and how long that is where the time left does not stand above. Long spans are told to
 * the minute, which is still more than is known.
 */
export function doneText(
  t: Text,
  format: Format,
  { doneAt }: Pick<Pace, 'doneAt'>,
  { now, isSpanKnown }: { readonly now: number; readonly isSpanKnown: boolean },
): string | null {
  if (doneAt === null) return null
  const time = format.moment(doneAt, now)
  if (isSpanKnown) return time
  const seconds = Math.max(0, (Date.parse(doneAt) - now) / 1_000)
  const span = seconds < 60 ? Math.max(1, Math.ceil(seconds)) : Math.ceil(seconds / 60) * 60
  return t('details:pace.at', { time, span: format.words(span) })
}
