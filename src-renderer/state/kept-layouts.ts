import { type JobQuery, jobSortKeys } from '../../src-preload/contract/index.ts'
import {
  type ColumnLayout,
  type ColumnName,
  clampWidth,
  finishedColumns,
  isColumnName,
  mostColumnPx,
  usualColumns,
} from './columns.ts'
import type { ListQuery } from './list-query.ts'

/** How a view shows its list. */
export interface ListLayout extends ColumnLayout, Pick<JobQuery, 'sort' | 'order'> {}

/** By the view's key, the one changed last at the end; what is not here is as it came. */
export type KeptLayouts = ReadonlyMap<string, ListLayout>

/** Where they are kept; a browser may refuse. */
export type LayoutStorage = Pick<Storage, 'getItem' | 'setItem'>

const storageKey = 'staffel.lists'
/** Queues and folders come and go; those that were changed longest ago are forgotten. */
const mostLayouts = 60

const usualLayout: ListLayout = { shown: usualColumns, widths: {}, sparePx: 0, sort: 'position', order: 'asc' }
const finishedLayout: ListLayout = { ...usualLayout, shown: finishedColumns }

type Place = Pick<ListQuery, 'view' | 'directory' | 'queueId' | 'sessionId'>

/** Names a view, a queue, a folder or a session among all that have a layout. */
export function layoutKey({ view, directory, queueId, sessionId }: Place): string {
  if (queueId !== null) return `queue ${queueId}`
  if (sessionId !== null) return `session ${sessionId}`
  return directory === null ? `view ${view}` : `folder ${directory}`
}

/** The layout of what is shown, kept or as it came. */
export function layoutOf(layouts: KeptLayouts, place: Place): ListLayout {
  const key = layoutKey(place)
  return layouts.get(key) ?? (key === 'view finished' ? finishedLayout : usualLayout)
}

export function sortOf({ sort, order }: ListLayout): Pick<JobQuery, 'sort' | 'order'> {
  return { sort, order }
}

/** Keeps a layout, or forgets it. */
export function keepLayout(layouts: KeptLayouts, place: Place, layout: ListLayout | null): KeptLayouts {
  const key = layoutKey(place)
  const kept = new Map(layouts)
  kept.delete(key)
  if (layout !== null) kept.set(key, layout)
  return new Map([...kept].slice(-mostLayouts))
}

/** Whatever cannot be read is not there. */
export function loadLayouts(storage: LayoutStorage | null): KeptLayouts {
  try {
    return readLayouts(storage?.getItem(storageKey) ?? null)
  } catch {
    return new Map()
  }
}

/** Without a storage, or in a full one, they last as long as the window. */
export function saveLayouts(storage: LayoutStorage | null, layouts: KeptLayouts): void {
  try {
    storage?.setItem(storageKey, JSON.stringify([...layouts]))
  } catch {
    // See above.
  }
}

/** Reads what was kept, by this version or another: an entry that cannot be shown is left out. */
export function readLayouts(text: string | null): KeptLayouts {
  const entries = parsed(text)
  if (!Array.isArray(entries)) return new Map()
  const layouts = entries.slice(-mostLayouts).flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string') return []
    const layout = readLayout(entry[1])
    return layout === null ? [] : [[entry[0], layout] as const]
  })
  return new Map(layouts)
}

function readLayout(value: unknown): ListLayout | null {
  if (!isRecord(value) || !Array.isArray(value.shown)) return null
  const shown = [...new Set(value.shown.filter(isColumnName))]
  if (shown[0] !== 'name') return null
  const { sparePx } = value
  return {
    shown,
    widths: readWidths(value.widths),
    sparePx: typeof sparePx === 'number' && Math.abs(sparePx) <= 4 * mostColumnPx ? Math.round(sparePx) : 0,
    sort: jobSortKeys.find((key) => key === value.sort) ?? 'position',
    order: value.order === 'desc' ? 'desc' : 'asc',
  }
}

function readWidths(value: unknown): ColumnLayout['widths'] {
  const widths: Partial<Record<ColumnName, number>> = {}
  for (const [name, width] of isRecord(value) ? Object.entries(value) : []) {
    if (isColumnName(name) && name !== 'name' && typeof width === 'number') widths[name] = clampWidth(name, width)
  }
  return widths
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
