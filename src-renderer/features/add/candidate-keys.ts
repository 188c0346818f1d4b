/** What a key means among the candidates; null where it means nothing there. */
export type CandidateKey =
  | { readonly kind: 'move'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'all' }

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** Reads a key as the grid pattern of the ARIA practices has it. `index`: where the keyboard stands, -1 before the first key. */
export function candidateKey(
  { key, ctrlKey, metaKey, shiftKey }: Press,
  { index, total, page }: { readonly index: number; readonly total: number; readonly page: number },
): CandidateKey | null {
  const move = (to: number): CandidateKey | null =>
    total === 0 ? null : { kind: 'move', to: Math.min(total - 1, Math.max(0, to)), extend: shiftKey }
  switch (key) {
    case 'ArrowDown':
      return move(index + 1)
    case 'ArrowUp':
      return move(index < 0 ? total - 1 : index - 1)
    case 'PageDown':
      return move(Math.max(index, 0) + page)
    case 'PageUp':
      return move(index - page)
    case 'Home':
      return move(0)
    case 'End':
      return move(total - 1)
    case ' ':
      return { kind: 'toggle' }
    case 'a':
      return ctrlKey || metaKey ? { kind: 'all' } : null
    default:
      return null
  }
}
