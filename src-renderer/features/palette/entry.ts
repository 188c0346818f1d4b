import type { Findable } from '../../state/find-entries.ts'
import type { Shortcut } from '../../state/shortcut.ts'

/** In the order in which they are shown. Downloads come last: they are asked for, and must not push others away. */
export const entryKinds = ['action', 'view', 'folder', 'queue', 'session', 'subscription', 'setting', 'job'] as const
export type EntryKind = (typeof entryKinds)[number]

/** A line of the palette. */
export interface PaletteEntry extends Findable {
  readonly kind: EntryKind
  /** What tells it from others of the same name. */
  readonly note?: string
  readonly shortcut?: Shortcut
  readonly run: () => void
}
