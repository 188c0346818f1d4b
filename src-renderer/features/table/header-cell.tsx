import { ChevronDown, ChevronUp } from 'lucide-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { type ColumnName, columnFacts, mostColumnPx } from '../../state/columns.ts'
import { useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { columnClass } from './column-class.ts'
import styles from './header.module.css'
import tableStyles from './table.module.css'

interface HeaderCellProps {
  readonly name: ColumnName
  /** From 1. */
  readonly index: number
  readonly widthPx: number
  /** Null where the list is sorted by something else. */
  readonly sorted: 'asc' | 'desc' | null
  /** Whether the Tab key stops at it. */
  readonly isStop: boolean
  readonly onFocus: () => void
  readonly onPress: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onGrab: (event: PointerEvent<HTMLElement>) => void
  readonly onGrabEdge: (event: PointerEvent<HTMLElement>) => void
  readonly onFit: () => void
  readonly onMenu: (x: number, y: number) => void
}

/** The head of one column, with the edge that makes it wider. */
export function HeaderCell({ name, index, widthPx, sorted, isStop, ...on }: HeaderCellProps) {
  const t = useText()
  const label = t(`table:column.${name}`)
  const { sort, least } = columnFacts[name]
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the body of the table.
    // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus.
    <div
      role="columnheader"
      aria-colindex={index}
      aria-label={label}
      aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
      data-column={name}
      className={classNames(tableStyles.cell, columnClass(name), styles.cell)}
      onPointerDown={on.onGrab}
      onContextMenu={(event) => {
        event.preventDefault()
        event.stopPropagation()
        on.onMenu(event.clientX, event.clientY)
      }}
    >
      <button
        type="button"
        tabIndex={isStop ? 0 : -1}
        className={styles.button}
        aria-haspopup={sort === null ? 'menu' : undefined}
        onFocus={on.onFocus}
        onClick={on.onPress}
        onKeyDown={on.onKeyDown}
      >
        <span className={styles.label}>{label}</span>
        {sorted !== null && (sorted === 'asc' ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />)}
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a line that is dragged is no thematic break. */}
      <span
        role="separator"
        tabIndex={-1}
        aria-orientation="vertical"
        aria-label={t('table:columns.edge', { name: label })}
        aria-valuenow={Math.round(widthPx)}
        aria-valuemin={least}
        aria-valuemax={Math.max(mostColumnPx, Math.round(widthPx))}
        className={styles.edge}
        onPointerDown={(event) => {
          event.preventDefault()
          event.stopPropagation()
          on.onGrabEdge(event)
        }}
        onDoubleClick={on.onFit}
      />
    </div>
  )
}
