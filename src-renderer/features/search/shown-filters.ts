import type { ListFilter } from '../../state/list-query.ts'
import { type FilterFacts, type FilterKey, filterKeys } from '../../state/search-filters.ts'
import type { Text } from '../../state/use-text.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { Format } from '../../ui/format/index.ts'

export interface ShownFilter {
  readonly key: FilterKey
  readonly name: string
  readonly value: string
  /** What there is to say more exactly. */
  readonly title?: string
  /** The change that ends it. */
  readonly without: Partial<ListFilter>
}

/** What narrows the list, in words, in the order in which filters are offered. */
export function shownFilters(t: Text, format: Format, query: ListFilter, facts: FilterFacts): readonly ShownFilter[] {
  return filterKeys.flatMap((key): readonly ShownFilter[] => {
    const name = t(`command:filter.name.${key}`)
    switch (key) {
      case 'state':
        return query.view === 'all' ? [] : [{ key, name, value: t(`common:view.${query.view}`), without: { view: 'all' } }]
      case 'host':
        return query.atHost === null ? [] : [{ key, name, value: query.atHost, without: { atHost: null } }]
      case 'size': {
        const value = sizeText(t, format, query)
        return value === null ? [] : [{ key, name, value, without: { minBytes: null, maxBytes: null } }]
      }
      case 'folder':
        if (query.directory === null) return []
        return [
          {
            key,
            name,
            value: facts.folders.find(({ id }) => id === query.directory)?.name ?? query.directory,
            title: query.directory,
            without: { directory: null },
          },
        ]
      case 'queue':
        if (query.queueId === null) return []
        return [{ key, name, value: nameOf(query.queueId, facts.queues), without: { queueId: null } }]
      case 'session':
        if (query.sessionId === null) return []
        return [{ key, name, value: nameOf(query.sessionId, facts.sessions), without: { sessionId: null } }]
      default:
        return assertNever(key)
    }
  })
}

function nameOf(id: string, all: FilterFacts['queues']): string {
  return all.find((one) => one.id === id)?.name ?? ''
}

function sizeText(t: Text, format: Format, { minBytes, maxBytes }: ListFilter): string | null {
  if (minBytes !== null && maxBytes !== null) {
    return t('command:filter.between', { least: format.chosenBytes(minBytes), most: format.chosenBytes(maxBytes) })
  }
  if (minBytes !== null) return t('command:filter.atLeast', { size: format.chosenBytes(minBytes) })
  return maxBytes === null ? null : t('command:filter.atMost', { size: format.chosenBytes(maxBytes) })
}
