import { useEffect } from 'react'
import { CountdownDialog } from '../features/finishing/countdown-dialog.tsx'
import { HintBar } from '../features/hints/hint-bar.tsx'
import { Sidebar } from '../features/sidebar/sidebar.tsx'
import { StatusBar } from '../features/status-bar/status-bar.tsx'
import { FailedBar } from '../features/table/failed-bar.tsx'
import { JobTable } from '../features/table/job-table.tsx'
import { SessionBar } from '../features/table/session-bar.tsx'
import { Toasts } from '../features/toasts/toasts.tsx'
import { Toolbar } from '../features/toolbar/toolbar.tsx'
import { useCore, useView } from '../state/use-core.tsx'
import { useText } from '../state/use-text.ts'
import { DialogWordsProvider } from '../ui/dialog-words.ts'
import styles from './app.module.css'
import { Banners } from './banners.tsx'
import { loadDetails, loadEverything, loadOverview, loadReport, loadSessions, loadSubscriptions } from './deferred-parts.ts'
import { Dialogs } from './dialogs.tsx'
import { DropLinks } from './drop-links.tsx'
import { PageHeading } from './page-heading.tsx'
import { useDeferred } from './use-deferred.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useSounds } from './use-sounds.ts'

/** Milliseconds after which the first screen stands. */
const firstScreenMs = 300

/** The window. */
export function App() {
  const { view } = useCore()
  const t = useText()
  const { page, isDetailsOpen, isSidebarOpen } = useView((state) => ({
    page: state.page,
    isDetailsOpen: state.isDetailsOpen,
    isSidebarOpen: state.isSidebarOpen,
  }))
  useShortcuts()
  useKeptFocus()
  useSounds()
  useEffect(() => {
    const timer = setTimeout(loadEverything, firstScreenMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <DialogWordsProvider value={{ close: t('common:dialog.close'), cancel: t('common:dialog.cancel') }}>
      <div className={styles.app}>
        <Toolbar />
        <Banners />
        <div className={styles.middle}>
          <Sidebar />
          {isSidebarOpen && <div className={styles.veil} aria-hidden onClick={() => view.setState({ isSidebarOpen: false })} />}
          <main className={styles.main}>
            <PageHeading />
            {page === 'overview' && <DeferredOverview />}
            {page === 'report' && <DeferredReport />}
            {page === 'sessions' && <DeferredSessions />}
            {page === 'subscriptions' && <DeferredSubscriptions />}
            {page === 'list' && (
              <>
                <SessionBar />
                <FailedBar />
                <JobTable />
                <HintBar />
              </>
            )}
          </main>
          {isDetailsOpen && page === 'list' && <DeferredDetails />}
        </div>
        <StatusBar />
        <Toasts />
        <Dialogs />
        <CountdownDialog />
        <DropLinks />
      </div>
    </DialogWordsProvider>
  )
}

function DeferredOverview() {
  const { view } = useCore()
  const parts = useDeferred(loadOverview, () => view.setState({ page: 'list' }))
  return parts && <parts.OverviewPage />
}

function DeferredReport() {
  const { view } = useCore()
  const parts = useDeferred(loadReport, () => view.setState({ page: 'list' }))
  return parts && <parts.ReportPage />
}

function DeferredSessions() {
  const { view } = useCore()
  const parts = useDeferred(loadSessions, () => view.setState({ page: 'list' }))
  return parts && <parts.SessionsPage />
}

function DeferredSubscriptions() {
  const { view } = useCore()
  const parts = useDeferred(loadSubscriptions, () => view.setState({ page: 'list' }))
  return parts && <parts.SubscriptionsPage />
}

function DeferredDetails() {
  const { view } = useCore()
  const parts = useDeferred(loadDetails, () => view.setState({ isDetailsOpen: false }))
  return parts && <parts.DetailsPanel />
}
