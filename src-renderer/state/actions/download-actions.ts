import type { WindowAction } from './action.ts'

/** What concerns all downloads, whatever is selected. */
export const downloadActions: readonly WindowAction[] = [
  {
    id: 'add',
    label: 'common:action.addLong',
    group: 'downloads',
    // A browser keeps Ctrl+N for itself.
    shortcuts: [{ key: 'Insert' }, { key: 'n', command: true }],
    run: ({ view }) => view.setState({ dialog: { kind: 'add', text: '' } }),
  },
  {
    id: 'pauseAll',
    label: 'common:action.pauseAll',
    group: 'downloads',
    isOffered: ({ isPaused }) => !isPaused,
    run: ({ commands }) => void commands.pauseQueue(),
  },
  {
    id: 'resumeAll',
    label: 'common:action.resumeAll',
    group: 'downloads',
    isOffered: ({ isPaused }) => isPaused,
    run: ({ commands }) => void commands.resumeQueue(),
  },
  {
    id: 'retryFailed',
    label: 'common:action.retryFailed',
    group: 'downloads',
    shortcuts: [{ key: 't', shift: true }],
    keysOf: 'table',
    isOffered: ({ page, hasFailed }) => page === 'list' && hasFailed,
    run: ({ rowActions }) => rowActions.retryFailed(),
  },
  {
    id: 'overrideSchedule',
    label: 'common:schedule.override',
    group: 'downloads',
    isOffered: ({ schedule }) => schedule === 'closed',
    run: ({ commands }) => void commands.overrideSchedule(true),
  },
  {
    id: 'followSchedule',
    label: 'common:schedule.follow',
    group: 'downloads',
    isOffered: ({ schedule }) => schedule === 'overridden',
    run: ({ commands }) => void commands.overrideSchedule(false),
  },
  {
    id: 'exportList',
    label: 'export:list',
    group: 'downloads',
    isOffered: ({ hasJobs }) => hasJobs,
    run: ({ view }) => view.setState({ dialog: { kind: 'export', scope: 'shown' } }),
  },
  {
    id: 'addQueue',
    label: 'common:queue.add',
    group: 'downloads',
    run: ({ view }) => view.setState({ isSidebarOpen: false, dialog: { kind: 'queue', queue: null } }),
  },
  {
    id: 'addSubscription',
    label: 'command:action.addSubscription',
    group: 'downloads',
    run: ({ view }) => view.setState({ dialog: { kind: 'subscription', subscription: null } }),
  },
  {
    id: 'importFeeds',
    label: 'command:action.importFeeds',
    group: 'downloads',
    run: ({ view }) => view.setState({ dialog: { kind: 'importFeeds' } }),
  },
  {
    id: 'undo',
    label: 'undo:action',
    group: 'downloads',
    shortcuts: [{ key: 'z', command: true }],
    isFieldsToo: true,
    run: ({ commands }) => void commands.undoLast(),
  },
]
