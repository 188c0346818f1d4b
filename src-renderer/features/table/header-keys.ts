/** What a key means on the head of a column; null where it means nothing there. */
export type HeaderKey =
  | { readonly kind: 'go' | 'resize' | 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'end'; readonly isFirst: boolean }
  | { readonly kind: 'menu' }

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Alt moves a column as it moves a row in the list; Shift makes it wider to the right and narrower to the left. */
export function headerKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): HeaderKey | null {
  if (ctrlKey || metaKey) return null
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const by = key === 'ArrowRight' ? 1 : -1
      return { kind: altKey ? 'move' : shiftKey ? 'resize' : 'go', by }
    }
    case 'Home':
    case 'End':
      return altKey || shiftKey ? null : { kind: 'end', isFirst: key === 'Home' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return shiftKey ? { kind: 'menu' } : null
    default:
      return null
  }
}
