import { memo } from 'react'
import type { SubscriptionItem } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { BlankRow, ChoiceMark, ChoiceRow, type PlacedChoice } from '../../ui/choice-grid.tsx'
import { RowCell } from '../../ui/placed-rows.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { plainName } from '../add/plain-name.ts'
import styles from './item-table.module.css'

/** The element that an item has in the document, for `aria-activedescendant`. */
export const itemElementId = (id: string) => `item-${id}`

interface ItemLineProps extends PlacedChoice {
  /** Null while it is being read. */
  readonly item: SubscriptionItem | null
  readonly isChosen: boolean
}

/** One episode of a feed: what it is called, of when, how long and how large it is, and whether it was added. */
export const ItemLine = memo(function ItemLine({ item, isChosen, ...place }: ItemLineProps) {
  const t = useText()
  const format = useFormat()
  if (item === null) {
    return <BlankRow index={place.index} top={place.top} label={t('table:loading')} className={styles.title} />
  }
  const { id, state, title, date, durationSeconds, size } = item
  const isAdded = state === 'added'
  const name = title ?? plainName(item)
  // What is there cannot be chosen, which is another thing than not being chosen.
  const choice = isAdded ? undefined : isChosen
  return (
    <ChoiceRow {...place} id={itemElementId(id)} isChosen={choice} className={isAdded ? styles.added : undefined}>
      <RowCell role="gridcell" className={styles.title} title={name}>
        <ChoiceMark isChosen={choice} />
        <bdi className={styles.name}>{name}</bdi>
      </RowCell>
      <RowCell role="gridcell" className={styles.date}>
        {date === null ? '' : format.day(date)}
      </RowCell>
      <RowCell role="gridcell" className={styles.length}>
        {durationSeconds === null ? '' : format.clock(durationSeconds)}
      </RowCell>
      <RowCell role="gridcell" className={styles.size}>
        {size === null ? '' : format.bytes(size)}
      </RowCell>
      <RowCell role="gridcell" className={styles.state}>
        {isAdded && <ToneIcon tone="good" />}
        {t(`subscriptions:items.state.${state}`)}
      </RowCell>
    </ChoiceRow>
  )
})
