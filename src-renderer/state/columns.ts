import type { JobQuery } from '../../src-preload/contract/index.ts'

interface ColumnFacts {
  /** Pixels at first; the name takes what the others leave. */
  readonly width: number
  /** Pixels below which its content says nothing any more. */
  readonly least: number
  /** What the list can be sorted by. */
  readonly sort: JobQuery['sort'] | null
  /** Numbers stand flush right, one below the other. */
  readonly isNumber: boolean
}

/** Every column of the list, in the order in which they are offered. */
export const columnFacts = {
  name: { width: 200, least: 120, sort: 'title', isNumber: false },
  state: { width: 280, least: 96, sort: null, isNumber: false },
  progress: { width: 200, least: 96, sort: 'progress', isNumber: false },
  size: { width: 80, least: 64, sort: 'size', isNumber: true },
  speed: { width: 92, least: 72, sort: 'speed', isNumber: true },
  eta: { width: 76, least: 64, sort: null, isNumber: true },
  position: { width: 64, least: 48, sort: 'position', isNumber: true },
  downloaded: { width: 104, least: 64, sort: null, isNumber: true },
  files: { width: 96, least: 64, sort: null, isNumber: true },
  added: { width: 168, least: 72, sort: 'createdAt', isNumber: false },
  finished: { width: 168, least: 72, sort: null, isNumber: false },
  queue: { width: 128, least: 64, sort: null, isNumber: false },
  priority: { width: 96, least: 64, sort: null, isNumber: false },
  source: { width: 168, least: 64, sort: null, isNumber: false },
  folder: { width: 200, least: 64, sort: null, isNumber: false },
  session: { width: 128, least: 64, sort: null, isNumber: false },
  attempts: { width: 88, least: 56, sort: null, isNumber: true },
  connections: { width: 112, least: 56, sort: null, isNumber: true },
} as const satisfies Readonly<Record<string, ColumnFacts>>
export type ColumnName = keyof typeof columnFacts
export const columnNames = Object.keys(columnFacts).filter(isColumnName)

/** No column is made wider than this by hand. */
export const mostColumnPx = 900
/** The columns that the list has at first. */
export const usualColumns: readonly ColumnName[] = ['name', 'state', 'progress', 'size', 'speed', 'eta']
/** Where nothing runs any more its speed says nothing, and when it was done does. */
export const finishedColumns: readonly ColumnName[] = ['name', 'state', 'progress', 'size', 'finished']

/** Which columns are shown, in which order and how wide. */
export interface ColumnLayout {
  /** The name is the first: it carries the tree. */
  readonly shown: readonly ColumnName[]
  /** Pixels of those that were given a width; the name's follows from all others. */
  readonly widths: Readonly<Partial<Record<ColumnName, number>>>
  /** Pixels that the name leaves free at the right end; fewer than 0 where the list is wider than its place. */
  readonly sparePx: number
}

export function isColumnName(name: unknown): name is ColumnName {
  return typeof name === 'string' && Object.hasOwn(columnFacts, name)
}

/** Pixels that a column may have. */
export function clampWidth(name: ColumnName, width: number): number {
  return Math.round(Math.min(mostColumnPx, Math.max(columnFacts[name].least, width)))
}

/** Another width for a column; those after it move along, those before it stay where they are. */
export function resizeColumn(layout: ColumnLayout, name: ColumnName, fromPx: number, toPx: number): ColumnLayout {
  const width = clampWidth(name, toPx)
  const sparePx = layout.sparePx - (width - Math.round(fromPx))
  return name === 'name' ? { ...layout, sparePx } : { ...layout, sparePx, widths: { ...layout.widths, [name]: width } }
}

/** Puts a column in front of another shown one, or at the end; the name stays where it is, and nothing comes before it. */
export function moveColumn(layout: ColumnLayout, name: ColumnName, before: ColumnName | null): ColumnLayout {
  if (name === 'name' || name === before || before === 'name' || !layout.shown.includes(name)) return layout
  const shown = layout.shown.filter((other) => other !== name)
  const place = before === null ? -1 : shown.indexOf(before)
  return { ...layout, shown: shown.toSpliced(place < 0 ? shown.length : place, 0, name) }
}

/** Shows a column behind the one after which it is offered, or hides it; the name stays. */
export function showColumn(layout: ColumnLayout, name: ColumnName, isShown: boolean): ColumnLayout {
  if (name === 'name' || layout.shown.includes(name) === isShown) return layout
  if (!isShown) return { ...layout, shown: layout.shown.filter((other) => other !== name) }
  const before = columnNames.slice(0, columnNames.indexOf(name))
  const place = layout.shown.findLastIndex((other) => before.includes(other)) + 1
  return { ...layout, shown: layout.shown.toSpliced(place, 0, name) }
}

/** The columns as they stand in a place. */
export interface FittedColumns {
  readonly names: readonly ColumnName[]
  /** Pixels, in the same order. */
  readonly widths: readonly number[]
  /** For all rows and the header, as `grid-template-columns` has it. */
  readonly template: string
  /** Pixels of all of them together, at least. */
  readonly leastPx: number
}

/** Room for a state in words. */
const scantStatePx = 208
/** In so many pixels most names are whole. */
const goodNamePx = 260

/** What the columns that nobody has chosen or sized give up where room is short, one after the other. */
const concessions: readonly { readonly name: ColumnName; readonly width: number }[] = [
  { name: 'eta', width: 0 },
  { name: 'size', width: 0 },
  { name: 'progress', width: 112 },
  { name: 'state', width: scantStatePx },
  { name: 'name', width: 140 },
]

/**
 * Lays columns out in so many pixels. The name takes what is left. Where the place is too narrow, the columns of a
 * layout that is still as it came become narrower or fall away; chosen ones are scrolled to.
 */
export function fitColumns(layout: ColumnLayout, roomPx: number): FittedColumns {
  const widths = new Map<ColumnName, number>(layout.shown.map((name) => [name, layout.widths[name] ?? columnFacts[name].width]))
  const together = () => [...widths.values()].reduce((sum, width) => sum + width, 0)
  const isAsItCame = [usualColumns, finishedColumns].some(
    (usual) => usual.length === layout.shown.length && usual.every((name) => layout.shown.includes(name)),
  )
  for (const { name, width } of isAsItCame ? concessions : []) {
    if (together() <= roomPx || layout.widths[name] !== undefined) continue
    if (width === 0) widths.delete(name)
    else if (widths.has(name)) widths.set(name, width)
  }
  // A remedy beside the state can be its sign alone; a name that is cut is one of many.
  const nameWantsPx = goodNamePx - (columnFacts.name.width + Math.max(0, roomPx - together() - layout.sparePx))
  const statePx = widths.get('state')
  if (isAsItCame && statePx !== undefined && layout.widths.state === undefined && nameWantsPx > 0) {
    widths.set('state', Math.min(statePx, Math.max(scantStatePx, statePx - nameWantsPx)))
  }
  const leastPx = together()
  const spare = layout.sparePx > 0 ? ` minmax(0, ${layout.sparePx}px)` : ''
  const tracks = [...widths].map(([name, width]) => (name === 'name' ? `minmax(${width}px, 1fr)` : `${width}px`))
  const restPx = Math.max(0, roomPx - leastPx - layout.sparePx)
  return {
    names: [...widths.keys()],
    widths: [...widths].map(([name, width]) => (name === 'name' ? width + restPx : width)),
    template: tracks.join(' ') + spare,
    leastPx: Math.max(leastPx, layout.sparePx < 0 ? roomPx - layout.sparePx : 0),
  }
}
