import type { Stats } from '../../src-preload/contract/index.ts'
import type { Format } from '../ui/format/index.ts'
import type { Text } from './use-text.ts'

/** Why fewer or more episodes run than there are slots, in words; null where nothing is to be said. */
export function slotNote(t: Text, format: Format, slots: Stats['slots'], closedUntil: string | null): string | null {
  const { limitedBy, active, configured, draining } = slots
  if (limitedBy === null) return null
  if (limitedBy === 'schedule' && closedUntil !== null) {
    return t('status:scheduledUntil', { time: format.moment(closedUntil, Date.now()) })
  }
  return t(`status:limitedBy.${limitedBy}`, {
    count: draining,
    active: format.count(active),
    configured: format.count(configured),
    draining: format.count(draining),
  })
}
