import type { NewSubscriptionInput } from '../../state/subscription-commands.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** Minutes between two checks that are offered. */
const intervals = [15, 60, 360, 720, 1_440, 10_080]
export const usualInterval = 360

/** What is taken of what the feed holds already. */
const starts = ['none', 'all', '1', '10'] as const
export type Start = (typeof starts)[number]

/** `current`: the one that is set, whether it is offered or not. */
export function intervalOptions(format: Format, current: number) {
  const minutes = intervals.includes(current) ? intervals : [...intervals, current]
  return minutes.map((value) => ({ value, label: format.words(value * 60) }))
}

export function startOptions(t: Text) {
  return starts.map((value) => ({ value, label: t(`subscriptions:dialog.starts.${value}`) }))
}

/** As the core is told. */
export function startWith(start: Start): NonNullable<NewSubscriptionInput['startWith']> {
  return start === 'none' || start === 'all' ? start : Number(start)
}
