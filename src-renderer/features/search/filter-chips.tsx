import { X } from 'lucide-react'
import type { FilterFacts } from '../../state/search-filters.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './search.module.css'
import { shownFilters } from './shown-filters.ts'

/** What narrows the list, each with the press that ends it. */
export function FilterChips({ facts }: { readonly facts: FilterFacts }) {
  const { rows } = useCore()
  const t = useText()
  const format = useFormat()
  const query = useView((state) => state.query)
  const filters = shownFilters(t, format, query, facts)
  if (filters.length === 0) return null
  return (
    <ul className={styles.chips} data-prefix aria-label={t('command:filter.chips')}>
      {filters.map(({ key, name, value, title, without }) => (
        <li key={key}>
          <button
            type="button"
            className={styles.chip}
            title={title}
            aria-label={t('command:filter.remove', { filter: `${name}: ${value}` })}
            onClick={() => {
              rows.change(without)
              document.getElementById('search')?.focus()
            }}
          >
            <span className={styles.chipName}>{name}</span>
            <span className={styles.chipValue} dir="auto">
              {value}
            </span>
            <X aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
