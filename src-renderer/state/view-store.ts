import { createStore } from 'zustand/vanilla'
import type { Queue, SavedView, Subscription, SubscriptionRule } from '../../src-preload/contract/index.ts'
import type { RefusedCertificate } from './certificate.ts'
import type { ExportScope } from './export-scope.ts'
import { type KeptLayouts, layoutOf, sortOf } from './kept-layouts.ts'
import { firstQuery, type ListQuery } from './list-query.ts'
import type { MoveNews } from './move-job.ts'
import { firstOverviewView, type OverviewView } from './overview-view.ts'
import type { RemovalFacts } from './removal.ts'
import { firstReportView, type ReportView } from './report-view.ts'
import type { RowRef } from './row-ref.ts'
import { nothingSelected, type Selection } from './selection.ts'
import { firstSessionView, type SessionDialog, type SessionView } from './session-view.ts'
import type { SettingId, SettingsSection } from './setting-catalogue.ts'
import type { Toast } from './toasts.ts'
import type { Verified } from './verification.ts'
import { type ActiveRow, emptyCache, type WindowCache } from './window-cache.ts'

export type OpenDialog =
  | {
      readonly kind: 'add'
      readonly text: string
      /** What a copied request came with: see the dialog's fields. */
      readonly sessionId?: string
      readonly headers?: string
      /** What it begins with instead of a text. */
      readonly files?: readonly File[]
    }
  /** Of the jobs that it begins with, as far as there are any. */
  | { readonly kind: 'export'; readonly scope: ExportScope }
  /** Opened at a section, or at one setting, which is scrolled to, takes the focus and is marked for a moment. */
  | { readonly kind: 'settings'; readonly section?: SettingsSection; readonly setting?: SettingId }
  | { readonly kind: 'certificate'; readonly refused: RefusedCertificate; readonly item: RowRef }
  | { readonly kind: 'remove'; readonly facts: RemovalFacts; readonly deleteFiles: boolean }
  | { readonly kind: 'verified'; readonly found: Verified }
  /** Another folder for a job. */
  | { readonly kind: 'folder'; readonly jobId: string }
  /** Null: a new one. */
  | { readonly kind: 'queue'; readonly queue: Queue | null }
  | { readonly kind: 'removeQueue'; readonly queue: Queue }
  | { readonly kind: 'sessions'; readonly dialog: SessionDialog }
  | {
      readonly kind: 'subscription'
      /** Null: a new one. */
      readonly subscription: Subscription | null
      /** What a new one begins with: what was looked at and how it was chosen. */
      readonly url?: string
      readonly rule?: SubscriptionRule
      readonly nameTemplate?: string
      readonly sessionId?: string | null
    }
  | { readonly kind: 'unsubscribe'; readonly subscription: Subscription }
  | { readonly kind: 'subscriptionItems'; readonly subscription: Subscription }
  | { readonly kind: 'importFeeds' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  /** Null: what the list shows now becomes one. */
  | { readonly kind: 'savedView'; readonly saved: SavedView | null }

export type Page = 'list' | 'overview' | 'report' | 'sessions' | 'subscriptions'

/** Jobs that are being dragged, and the queue that they are over. */
export interface JobDrag {
  readonly count: number
  readonly overQueueId: string | null
}

/** What the person looks at and has chosen. Lives as long as the window. */
export interface ViewState {
  /** What the middle of the window shows. */
  readonly page: Page
  readonly overview: OverviewView
  readonly report: ReportView
  readonly sessions: SessionView
  readonly query: ListQuery
  /** How each view shows its list. */
  readonly layouts: KeptLayouts
  /** The row whose name is being changed in its place; null where none is. */
  readonly renamingId: string | null
  /** Nothing has been read yet for this query. */
  readonly isLoading: boolean
  readonly rows: WindowCache
  /** Jobs of the shown list, closed ones and open ones alike. */
  readonly shownJobs: number
  readonly selection: Selection
  readonly active: ActiveRow | null
  /** Where a range that is selected with shift begins. */
  readonly anchor: number
  readonly dialog: OpenDialog | null
  readonly isDetailsOpen: boolean
  /** The episode for which a fresh link was asked for: its field takes the focus as soon as it is there. */
  readonly linkWantedFor: string | null
  /** The subscription that takes the focus as soon as its page is there. */
  readonly subscriptionWantedId: string | null
  readonly isSidebarOpen: boolean
  /** Null while nothing is dragged. */
  readonly drag: JobDrag | null
  readonly moveNews: MoveNews | null
  readonly toasts: readonly Toast[]
}

export const createViewStore = (layouts: KeptLayouts = new Map()) =>
  createStore<ViewState>(() => ({
    page: 'list',
    overview: firstOverviewView,
    report: firstReportView,
    sessions: firstSessionView,
    query: { ...firstQuery, ...sortOf(layoutOf(layouts, firstQuery)) },
    layouts,
    renamingId: null,
    isLoading: true,
    rows: emptyCache,
    shownJobs: 0,
    selection: nothingSelected,
    active: null,
    anchor: 0,
    dialog: null,
    isDetailsOpen: false,
    linkWantedFor: null,
    subscriptionWantedId: null,
    isSidebarOpen: false,
    drag: null,
    moveNews: null,
    toasts: [],
  }))
export type ViewStore = ReturnType<typeof createViewStore>
