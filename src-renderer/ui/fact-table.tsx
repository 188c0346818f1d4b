import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './fact-table.module.css'

interface FactTableProps {
  readonly label: string
  /** The names of the columns, as `th`. */
  readonly head: ReactNode
  readonly className?: string | undefined
  /** The rows, as `tr`. */
  readonly children: ReactNode
}

/** Facts in rows, below the names of their columns. */
export function FactTable({ label, head, className, children }: FactTableProps) {
  return (
    <table className={classNames(styles.table, className)} aria-label={label}>
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
