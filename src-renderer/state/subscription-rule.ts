import type { CandidateFilter, SubscriptionRule } from '../../src-preload/contract/index.ts'
import { type FilterFields, noFilter, type ReadFilter, readFilter } from './candidate-filter.ts'

/** What a rule says, as it is filled in. `locale`: BCP 47, of the numbers. */
export function fieldsOfRule(rule: SubscriptionRule, locale: string): FilterFields {
  const megabytes = (bytes: number | undefined) =>
    bytes === undefined
      ? ''
      : new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: false }).format(bytes / 1_000_000)
  return {
    ...noFilter,
    text: rule.text ?? '',
    expression: rule.expression ?? '',
    extensions: rule.extensions?.join(', ') ?? '',
    minSize: megabytes(rule.minSize),
    maxSize: megabytes(rule.maxSize),
    limit: rule.newest === undefined ? 'none' : 'newest',
    limitCount: rule.newest === undefined ? '' : String(rule.newest),
  }
}

/** The rule that was filled in; several kinds, which no field shows, stay as they were. */
export function ruleOfFields(
  fields: FilterFields,
  before: SubscriptionRule,
  locale: string,
): { readonly rule: SubscriptionRule; readonly wrong: ReadFilter['wrong'] } {
  const { filter, wrong } = readFilter(fields, locale)
  return { rule: { ...ruleOfFilter(filter), ...(before.kinds !== undefined && { kinds: before.kinds }) }, wrong }
}

/** What of a filter goes on for episodes that are not there yet. */
export function ruleOfFilter({
  text,
  expression,
  kinds,
  extensions,
  minSize,
  maxSize,
  newest,
}: CandidateFilter): SubscriptionRule {
  return {
    ...(text !== undefined && { text }),
    ...(expression !== undefined && { expression }),
    ...(kinds !== undefined && { kinds }),
    ...(extensions !== undefined && { extensions }),
    ...(minSize !== undefined && { minSize }),
    ...(maxSize !== undefined && { maxSize }),
    ...(newest !== undefined && { newest }),
  }
}
