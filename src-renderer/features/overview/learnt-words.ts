import type { Host } from '../../../src-preload/contract/index.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** What is known of a server, in a few words each, most urgent first. `now`: milliseconds since the epoch. */
export function learntWords(t: Text, format: Format, { profile, quietUntil }: Host, now: number): readonly string[] {
  const words: string[] = []
  if (quietUntil !== null) words.push(t('overview:learnt.quiet', { time: format.moment(quietUntil, now) }))
  const { refusedConnections, refusedStatus, bestConnections, scaledTo, servesRanges } = profile
  if (refusedConnections !== null) {
    const facts = { count: refusedConnections, formatted: format.count(refusedConnections) }
    words.push(t('overview:learnt.refused', { ...facts, status: refusedStatus ?? '' }))
  }
  const best = scaledTo?.connections ?? bestConnections
  if (best !== null) words.push(t('overview:learnt.best', { count: best, formatted: format.count(best) }))
  if (servesRanges === false) words.push(t('overview:learnt.noRanges'))
  if (servesRanges === true) words.push(t('overview:learnt.ranges'))
  return words
}
