import { useVirtualizer } from '@tanstack/react-virtual'
import { SearchX } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import type { SubscriptionItem } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { candidateKey } from '../add/candidate-keys.ts'
import { ItemLine, itemElementId } from './item-line.tsx'
import styles from './item-table.module.css'
import type { Items } from './use-items.ts'

const columns = ['title', 'date', 'length', 'size', 'state'] as const
/** Pixels of the header, which narrow windows do not show, and of a row, which has two lines there; known to the stylesheet too. */
const heights = { wide: { header: 30, row: 30 }, narrow: { header: 0, row: 52 } } as const

interface ItemTableProps {
  readonly items: Items
  readonly chosen: ReadonlyMap<string, SubscriptionItem>
  /** Why there is nothing, where there is nothing. */
  readonly emptyBecause: 'nothing' | 'text' | SubscriptionItem['state']
  /** Takes these, or leaves them out; those that were added already are no matter. */
  readonly onChoose: (items: readonly SubscriptionItem[], isChosen: boolean) => void
  readonly onChooseAll: () => void
}

/** The episodes of a feed, of which only the rows in sight exist. */
export function ItemTable({ items, chosen, emptyBecause, onChoose, onChooseAll }: ItemTableProps) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(-1)
  /** Where a range that is chosen with shift begins, and whether it takes or leaves out. */
  const anchor = useRef({ row: 0, isChosen: true })
  const { total } = items.rows
  const { header: headerHeight, row: rowHeight } = useMedia('(max-width: 760px)') ? heights.narrow : heights.wide
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    paddingStart: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: it measures anew because the height is another.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const rows = virtualizer.getVirtualItems()
  const first = rows[0]?.index ?? 0
  const last = rows.at(-1)?.index ?? 0
  const { show } = items
  useEffect(() => show(first, last), [show, first, last])
  const standing = Math.min(active, total - 1)

  const toggle = (row: number) => {
    const item = items.at(row)
    if (item === null || item.state === 'added') return
    const isChosen = !chosen.has(item.id)
    anchor.current = { row, isChosen }
    onChoose([item], isChosen)
  }
  const extend = async (row: number) => {
    const { row: start, isChosen } = anchor.current
    onChoose(await items.between(Math.min(start, row), Math.max(start, row)), isChosen)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const key = candidateKey(event, { index: standing, total, page })
    if (key === null) return
    event.preventDefault()
    if (key.kind === 'all') return onChooseAll()
    if (key.kind === 'toggle') return toggle(standing)
    setActive(key.to)
    virtualizer.scrollToIndex(key.to)
    if (key.extend) void extend(key.to)
  }
  const onClick = (row: number, event: MouseEvent) => {
    setActive(row)
    if (event.shiftKey) void extend(row)
    else toggle(row)
  }

  if (items.isRead && total === 0) {
    return (
      <div className={styles.frame}>
        <Empty
          icon={<SearchX aria-hidden />}
          title={t(`subscriptions:items.none.${emptyBecause}.title`)}
          text={t(`subscriptions:items.none.${emptyBecause}.text`)}
        />
      </div>
    )
  }
  const activeItem = standing < first || standing > last ? null : items.at(standing)
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow. */}
      <div
        ref={scroller}
        role="grid"
        className={styles.rows}
        tabIndex={0}
        aria-label={t('subscriptions:items.label')}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={!items.isRead}
        aria-activedescendant={activeItem === null ? undefined : itemElementId(activeItem.id)}
        onKeyDown={onKeyDown}
        onFocus={() => {
          if (standing < 0 && total > 0) setActive(0)
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
        <div role="rowgroup" className={styles.head}>
          {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus. */}
          <div role="row" aria-rowindex={1} className={styles.row}>
            {columns.map((column) => (
              // biome-ignore lint/a11y/useSemanticElements: see the grid.
              // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do in it.
              <div key={column} role="columnheader" className={classNames(styles.cell, styles[column])}>
                {t(`subscriptions:items.column.${column}`)}
              </div>
            ))}
          </div>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
        <div role="rowgroup" className={styles.body} style={{ height: Math.max(0, virtualizer.getTotalSize() - headerHeight) }}>
          {rows.map(({ key, index, start }) => {
            const item = items.at(index)
            return (
              <ItemLine
                key={key}
                item={item}
                row={index}
                top={start - headerHeight}
                isChosen={item !== null && chosen.has(item.id)}
                isActive={index === standing}
                onClick={onClick}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
