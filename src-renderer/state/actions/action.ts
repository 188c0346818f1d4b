import type { Core } from '../core.ts'
import type { TextKey } from '../i18n.ts'
import { isByPosition, isNarrowed } from '../list-query.ts'
import { selectedCount } from '../selection.ts'
import type { Shortcut } from '../shortcut.ts'
import type { Page } from '../view-store.ts'

/** In the order in which they are shown. */
export const actionGroups = ['downloads', 'selection', 'go', 'window'] as const
export type ActionGroup = (typeof actionGroups)[number]

/** What decides whether an action makes sense now. */
export interface ActionFacts {
  readonly kind: Core['kind']
  readonly page: Page
  /** Whether one row or more are selected. */
  readonly isSelected: boolean
  readonly may: Readonly<Record<'pause' | 'resume' | 'retry' | 'verify', boolean>>
  /** What the keyboard stands on, where that is selected. */
  readonly row: 'job' | 'episode' | null
  readonly hasFile: boolean
  readonly isByPosition: boolean
  readonly hasJobs: boolean
  readonly hasFailed: boolean
  readonly isPaused: boolean
  readonly isNarrowed: boolean
  readonly schedule: 'closed' | 'overridden' | null
}

/** Something that a person can have done from anywhere: by its keys, the palette, and where it has one its button. */
export interface WindowAction {
  readonly id: string
  readonly label: TextKey
  readonly group: ActionGroup
  /** The first is the one that is shown where there is room for one. */
  readonly shortcuts?: readonly Shortcut[]
  /** Whose keys they are: the table has some of its own while it has the focus. */
  readonly keysOf?: 'table'
  /** Fields mean something of their own by the same keys, and have them while they have the focus. */
  readonly isFieldsToo?: true
  readonly isOffered?: (facts: ActionFacts) => boolean
  readonly run: (core: Core) => void
}

export function actionFacts({ kind, live, view, rowActions }: Pick<Core, 'kind' | 'live' | 'view' | 'rowActions'>): ActionFacts {
  const { stats, episodes } = live.getState()
  const { page, query, selection, shownJobs, active } = view.getState()
  const isSelected = page === 'list' && selectedCount(selection, shownJobs) > 0
  const may = (action: 'pause' | 'resume' | 'retry' | 'verify') => isSelected && rowActions.mayRun(selection, action)
  const row = isSelected ? (active?.ref ?? null) : null
  const { schedule } = stats ?? { schedule: null }
  return {
    kind,
    page,
    isSelected,
    may: { pause: may('pause'), resume: may('resume'), retry: may('retry'), verify: may('verify') },
    row: row?.kind ?? null,
    hasFile: row?.kind === 'episode' && episodes.get(row.id)?.status === 'completed',
    isByPosition: isByPosition(query),
    hasJobs: (stats?.jobs.all ?? 0) > 0,
    hasFailed: (stats?.episodes.failed ?? 0) > 0,
    isPaused: stats?.paused ?? false,
    isNarrowed: isNarrowed(query),
    schedule: schedule?.mode !== 'paused' ? null : schedule.overridden ? 'overridden' : 'closed',
  }
}
