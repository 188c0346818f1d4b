import { ChevronDown, ChevronUp } from 'lucide-react'
import type { JobQuery } from '../../../src-preload/contract/index.ts'
import { nextSort } from '../../state/list-query.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './table.module.css'

/** The columns in their order, with what the list can be sorted by. */
const columns = [
  { name: 'name', sort: 'title' },
  { name: 'state', sort: null },
  { name: 'progress', sort: 'progress' },
  { name: 'size', sort: 'size' },
  { name: 'speed', sort: 'speed' },
  { name: 'eta', sort: null },
] as const satisfies readonly { name: string; sort: JobQuery['sort'] | null }[]

export function TableHeader() {
  const { rows } = useCore()
  const t = useText()
  const query = useView((state) => state.query)
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the body of the table.
    <div role="rowgroup" className={styles.header}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the body of the table. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its buttons are reached with Tab. */}
      <div role="row" aria-rowindex={1} className={classNames(styles.row, styles.headerRow)}>
        {columns.map(({ name, sort }, index) => {
          const isSorted = sort !== null && query.sort === sort
          const label = t(`table:column.${name}`)
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the body of the table.
            // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus.
            <div
              key={name}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={isSorted ? (query.order === 'asc' ? 'ascending' : 'descending') : undefined}
              className={classNames(styles.cell, styles[name])}
            >
              {sort === null ? (
                <span className={styles.headerLabel}>{label}</span>
              ) : (
                <button type="button" className={styles.sortButton} onClick={() => rows.change(nextSort(query, sort))}>
                  {label}
                  {isSorted && (query.order === 'asc' ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />)}
                </button>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
