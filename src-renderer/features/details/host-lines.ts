import type { Host, Http2Facts } from '../../../src-preload/contract/index.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** What is known of a server, one sentence each. */
export function hostLines(t: Text, format: Format, { profile, connectionLimit, quietUntil }: Host): readonly string[] {
  const { servesRanges, strongValidators, bestConnections, refusedConnections, refusedAt, refusedStatus, retryAfterMs } = profile
  const { http2, scaledTo } = profile
  const count = (number: number) => ({ count: number, formatted: format.count(number) })
  const lines: string[] = []
  if (servesRanges !== null) lines.push(servesRanges ? t('details:host.ranges') : t('details:host.noRanges'))
  if (strongValidators === false) lines.push(t('details:host.weak'))
  if (bestConnections !== null) lines.push(t('details:host.best', count(bestConnections)))
  if (scaledTo !== null) {
    lines.push(t('details:host.scaled', { ...count(scaledTo.connections), time: format.dateTime(scaledTo.foundAt) }))
  }
  if (http2 !== null) lines.push(...http2Lines(t, format, http2))
  if (refusedConnections !== null && refusedAt !== null) {
    const facts = { status: refusedStatus ?? '', time: format.dateTime(refusedAt) }
    lines.push(t('details:host.refused', { ...count(refusedConnections), ...facts }))
    if (retryAfterMs !== null) lines.push(t('details:host.wish', { time: format.words(Math.ceil(retryAfterMs / 1_000)) }))
    if (connectionLimit < refusedConnections) lines.push(t('details:host.limit', count(connectionLimit)))
  }
  if (quietUntil !== null) lines.push(t('details:host.quiet', { time: format.dateTime(quietUntil) }))
  return lines
}

/** Which protocol is spoken is only worth a word where the server leaves a choice. */
function http2Lines(t: Text, format: Format, { support, isUsed, http1Ms, http2Ms }: Http2Facts): readonly string[] {
  if (support === 'missing') return []
  if (support === 'broken') return [t('details:host.http2Broken')]
  const lines = [isUsed ? t('details:host.http2Used') : t('details:host.http2Offered')]
  if (http1Ms === null || http2Ms === null) return lines
  return [...lines, t('details:host.http2Times', { http1: format.count(http1Ms), http2: format.count(http2Ms) })]
}
