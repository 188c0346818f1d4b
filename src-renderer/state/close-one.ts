import type { ViewStore } from './view-store.ts'

/** Escape closes one thing at a time, the uppermost first: the sidebar where it lies over the list, the report, then the details. */
export function closeOne(view: ViewStore): boolean {
  const { isSidebarOpen, isDetailsOpen, page } = view.getState()
  if (isSidebarOpen) view.setState({ isSidebarOpen: false })
  else if (page === 'report') view.setState({ page: 'list' })
  else if (isDetailsOpen) view.setState({ isDetailsOpen: false })
  return isSidebarOpen || isDetailsOpen || page === 'report'
}
