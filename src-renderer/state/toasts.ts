import type { Notice, UndoAction, Undone } from '../../src-preload/contract/index.ts'
import type { Problem } from './problem.ts'
import type { Verified } from './verification.ts'

/** What a toast can say. */
export type Message =
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** A request was refused. */
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** An action fitted none of the selected items. */
  | { readonly kind: 'unchanged' }
  /** Something was done to several, and can be undone. */
  | { readonly kind: 'done'; readonly action: UndoAction; readonly count: number; readonly undoId: string }
  | { readonly kind: 'undone'; readonly action: UndoAction; readonly undone: Undone }
  | { readonly kind: 'nothingToUndo' }
  | { readonly kind: 'copied' }
  | { readonly kind: 'copyFailed' }
  /** Files are being looked at, or fetched again. */
  | { readonly kind: 'verifying' | 'repairing' | 'nothingToVerify' }
  | { readonly kind: 'verified' | 'damaged'; readonly found: Verified }
  | { readonly kind: 'repaired' | 'repairPending' | 'repairFailed' | 'credentialsTaken'; readonly count: number }
  /** Somebody has signed in, or wants what waits for it to try again. */
  | { readonly kind: 'signedIn' | 'sessionResumed' | 'cookiesTaken'; readonly name: string }
  /** Null: these jobs have none any more. */
  | { readonly kind: 'sessionGiven'; readonly count: number; readonly name: string | null }

export type ToastLevel = Notice['level']

/** Messages of the same kind that came while it was shown are counted in one toast. */
export interface Toast {
  readonly key: string
  /** Messages of the same group share a toast. */
  readonly group: string
  readonly level: ToastLevel
  readonly count: number
  /** The newest of them. */
  readonly latest: Message
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Toasts on the screen at most; the oldest makes room. */
const shownToasts = 4
/** As long as the core keeps what was removed. */
const undoMs = 10_000
const lifetimesMs: Readonly<Record<ToastLevel, number>> = { info: 6_000, warning: 12_000, error: 15_000 }

/** Adds a message: to the toast of its kind if one is shown, which then stays as long as a new one. */
export function addMessage(toasts: readonly Toast[], message: Message, now: number): readonly Toast[] {
  const group = groupOf(message)
  const level = levelOf(message)
  const expiresAt = now + lifetimeOf(message, level)
  // Each offer has a time of its own that runs out.
  if (message.kind === 'done')
    return shown(
      toasts.filter((toast) => toast.group !== group),
      message,
    )
  const known = toasts.find((toast) => toast.group === group)
  if (known !== undefined) {
    const grown = { ...known, level, count: known.count + 1, latest: message, expiresAt }
    return toasts.map((toast) => (toast === known ? grown : toast))
  }
  return shown(toasts, message)

  function shown(others: readonly Toast[], latest: Message): readonly Toast[] {
    const key = latest.kind === 'done' ? `${group} ${latest.undoId}` : `${group} ${now}`
    return [...others, { key, group, level, count: 1, latest, expiresAt }].slice(-shownToasts)
  }
}

/** Without offers to undo what cannot be undone any more; somebody else may have done it. */
export function withoutUndone(toasts: readonly Toast[], undoables: readonly { readonly id: string }[]): readonly Toast[] {
  return undoables.length === 0 && toasts.length === 0
    ? toasts
    : toasts.filter(({ latest }) => latest.kind !== 'done' || undoables.some(({ id }) => id === latest.undoId))
}

/** Without the offer to undo this; where nothing else is said, nothing changes. */
export function withoutUndo(toasts: readonly Toast[], undoId: string): readonly Toast[] {
  return toasts.filter(({ latest }) => latest.kind !== 'done' || latest.undoId !== undoId)
}

export function withoutExpired(toasts: readonly Toast[], now: number): readonly Toast[] {
  return toasts.some((toast) => toast.expiresAt <= now) ? toasts.filter((toast) => toast.expiresAt > now) : toasts
}

/** While someone reads, nothing goes: the time of each begins anew, but for what can be undone no longer then. */
export function extendAll(toasts: readonly Toast[], now: number): readonly Toast[] {
  return toasts.map((toast) => (toast.latest.kind === 'done' ? toast : { ...toast, expiresAt: now + lifetimesMs[toast.level] }))
}

/** An offer to undo stays as long as what was removed can come back. */
function lifetimeOf(message: Message, level: ToastLevel): number {
  return message.kind === 'done' ? undoMs : lifetimesMs[level]
}

function groupOf(message: Message): string {
  switch (message.kind) {
    case 'notice':
      return `notice ${message.notice.code}`
    case 'problem':
      return `problem ${message.problem.code}`
    // What came of it takes the place of what was begun.
    case 'verifying':
    case 'nothingToVerify':
    case 'verified':
    case 'damaged':
      return 'verify'
    case 'repairing':
    case 'repaired':
      return 'repair'
    default:
      return message.kind
  }
}

function levelOf(message: Message): ToastLevel {
  switch (message.kind) {
    case 'notice':
      return message.notice.level
    case 'problem':
    case 'copyFailed':
    case 'damaged':
    case 'repairFailed':
      return 'error'
    default:
      return 'info'
  }
}
