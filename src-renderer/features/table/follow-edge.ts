import { type ColumnName, fitColumns, resizeColumn } from '../../state/columns.ts'
import type { Core } from '../../state/core.ts'
import { layoutOf } from '../../state/kept-layouts.ts'
import { styleColumns } from './use-columns.ts'

interface Edge {
  readonly table: HTMLElement
  /** The separator that is pressed. */
  readonly handle: HTMLElement
  readonly name: ColumnName
  /** Pixels that the column has. */
  readonly fromPx: number
  /** Pixels in which all columns stand. */
  readonly roomPx: number
}

/**
 * Follows the pointer from a press on the edge of a column until it is let go: only the style changes on the way, and
 * the width is kept in the end. Escape and whatever takes the pointer away leave it as it was.
 */
export function followEdge(
  { view, columns }: Pick<Core, 'view' | 'columns'>,
  edge: Edge,
  press: { readonly pointerId: number; readonly clientX: number },
): void {
  const { table, handle, name, fromPx, roomPx } = edge
  const { layouts, query } = view.getState()
  const layout = layoutOf(layouts, query)
  const style = (toPx: number) => styleColumns(table, fitColumns(resizeColumn(layout, name, fromPx, toPx), roomPx))
  let toPx = fromPx
  const onMove = (event: PointerEvent) => {
    toPx = fromPx + event.clientX - press.clientX
    style(toPx)
  }
  const end = (isKept: boolean) => {
    ending.abort()
    if (handle.hasPointerCapture(press.pointerId)) handle.releasePointerCapture(press.pointerId)
    delete handle.dataset.moving
    if (isKept && toPx !== fromPx) columns.resize(name, fromPx, toPx)
    else styleColumns(table, fitColumns(layout, roomPx))
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }
  const ending = new AbortController()
  const { signal } = ending
  handle.setPointerCapture(press.pointerId)
  handle.dataset.moving = 'true'
  handle.addEventListener('pointermove', onMove, { signal })
  handle.addEventListener('pointerup', () => end(true), { signal })
  handle.addEventListener('pointercancel', () => end(false), { signal })
  window.addEventListener('blur', () => end(false), { signal })
  window.addEventListener('keydown', onKey, { capture: true, signal })
}
