import type { ViewStore } from './view-store.ts'

/** Escape closes one thing at a time, the uppermost first: the sidebar where it lies over the list, then the details. */
export function closeOne(view: ViewStore): boolean {
  const { isSidebarOpen, isDetailsOpen } = view.getState()
  if (isSidebarOpen) view.setState({ isSidebarOpen: false })
  else if (isDetailsOpen) view.setState({ isDetailsOpen: false })
  return isSidebarOpen || isDetailsOpen
}
