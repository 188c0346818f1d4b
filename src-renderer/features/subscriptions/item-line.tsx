import { Check } from 'lucide-react'
import { type MouseEvent, memo, type ReactNode } from 'react'
import type { SubscriptionItem } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { plainName } from '../add/plain-name.ts'
import styles from './item-table.module.css'

/** The element that an item has in the document, for `aria-activedescendant`. */
export const itemElementId = (id: string) => `item-${id}`

interface ItemLineProps {
  /** Null while it is being read. */
  readonly item: SubscriptionItem | null
  readonly row: number
  /** Pixels from the first row. */
  readonly top: number
  readonly isChosen: boolean
  readonly isActive: boolean
  readonly onClick: (row: number, event: MouseEvent) => void
}

/** One episode of a feed: what it is called, of when, how long and how large it is, and whether it was added. */
export const ItemLine = memo(function ItemLine({ item, row, top, isChosen, isActive, onClick }: ItemLineProps) {
  const t = useText()
  const format = useFormat()
  const frame = {
    'aria-rowindex': row + 2,
    className: classNames(styles.row, styles.placed),
    style: { transform: `translateY(${top}px)` },
  }
  if (item === null) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see the grid.
      // biome-ignore lint/a11y/useFocusableInteractive: the grid points to rows with aria-activedescendant.
      <div role="row" {...frame}>
        <Cell column="title">
          <span className={styles.blank} aria-hidden />
          <span className="visually-hidden">{t('table:loading')}</span>
        </Cell>
      </div>
    )
  }
  const { id, state, title, date, durationSeconds, size } = item
  const isAdded = state === 'added'
  const name = title ?? plainName(item)
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points to it with aria-activedescendant.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
    <div
      role="row"
      id={itemElementId(id)}
      // What is there cannot be chosen, which is another thing than not being chosen.
      aria-selected={isAdded ? undefined : isChosen}
      data-active={isActive}
      data-added={isAdded}
      onClick={(event) => onClick(row, event)}
      {...frame}
    >
      <Cell column="title" title={name}>
        <span className={styles.box} data-selected={isChosen} aria-hidden>
          {isChosen && <Check />}
        </span>
        <bdi className={styles.name}>{name}</bdi>
      </Cell>
      <Cell column="date">{date === null ? '' : format.day(date)}</Cell>
      <Cell column="length">{durationSeconds === null ? '' : format.clock(durationSeconds)}</Cell>
      <Cell column="size">{size === null ? '' : format.bytes(size)}</Cell>
      <Cell column="state">
        {isAdded && <ToneIcon tone="good" />}
        {t(`subscriptions:items.state.${state}`)}
      </Cell>
    </div>
  )
})

interface CellProps {
  readonly column: 'title' | 'date' | 'length' | 'size' | 'state'
  readonly title?: string
  readonly children: ReactNode
}

function Cell({ column, title, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the row is what is chosen.
    <div role="gridcell" className={classNames(styles.cell, styles[column])} title={title}>
      {children}
    </div>
  )
}
