import { type ColumnName, isColumnName } from '../../state/columns.ts'

/** Pixels that a press may shake before it is a drag. */
const slack = 5

/** Where a dragged header would go: in front of a column, or at the end (null). */
export interface HeaderDrop {
  readonly before: ColumnName | null
  /** Pixels from the header's left edge. */
  readonly linePx: number
}

/**
 * The column in front of which a header is let go at a place, of cells with their left and right edges; null where that
 * changes nothing. The name is the first cell, and stays it.
 */
export function headerDrop(
  cells: readonly { readonly name: ColumnName; readonly left: number; readonly right: number }[],
  dragged: ColumnName,
  x: number,
): HeaderDrop | null {
  const index = cells.findIndex(({ left, right }) => x < (left + right) / 2)
  const place = index === -1 ? cells.length : Math.max(1, index)
  const from = cells.findIndex(({ name }) => name === dragged)
  if (place === from || place === from + 1) return null
  const linePx = cells[place]?.left ?? cells.at(-1)?.right ?? 0
  return { before: cells[place]?.name ?? null, linePx }
}

/**
 * Follows the pointer from a press on a header until it is let go, and tells where the column would go; in the end it is
 * put there. Escape and whatever takes the pointer away leave it where it was.
 */
export function followHeader(
  header: HTMLElement,
  name: ColumnName,
  press: { readonly pointerId: number; readonly clientX: number },
  show: (drop: HeaderDrop | null) => void,
  put: (before: ColumnName | null) => void,
): void {
  let isMoving = false
  let drop: HeaderDrop | null = null
  const ending = new AbortController()
  const { signal } = ending
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return
    if (!isMoving && Math.abs(event.clientX - press.clientX) <= slack) return
    if (!isMoving) header.setPointerCapture(press.pointerId)
    isMoving = true
    document.documentElement.dataset.dragging = 'true'
    drop = headerDrop(cellsOf(header), name, event.clientX - header.getBoundingClientRect().left)
    show(drop)
  }
  const end = (isPut: boolean) => {
    ending.abort()
    delete document.documentElement.dataset.dragging
    show(null)
    if (!isMoving) return
    header.releasePointerCapture(press.pointerId)
    if (isPut && drop !== null) put(drop.before)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isMoving) return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', () => end(true), { signal })
  window.addEventListener('pointercancel', () => end(false), { signal })
  window.addEventListener('blur', () => end(false), { signal })
  window.addEventListener('keydown', onKey, { capture: true, signal })
}

function cellsOf(header: HTMLElement) {
  const { left: start } = header.getBoundingClientRect()
  return [...header.querySelectorAll<HTMLElement>('[role="columnheader"]')].flatMap((cell) => {
    const { left, right } = cell.getBoundingClientRect()
    const name = cell.dataset.column
    return isColumnName(name) ? [{ name, left: left - start, right: right - start }] : []
  })
}
