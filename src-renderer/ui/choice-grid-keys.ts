import { gridMove } from './grid-move.ts'

/** What a key means in a grid of things to be chosen; null where it means nothing there. */
export type ChoiceKey =
  | { readonly kind: 'move'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'all' }

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** Space takes or leaves out, Ctrl+A takes all, the others move. `index`: where the keyboard stands, -1 before the first key. */
export function choiceKey(
  { key, ctrlKey, metaKey, shiftKey }: Press,
  place: { readonly index: number; readonly total: number; readonly page: number },
): ChoiceKey | null {
  if (key === ' ') return { kind: 'toggle' }
  if (key === 'a') return ctrlKey || metaKey ? { kind: 'all' } : null
  const to = gridMove(key, place)
  return to === null ? null : { kind: 'move', to, extend: shiftKey }
}
