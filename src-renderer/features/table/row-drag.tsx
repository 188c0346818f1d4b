import { type RefObject, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useCore, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { type DragSight, followDrag } from './follow-drag.ts'
import styles from './row-drag.module.css'

interface RowDragProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Pixels. */
  readonly rowHeight: number
  readonly headerHeight: number
}

/** Lets jobs be dragged to another place of the list or onto a queue, and shows where they would go. */
export function RowDrag({ scroller, rowHeight, headerHeight }: RowDragProps) {
  const core = useCore()
  const t = useText()
  const format = useFormat()
  const [sight, setSight] = useState<DragSight | null>(null)
  const count = useView((state) => state.drag?.count ?? 0)
  useEffect(() => {
    const grid = scroller.current
    return grid === null ? undefined : followDrag(core, { grid, rowHeight, headerHeight }, setSight)
  }, [core, scroller, rowHeight, headerHeight])
  if (sight === null) return null
  const { x, y, line, isRefused } = sight
  return createPortal(
    <>
      {line !== null && (
        <div
          className={styles.line}
          style={{ transform: `translate(${line.left}px, ${line.top}px)`, width: line.width }}
          aria-hidden
        />
      )}
      <div
        className={classNames(styles.label, isRefused && styles.refused)}
        style={{ transform: `translate(${x}px, ${y}px)` }}
        aria-hidden
      >
        {isRefused ? t('table:move.unsorted') : t('table:move.dragged', { count, formatted: format.count(count) })}
      </div>
    </>,
    document.body,
  )
}
