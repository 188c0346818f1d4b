import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  ChevronsUp,
  Copy,
  FileOutput,
  FileSymlink,
  FolderOpen,
  FolderPen,
  Info,
  LifeBuoy,
  ListChecks,
  ListOrdered,
  Pause,
  Pencil,
  Play,
  RotateCcw,
  ShieldCheck,
  Trash2,
} from 'lucide-react'
import { withoutCredentials } from '../../../src-preload/contract/shown-address.ts'
import { isByPosition } from '../../state/list-query.ts'
import { priorities, priorityLevel, priorityLevels } from '../../state/priority.ts'
import { queueName } from '../../state/queue-name.ts'
import { mayRelocate } from '../../state/remedy.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import type { MenuGroups } from '../../ui/menu.tsx'
import { useSessionEntries } from './use-session-entries.tsx'

/** Everything that can be done with the selection, as a menu. */
export function useRowMenu(): MenuGroups {
  const { rowActions, commands, view, kind } = useCore()
  const t = useText()
  const { active, selection } = useView((state) => ({ active: state.active, selection: state.selection }))
  const ref = active?.ref ?? null
  // Only what the entries depend on: the numbers of a running download must not build the menu anew.
  const episode = useLive((state) => {
    const found = ref?.kind === 'episode' ? state.episodes.get(ref.id) : undefined
    return { path: found?.path ?? null, url: found?.url ?? null, isCompleted: found?.status === 'completed' }
  })
  const { directory, priority, queueId, isMovable } = useLive((state) => {
    const job = ref?.kind === 'job' ? state.jobs.get(ref.id) : undefined
    return {
      directory: job?.directory ?? null,
      priority: job?.priority ?? null,
      queueId: job?.queueId ?? null,
      isMovable: mayRelocate(job),
    }
  })
  const queues = useLive((state) => state.queues)
  const { choice } = useSessionEntries()
  const remedy = useLive(() => rowActions.remedyOf(ref))
  const isSorted = useView((state) => isByPosition(state.query))
  const may = useLive(() => ({
    pause: rowActions.mayRun(selection, 'pause'),
    resume: rowActions.mayRun(selection, 'resume'),
    retry: rowActions.mayRun(selection, 'retry'),
    verify: rowActions.mayRun(selection, 'verify'),
  }))
  const hasFailed = useLive((state) => (state.stats?.episodes.failed ?? 0) > 0)
  const isDesktop = kind === 'desktop'
  const alt = (key: string) => `${t('common:key.alt')}+${key}`
  const path = episode.path ?? directory

  return [
    // Trying again stands among the other actions.
    ref !== null && remedy !== null && remedy !== 'retry'
      ? [
          {
            id: 'remedy',
            label: t(`table:remedy.${remedy}`),
            icon: <LifeBuoy />,
            keys: 'F',
            onAction: () => rowActions.remedy(ref, remedy),
          },
        ]
      : [],
    [
      {
        id: 'pause',
        label: t('common:action.pause'),
        icon: <Pause />,
        keys: 'P',
        isDisabled: !may.pause,
        onAction: () => rowActions.run('pause'),
      },
      {
        id: 'resume',
        label: t('common:action.resume'),
        icon: <Play />,
        keys: 'R',
        isDisabled: !may.resume,
        onAction: () => rowActions.run('resume'),
      },
      {
        id: 'retry',
        label: t('common:action.retry'),
        icon: <RotateCcw />,
        keys: 'T',
        isDisabled: !may.retry,
        onAction: () => rowActions.run('retry'),
      },
      {
        id: 'retryFailed',
        label: t('common:action.retryFailed'),
        icon: <RotateCcw />,
        keys: `${t('common:key.shift')}+T`,
        isDisabled: !hasFailed,
        onAction: () => rowActions.retryFailed(),
      },
      {
        id: 'verify',
        label: t('common:action.verify'),
        icon: <ShieldCheck />,
        keys: 'V',
        isDisabled: !may.verify,
        onAction: () => rowActions.verify(),
      },
    ],
    ref?.kind === 'job'
      ? [
          {
            id: 'priority',
            label: t('common:action.priority'),
            icon: <ChevronsUp />,
            entries: [
              priorityLevels.map((level) => ({
                id: level,
                label: t(`common:priority.${level}`),
                isChecked: priority !== null && priorityLevel(priority) === level,
                onAction: () => rowActions.setPriority(priorities[level]),
              })),
            ],
          },
          ...(queues.length > 1
            ? [
                {
                  id: 'queue',
                  label: t('common:action.moveToQueue'),
                  icon: <ListOrdered />,
                  entries: [
                    queues.map((queue) => ({
                      id: queue.id,
                      label: queueName(t, queue),
                      isChecked: queue.id === queueId,
                      onAction: () => rowActions.putInQueue(queue.id),
                    })),
                  ],
                },
              ]
            : []),
          choice,
          {
            id: 'top',
            label: t('common:action.moveTop'),
            icon: <ArrowUpToLine />,
            keys: alt(t('common:key.home')),
            onAction: () => rowActions.move('top'),
          },
          {
            id: 'up',
            label: t('common:action.moveUp'),
            icon: <ArrowUp />,
            keys: alt(t('common:key.up')),
            isDisabled: !isSorted,
            onAction: () => rowActions.move('up'),
          },
          {
            id: 'down',
            label: t('common:action.moveDown'),
            icon: <ArrowDown />,
            keys: alt(t('common:key.down')),
            isDisabled: !isSorted,
            onAction: () => rowActions.move('down'),
          },
          {
            id: 'bottom',
            label: t('common:action.moveBottom'),
            icon: <ArrowDownToLine />,
            keys: alt(t('common:key.end')),
            onAction: () => rowActions.move('bottom'),
          },
        ]
      : [],
    [
      ...(isDesktop && ref?.kind === 'episode'
        ? [
            {
              id: 'openFile',
              label: t('common:action.openFile'),
              icon: <FileSymlink />,
              isDisabled: !episode.isCompleted,
              onAction: () => void commands.openFile(ref.id),
            },
          ]
        : []),
      ...(isDesktop && ref !== null
        ? [
            {
              id: 'showInFolder',
              label: t('common:action.showInFolder'),
              icon: <FolderOpen />,
              onAction: () => void commands.showInFolder(ref.kind === 'job' ? { jobId: ref.id } : { episodeId: ref.id }),
            },
          ]
        : [
            {
              id: 'copyPath',
              label: t('common:action.copyPath'),
              icon: <Copy />,
              isDisabled: path === null,
              onAction: () => void commands.copy(path ?? ''),
            },
          ]),
      ...(episode.url !== null
        ? [
            {
              id: 'copyAddress',
              label: t('common:action.copyAddress'),
              icon: <Copy />,
              onAction: () => void commands.copy(withoutCredentials(episode.url ?? '')),
            },
          ]
        : []),
      ...(ref?.kind === 'job'
        ? [
            {
              id: 'changeFolder',
              label: t('table:otherFolder.action'),
              icon: <FolderPen />,
              isDisabled: !isMovable,
              onAction: () => rowActions.changeFolder(ref.id),
            },
          ]
        : []),
      ...(ref?.kind === 'job'
        ? [{ id: 'rename', label: t('common:action.rename'), icon: <Pencil />, keys: 'F2', onAction: () => rowActions.rename() }]
        : []),
      {
        id: 'details',
        label: t('common:action.showDetails'),
        icon: <Info />,
        keys: 'I',
        onAction: () => view.setState({ isDetailsOpen: true }),
      },
    ],
    [
      {
        id: 'selectAll',
        label: t('common:action.selectAll'),
        icon: <ListChecks />,
        keys: `${t('common:key.ctrl')}+A`,
        onAction: () => rowActions.selectAll(),
      },
      ...(ref?.kind === 'job'
        ? [
            {
              id: 'export',
              label: t('export:action'),
              icon: <FileOutput />,
              onAction: () => view.setState({ dialog: { kind: 'export', scope: 'selected' } }),
            },
          ]
        : []),
    ],
    [
      {
        id: 'remove',
        label: t('common:action.remove'),
        icon: <Trash2 />,
        keys: t('common:key.delete'),
        onAction: () => rowActions.remove(false),
      },
      {
        id: 'removeWithFiles',
        label: t('common:action.removeWithFiles'),
        icon: <Trash2 />,
        keys: `${t('common:key.shift')}+${t('common:key.delete')}`,
        isDangerous: true,
        onAction: () => rowActions.remove(true),
      },
    ],
  ]
}
