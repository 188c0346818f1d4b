import { nothingSelected } from './selection.ts'
import type { SessionView } from './session-view.ts'
import type { Page, ViewStore } from './view-store.ts'

/** Shows the list or another page. Nothing that is out of sight stays selected, so that no key acts on it. */
export function showPage(view: ViewStore, page: Page): void {
  view.setState({ page, isSidebarOpen: false, ...(page !== 'list' && { selection: nothingSelected }) })
}

/** Shows a page, or the list where it is shown already. */
export function togglePage(view: ViewStore, page: Page): void {
  showPage(view, view.getState().page === page ? 'list' : page)
}

/** Shows the page of the subscriptions, and one of them in sight and in focus. */
export function showSubscription(view: ViewStore, subscriptionId: string): void {
  view.setState({ subscriptionWantedId: subscriptionId })
  showPage(view, 'subscriptions')
}

/** Shows a part of the sessions page. */
export function showSessions(view: ViewStore, shown: Partial<SessionView>): void {
  view.setState(({ sessions }) => ({ sessions: { ...sessions, ...shown } }))
  showPage(view, 'sessions')
}
