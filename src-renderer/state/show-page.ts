import { nothingSelected } from './selection.ts'
import type { ViewStore } from './view-store.ts'

/** Shows the list or the report. Nothing that is out of sight stays selected, so that no key acts on it. */
export function showPage(view: ViewStore, page: 'list' | 'report'): void {
  view.setState({ page, isSidebarOpen: false, ...(page === 'report' && { selection: nothingSelected }) })
}

export function togglePage(view: ViewStore): void {
  showPage(view, view.getState().page === 'list' ? 'report' : 'list')
}
