import { ChevronDown, ChevronUp } from 'lucide-react'
import type { CandidateQuery } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { ColumnHeader, HeadRow } from '../../ui/placed-rows.tsx'
import styles from './candidate-table.module.css'

export type SortOrder = Pick<CandidateQuery, 'sort' | 'order'>

const columns = [
  { name: 'number', sort: 'index' },
  { name: 'file', sort: 'fileName' },
  { name: 'source', sort: 'title' },
  { name: 'size', sort: 'size' },
  { name: 'date', sort: 'date' },
] as const satisfies readonly { name: string; sort: CandidateQuery['sort'] }[]

interface CandidateHeadProps {
  readonly sorted: SortOrder
  readonly onSort: (sorted: SortOrder) => void
}

/** The names of the columns; each sorts by its own, and the other way round the second time. */
export function CandidateHead({ sorted, onSort }: CandidateHeadProps) {
  const t = useText()
  return (
    <HeadRow className={styles.columns}>
      {columns.map(({ name, sort }) => {
        const isSorted = sorted.sort === sort
        const order = isSorted && sorted.order === 'asc' ? 'desc' : 'asc'
        return (
          <ColumnHeader
            key={name}
            aria-sort={isSorted ? (sorted.order === 'asc' ? 'ascending' : 'descending') : undefined}
            className={styles[name]}
          >
            <button type="button" className={styles.sort} onClick={() => onSort({ sort, order })}>
              {t(`sources:column.${name}`)}
              {isSorted && (sorted.order === 'asc' ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />)}
            </button>
          </ColumnHeader>
        )
      })}
    </HeadRow>
  )
}
