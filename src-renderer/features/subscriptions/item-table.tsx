import { SearchX } from 'lucide-react'
import type { SubscriptionItem } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { ChoiceGrid } from '../../ui/choice-grid.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ColumnHeader, HeadRow } from '../../ui/placed-rows.tsx'
import { ItemLine, itemElementId } from './item-line.tsx'
import styles from './item-table.module.css'
import type { Items } from './use-items.ts'

const columns = ['title', 'date', 'length', 'size', 'state'] as const

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
  const toggle = (index: number) => {
    const item = items.at(index)
    if (item === null || item.state === 'added') return null
    const isChosen = !chosen.has(item.id)
    onChoose([item], isChosen)
    return isChosen
  }
  return (
    <ChoiceGrid
      label={t('subscriptions:items.label')}
      className={styles.rows}
      total={items.rows.total}
      isBusy={items.page === null}
      empty={
        <Empty
          icon={<SearchX aria-hidden />}
          title={t(`subscriptions:items.none.${emptyBecause}.title`)}
          text={t(`subscriptions:items.none.${emptyBecause}.text`)}
        />
      }
      head={
        <HeadRow className={styles.head}>
          {columns.map((column) => (
            <ColumnHeader key={column} className={styles[column]}>
              {t(`subscriptions:items.column.${column}`)}
            </ColumnHeader>
          ))}
        </HeadRow>
      }
      elementIdOf={(index) => {
        const item = items.at(index)
        return item === null ? null : itemElementId(item.id)
      }}
      onShow={items.show}
      onToggle={toggle}
      onRange={(from, to, isChosen) => void items.between(from, to).then((some) => onChoose(some, isChosen))}
      onChooseAll={onChooseAll}
    >
      {(row) => {
        const item = items.at(row.index)
        return <ItemLine key={row.index} {...row} item={item} isChosen={item !== null && chosen.has(item.id)} />
      }}
    </ChoiceGrid>
  )
}
