import type { ScheduleRule, ScheduleWindow } from '../../../src-preload/contract/index.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** What a rule says, in two or three words; null for an hour in which it changes. */
export function ruleText(t: Text, format: Format, rule: ScheduleRule | null): string {
  if (rule === null) return t('schedule:mode.mixed')
  return rule.mode === 'limited'
    ? t('schedule:limitedTo', { speed: format.chosenSpeed(rule.speedLimit) })
    : t(`schedule:mode.${rule.mode}`)
}

/** A window in words: `Mon – Fri 08:00 – 18:00: paused`. */
export function windowText(t: Text, format: Format, window: ScheduleWindow): string {
  const days = format.days(window.days)
  const isWholeDay = window.from === '00:00' && window.to === '24:00'
  if (isWholeDay) return t('schedule:allDay', { days, rule: ruleText(t, format, window) })
  return t('schedule:window', {
    days,
    from: format.timeOfDay(minutesOf(window.from)),
    to: format.timeOfDay(minutesOf(window.to)),
    rule: ruleText(t, format, window),
  })
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
