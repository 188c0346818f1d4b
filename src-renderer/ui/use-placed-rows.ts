import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useMedia } from './use-media.ts'

/**
 * Pixels of the header, which narrow windows do not show, and of a row, which has two lines there; `placed-rows.module.css`
 * knows them too.
 */
const heights = { wide: { header: 28, row: 28 }, narrow: { header: 0, row: 52 } } as const

interface PlacedRowsOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  /** Rows that exist on each side of those in sight. */
  readonly overscan: number
}

/** Rows of one height below a header, of which only those in sight exist. */
export function usePlacedRows({ scroller, count, overscan }: PlacedRowsOptions) {
  const { header: headerHeight, row: rowHeight } = useMedia('(max-width: 760px)') ? heights.narrow : heights.wide
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    paddingStart: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  const measured = useRef(rowHeight)
  useLayoutEffect(() => {
    if (measured.current === rowHeight) return
    measured.current = rowHeight
    virtualizer.measure()
  }, [virtualizer, rowHeight])
  const items = virtualizer.getVirtualItems()
  return {
    rowHeight,
    /** Of those that exist; `top`: pixels below the header. */
    rows: items.map(({ key, index, start }) => ({ key, index, top: start - headerHeight })),
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? 0,
    /** Pixels of all rows together. */
    height: Math.max(0, virtualizer.getTotalSize() - headerHeight),
    scrollTo: (index: number) => virtualizer.scrollToIndex(index),
  }
}
