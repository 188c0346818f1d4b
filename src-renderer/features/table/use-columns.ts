import { createContext, type RefObject, use, useLayoutEffect, useMemo, useState } from 'react'
import { type ColumnName, type FittedColumns, fitColumns } from '../../state/columns.ts'
import { layoutOf } from '../../state/kept-layouts.ts'
import { useView } from '../../state/use-core.tsx'

/** What a row shows on a phone, where it has two lines. */
export const narrowColumns: readonly ColumnName[] = ['name', 'state', 'progress', 'speed']
/** Pixels at a row's end in which no column stands: the button of the columns is there. */
export const rowEndPx = 28
/** As wide as this or less, a column has no room for what stands beside its main thing: counts at the bar, a remedy's name at the state. */
const narrowPx = { progress: 192, state: 240 } as const
/** Before it was measured. */
const assumedRoomPx = 1_000

/** Which columns every row shows; the same list as long as they are the same. */
export const ShownColumns = createContext<readonly ColumnName[]>(narrowColumns)
export const useShownColumns = () => use(ShownColumns)

/**
 * The columns of the shown list as they fit into the table. Their widths go straight to its style: one property lays out
 * the header and every row, and no row renders for it.
 */
export function useColumns(scroller: RefObject<HTMLElement | null>): FittedColumns {
  const layout = useView(({ layouts, query }) => layoutOf(layouts, query))
  const [roomPx, setRoomPx] = useState(assumedRoomPx)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () => setRoomPx(element.clientWidth - rowEndPx)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [scroller])
  const fitted = useMemo(() => fitColumns(layout, roomPx), [layout, roomPx])
  useLayoutEffect(() => {
    if (scroller.current !== null) styleColumns(scroller.current, fitted)
  }, [scroller, fitted])
  const key = fitted.names.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same names in the same order are the same list.
  const names = useMemo(() => fitted.names, [key])
  return useMemo(() => ({ ...fitted, names }), [fitted, names])
}

/** Lays out the header and all rows. */
export function styleColumns(table: HTMLElement, { names, widths, template, leastPx }: FittedColumns): void {
  table.style.setProperty('--columns', template)
  // Told once for all rows: a query of each cell's own width makes scrolling three times as dear.
  for (const name of ['progress', 'state'] as const) {
    table.toggleAttribute(`data-narrow-${name}`, (widths[names.indexOf(name)] ?? 0) <= narrowPx[name])
  }
  // What is wider than its place is scrolled over the gutters too, which are kept free for scroll bars.
  const isWide = leastPx + rowEndPx > table.clientWidth
  table.toggleAttribute('data-wide', isWide)
  const gutterPx = isWide ? table.offsetWidth - table.clientWidth : 0
  table.style.setProperty('--row-end', `${rowEndPx + gutterPx}px`)
  table.style.setProperty('--least-width', `${leastPx + rowEndPx + gutterPx}px`)
}
