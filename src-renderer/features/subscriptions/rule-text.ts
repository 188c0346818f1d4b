import type { SubscriptionRule } from '../../../src-preload/contract/index.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** Which new episodes are taken, in words. */
export function ruleText(t: Text, format: Format, rule: SubscriptionRule): string {
  const { text, expression, kinds, extensions, minSize, maxSize, newest } = rule
  const parts = [
    ...(text === undefined ? [] : [t('subscriptions:rule.text', { text })]),
    ...(expression === undefined ? [] : [t('subscriptions:rule.expression', { expression })]),
    ...(kinds === undefined ? [] : [format.list(kinds.map((kind) => t(`sources:candidate.${kind}`)))]),
    ...(extensions === undefined ? [] : [format.list(extensions)]),
    ...(minSize === undefined ? [] : [t('subscriptions:rule.minSize', { size: format.bytes(minSize) })]),
    ...(maxSize === undefined ? [] : [t('subscriptions:rule.maxSize', { size: format.bytes(maxSize) })]),
    ...(newest === undefined ? [] : [t('subscriptions:rule.newest', { count: newest, formatted: format.count(newest) })]),
  ]
  return parts.length === 0 ? t('subscriptions:rule.all') : parts.join(' · ')
}
