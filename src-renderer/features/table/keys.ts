import type { MoveDirection } from '../../state/move-job.ts'
import { gridMove } from '../../ui/grid-move.ts'

/** What a key means in the table; null where it means nothing there. */
export type TableKey =
  /** Selects the row it leads to, all rows up to it, or nothing. */
  | { readonly kind: 'move'; readonly to: number; readonly selects: 'row' | 'range' | 'nothing' }
  | {
      readonly kind:
        | 'open'
        | 'close'
        | 'activate'
        | 'toggle'
        | 'selectAll'
        | 'menu'
        | 'details'
        | 'clear'
        | 'verify'
        | 'retryFailed'
        /** The row it stands on, alone or with all rows up to it. */
        | 'select'
        | 'selectTo'
        | 'rename'
        | 'remedy'
    }
  | { readonly kind: 'action'; readonly action: 'pause' | 'resume' | 'retry' | 'remove' | 'removeWithFiles' }
  | { readonly kind: 'shift'; readonly direction: MoveDirection }

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

interface Place {
  /** Where the keyboard stands; -1 before the first key. */
  readonly index: number
  readonly total: number
  /** Rows that fit on the screen. */
  readonly page: number
}

/** Reads a key as the treegrid pattern of the ARIA practices has it; letters act on the selection. */
export function tableKey(press: Press, place: Place): TableKey | null {
  const command = press.ctrlKey || press.metaKey
  if (press.altKey) return altKey(press.key)
  const to = gridMove(press.key, place)
  if (to !== null) return { kind: 'move', to, selects: press.shiftKey ? 'range' : command ? 'nothing' : 'row' }
  switch (press.key) {
    case 'ArrowRight':
      return { kind: 'open' }
    case 'ArrowLeft':
      return { kind: 'close' }
    case 'Enter':
      return { kind: 'activate' }
    case ' ':
      if (press.shiftKey) return { kind: 'selectTo' }
      return { kind: command ? 'select' : 'toggle' }
    case 'Escape':
      return { kind: 'clear' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F2':
      return { kind: 'rename' }
    case 'F10':
      return press.shiftKey ? { kind: 'menu' } : null
    case 'Delete':
    case 'Backspace':
      return { kind: 'action', action: press.shiftKey ? 'removeWithFiles' : 'remove' }
  }
  if (command) return press.key.toLowerCase() === 'a' ? { kind: 'selectAll' } : null
  switch (press.key.toLowerCase()) {
    case 'p':
      return { kind: 'action', action: 'pause' }
    case 'r':
      return { kind: 'action', action: 'resume' }
    case 't':
      return press.shiftKey ? { kind: 'retryFailed' } : { kind: 'action', action: 'retry' }
    case 'v':
      return { kind: 'verify' }
    case 'f':
      return { kind: 'remedy' }
    case 'i':
      return { kind: 'details' }
    default:
      return null
  }
}

function altKey(key: string): TableKey | null {
  switch (key) {
    case 'ArrowUp':
      return { kind: 'shift', direction: 'up' }
    case 'ArrowDown':
      return { kind: 'shift', direction: 'down' }
    case 'Home':
      return { kind: 'shift', direction: 'top' }
    case 'End':
      return { kind: 'shift', direction: 'bottom' }
    default:
      return null
  }
}
