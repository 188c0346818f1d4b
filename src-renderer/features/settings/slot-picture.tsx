import { slotNote } from '../../state/slot-note.ts'
import { useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { cellKinds, cellSize, cellsInOrder, slotCells } from './slot-cells.ts'
import styles from './slot-picture.module.css'

/** The slots as they are now, each a cell; and in words how many of them do what, and why some cannot be used. */
export function SlotPicture() {
  const t = useText()
  const format = useFormat()
  const slots = useLive((state) => state.stats?.slots ?? null)
  const closedUntil = useLive((state) => state.stats?.schedule?.until ?? null)
  if (slots === null) return null
  const counts = slotCells(slots)
  const cells = cellsInOrder(counts)
  return (
    <figure className={styles.picture} aria-label={t('settings:slotPicture.label')}>
      <div className={styles.cells} data-size={cellSize(cells.length)} aria-hidden>
        {cells.map((kind, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is nothing but its place.
          <span key={index} className={styles.cell} data-kind={kind} />
        ))}
      </div>
      <ul className={styles.legend}>
        {cellKinds.map((kind) => (
          <li key={kind}>
            <span className={styles.cell} data-kind={kind} aria-hidden />
            {t(`settings:slotPicture.${kind}`)} <span className={styles.count}>{format.count(counts[kind])}</span>
          </li>
        ))}
      </ul>
      <figcaption className={styles.note}>{slotNote(t, format, slots, closedUntil)}</figcaption>
    </figure>
  )
}
