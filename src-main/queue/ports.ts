/**
 * What the queue needs of the world. Times are milliseconds since the epoch, sizes bytes, speeds bytes per second.
 * The types of an order and of a report are the very values that cross the thread: `transfer/protocol.ts` wraps them.
 * Whoever else needs these types imports them from here and not from the files below.
 */
export type * from './ports/coming-episodes.ts'
export type * from './ports/desktop.ts'
export type * from './ports/details.ts'
export type * from './ports/document.ts'
export type * from './ports/doom.ts'
export type * from './ports/export.ts'
export type * from './ports/look.ts'
export type * from './ports/made-folder.ts'
export type * from './ports/overview.ts'
export type * from './ports/part-file.ts'
export type * from './ports/platform.ts'
export type * from './ports/proxy.ts'
export type * from './ports/relocating.ts'
export type * from './ports/removal.ts'
export type * from './ports/renewal.ts'
export type * from './ports/report.ts'
export type * from './ports/session.ts'
export type * from './ports/store.ts'
export type * from './ports/subscription.ts'
export type * from './ports/transfer.ts'
export type * from './ports/undo.ts'
export type * from './ports/waits.ts'
