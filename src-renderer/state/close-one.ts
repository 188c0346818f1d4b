import type { ViewStore } from './view-store.ts'

/**
 * Escape closes one thing at a time, the uppermost first: the sidebar where it lies over the list, a page that stands
 * in its place, then the details.
 */
export function closeOne(view: ViewStore): boolean {
  const { isSidebarOpen, isDetailsOpen, page } = view.getState()
  if (isSidebarOpen) view.setState({ isSidebarOpen: false })
  else if (page !== 'list') view.setState({ page: 'list' })
  else if (isDetailsOpen) view.setState({ isDetailsOpen: false })
  return isSidebarOpen || isDetailsOpen || page !== 'list'
}
