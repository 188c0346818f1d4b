import type { HostFacts, Job } from '../../src-preload/contract/index.ts'
import { type ColumnActions, createColumnActions } from './column-actions.ts'
import { type Commands, createCommands } from './commands.ts'
import { createDetailsCommands, type DetailsCommands } from './details-commands.ts'
import { createExportCommands, type ExportCommands } from './export-commands.ts'
import { type LayoutStorage, loadLayouts } from './kept-layouts.ts'
import { createLibraryCheck, type LibraryCheck } from './library-check.ts'
import { createLiveStore, type LiveStore } from './live-store.ts'
import { createMemoryCommands, type MemoryCommands } from './memory-commands.ts'
import { createNoticeCommands, type NoticeCommands } from './notice-commands.ts'
import { createOverviewCommands, type OverviewCommands } from './overview-commands.ts'
import { problemOf } from './problem.ts'
import { createRecentCommands, ownStorage, type RecentCommands } from './recent-commands.ts'
import { createReportCommands, type ReportCommands } from './report-commands.ts'
import { createRowActions, type RowActions } from './row-actions.ts'
import { createRowWindow, type RowWindow } from './row-window.ts'
import { startSession } from './session.ts'
import { createSessionCommands, type SessionCommands } from './session-commands.ts'
import { createSourceCommands, type SourceCommands } from './source-commands.ts'
import { createSubscriptionCommands, type SubscriptionCommands } from './subscription-commands.ts'
import type { Transport } from './transport.ts'
import { createViewStore, type ViewStore } from './view-store.ts'

/** Everything the window's features stand on. One per window, handed down by React's context. */
export interface Core {
  readonly kind: Transport['kind']
  readonly live: LiveStore
  readonly view: ViewStore
  readonly commands: Commands
  readonly report: ReportCommands
  readonly details: DetailsCommands
  readonly overview: OverviewCommands
  readonly exports: ExportCommands
  readonly sessions: SessionCommands
  readonly sources: SourceCommands
  readonly subscriptions: SubscriptionCommands
  readonly notices: NoticeCommands
  readonly library: LibraryCheck
  readonly rows: RowWindow
  readonly rowActions: RowActions
  readonly columns: ColumnActions
  /** A server as it is known now; null where it could not be asked. */
  readonly askHost: (host: string) => Promise<HostFacts | null>
  /** The first jobs that hold these words, in the order of the list; null where they could not be asked for. */
  readonly findJobs: (words: string, limit: number) => Promise<readonly Job[] | null>
  readonly recentCommands: RecentCommands
  readonly memory: MemoryCommands
  readonly now: () => number
  /** Connects and keeps everything fed; returns what ends it. */
  start(): () => void
}

/** `storage`: where the window keeps how its lists look. */
export function createCore(transport: Transport, storage: LayoutStorage | null, now: () => number = Date.now): Core {
  const live = createLiveStore()
  const view = createViewStore(loadLayouts(storage))
  const { client, kind } = transport
  const commands = createCommands({ client, live, view, now })
  const rows = createRowWindow({
    client,
    live,
    view,
    onFailure: (error) => {
      const problem = problemOf(error)
      // A lost connection has its own banner.
      if (problem.code !== 'OFFLINE') commands.say({ kind: 'problem', problem })
    },
  })
  const askHost = (host: string) => client.hosts.get({ host }).catch(() => null)
  const findJobs = (q: string, limit: number) =>
    client.jobs.list({ q, limit }).then(
      ({ items }) => items,
      () => null,
    )
  const report = createReportCommands({ client, say: commands.say })
  const details = createDetailsCommands({ client })
  const overview = createOverviewCommands({ client })
  const exports = createExportCommands({ client })
  const notices = createNoticeCommands({ client, live, say: commands.say })
  const library = createLibraryCheck({ client, live })
  const sessions = createSessionCommands({ client, kind, live, view, say: commands.say })
  const sources = createSourceCommands({ client, live })
  const subscriptions = createSubscriptionCommands({ client, live, say: commands.say })
  const rowActions = createRowActions({ view, live, rows, commands, report, sessions })
  return {
    kind,
    live,
    view,
    commands,
    report,
    details,
    overview,
    exports,
    sessions,
    sources,
    subscriptions,
    notices,
    library,
    rows,
    rowActions,
    columns: createColumnActions({ view, rows, storage }),
    askHost,
    findJobs,
    memory: createMemoryCommands({ client, live, say: commands.say }),
    recentCommands: createRecentCommands(ownStorage()),
    now,
    start: () => startSession({ transport, live, view, rows, now }),
  }
}
