import { withoutCredentials } from '../../../src-preload/contract/shown-address.ts'
import type { Core } from '../core.ts'
import type { MoveDirection } from '../move-job.ts'
import type { ActionFacts, WindowAction } from './action.ts'

const onList = ({ page, hasJobs }: ActionFacts) => page === 'list' && hasJobs
const isSelected = (facts: ActionFacts) => facts.isSelected
const isRowOnDisk = ({ kind, row }: ActionFacts) => kind === 'desktop' && row !== null

const move = (direction: MoveDirection, label: 'moveTop' | 'moveUp' | 'moveDown' | 'moveBottom', key: string): WindowAction => ({
  id: label,
  label: `common:action.${label}`,
  group: 'selection',
  shortcuts: [{ key, alt: true }],
  keysOf: 'table',
  isOffered: ({ row, isByPosition }) => row === 'job' && (isByPosition || label === 'moveTop' || label === 'moveBottom'),
  run: ({ rowActions }) => rowActions.move(direction),
})

/** What acts on the selected rows, or on the one that the keyboard stands on. Their keys are the table's. */
export const selectionActions: readonly WindowAction[] = [
  {
    id: 'pause',
    label: 'common:action.pause',
    group: 'selection',
    shortcuts: [{ key: 'p' }],
    keysOf: 'table',
    isOffered: ({ may }) => may.pause,
    run: ({ rowActions }) => rowActions.run('pause'),
  },
  {
    id: 'resume',
    label: 'common:action.resume',
    group: 'selection',
    shortcuts: [{ key: 'r' }],
    keysOf: 'table',
    isOffered: ({ may }) => may.resume,
    run: ({ rowActions }) => rowActions.run('resume'),
  },
  {
    id: 'retry',
    label: 'common:action.retry',
    group: 'selection',
    shortcuts: [{ key: 't' }],
    keysOf: 'table',
    isOffered: ({ may }) => may.retry,
    run: ({ rowActions }) => rowActions.run('retry'),
  },
  {
    id: 'verify',
    label: 'common:action.verify',
    group: 'selection',
    shortcuts: [{ key: 'v' }],
    keysOf: 'table',
    isOffered: ({ may }) => may.verify,
    run: ({ rowActions }) => rowActions.verify(),
  },
  {
    id: 'openFile',
    label: 'common:action.openFile',
    group: 'selection',
    isOffered: ({ kind, hasFile }) => kind === 'desktop' && hasFile,
    run: (core) => withRow(core, (ref) => void core.commands.openFile(ref.id)),
  },
  {
    id: 'showInFolder',
    label: 'common:action.showInFolder',
    group: 'selection',
    isOffered: isRowOnDisk,
    run: (core) =>
      withRow(core, (ref) => void core.commands.showInFolder(ref.kind === 'job' ? { jobId: ref.id } : { episodeId: ref.id })),
  },
  {
    id: 'rename',
    label: 'common:action.rename',
    group: 'selection',
    shortcuts: [{ key: 'F2' }],
    keysOf: 'table',
    isOffered: ({ row }) => row === 'job',
    run: ({ rowActions }) => rowActions.rename(),
  },
  {
    id: 'copyAddress',
    label: 'common:action.copyAddress',
    group: 'selection',
    isOffered: ({ row }) => row === 'episode',
    run: (core) =>
      withRow(core, ({ id }) => {
        const url = core.live.getState().episodes.get(id)?.url
        if (url !== undefined) void core.commands.copy(withoutCredentials(url))
      }),
  },
  {
    id: 'details',
    label: 'common:action.showDetails',
    group: 'selection',
    shortcuts: [{ key: 'i' }],
    keysOf: 'table',
    isOffered: onList,
    run: ({ view }) => view.setState({ isDetailsOpen: true }),
  },
  {
    id: 'selectAll',
    label: 'common:action.selectAll',
    group: 'selection',
    shortcuts: [{ key: 'a', command: true }],
    keysOf: 'table',
    isOffered: onList,
    run: ({ rowActions }) => rowActions.selectAll(),
  },
  {
    id: 'exportSelection',
    label: 'export:action',
    group: 'selection',
    isOffered: ({ row }) => row === 'job',
    run: ({ view }) => view.setState({ dialog: { kind: 'export', scope: 'selected' } }),
  },
  move('top', 'moveTop', 'Home'),
  move('up', 'moveUp', 'ArrowUp'),
  move('down', 'moveDown', 'ArrowDown'),
  move('bottom', 'moveBottom', 'End'),
  {
    id: 'remove',
    label: 'common:action.remove',
    group: 'selection',
    shortcuts: [{ key: 'Delete' }],
    keysOf: 'table',
    isOffered: isSelected,
    run: ({ rowActions }) => rowActions.remove(false),
  },
  {
    id: 'removeWithFiles',
    label: 'common:action.removeWithFiles',
    group: 'selection',
    shortcuts: [{ key: 'Delete', shift: true }],
    keysOf: 'table',
    isOffered: isSelected,
    run: ({ rowActions }) => rowActions.remove(true),
  },
]

function withRow({ view }: Core, act: (ref: { readonly kind: 'job' | 'episode'; readonly id: string }) => void): void {
  const ref = view.getState().active?.ref
  if (ref != null) act(ref)
}
