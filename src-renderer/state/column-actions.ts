import type { JobQuery } from '../../src-preload/contract/index.ts'
import { type ColumnName, moveColumn, resizeColumn, showColumn } from './columns.ts'
import { keepLayout, type LayoutStorage, type ListLayout, layoutOf, saveLayouts, sortOf } from './kept-layouts.ts'
import type { RowWindow } from './row-window.ts'
import type { ViewStore } from './view-store.ts'

/** What a person does with the columns of the list that is shown; each view, queue and folder has its own. */
export type ColumnActions = ReturnType<typeof createColumnActions>

interface Parts {
  readonly view: ViewStore
  readonly rows: Pick<RowWindow, 'change'>
  readonly storage: LayoutStorage | null
}

export function createColumnActions({ view, rows, storage }: Parts) {
  function keep(change: (layout: ListLayout) => ListLayout | null): void {
    view.setState(({ layouts, query }) => ({ layouts: keepLayout(layouts, query, change(layoutOf(layouts, query))) }))
    saveLayouts(storage, view.getState().layouts)
  }
  return {
    /** Pixels, as it was seen and as it is to be. */
    resize(name: ColumnName, fromPx: number, toPx: number): void {
      keep((layout) => ({ ...layout, ...resizeColumn(layout, name, fromPx, toPx) }))
    },
    /** The name takes all that the other columns leave. */
    fill(): void {
      keep((layout) => ({ ...layout, sparePx: 0 }))
    },
    /** In front of another one, or to the end. */
    move(name: ColumnName, before: ColumnName | null): void {
      keep((layout) => ({ ...layout, ...moveColumn(layout, name, before) }))
    },
    show(name: ColumnName, isShown: boolean): void {
      keep((layout) => ({ ...layout, ...showColumn(layout, name, isShown) }))
    },
    sort(by: Pick<JobQuery, 'sort' | 'order'>): void {
      keep((layout) => ({ ...layout, ...by }))
      rows.change(by)
    },
    /** As it came, its order too. */
    reset(): void {
      keep(() => null)
      const { layouts, query } = view.getState()
      const usual = sortOf(layoutOf(layouts, query))
      if (query.sort !== usual.sort || query.order !== usual.order) rows.change(usual)
    },
  }
}
