interface Place {
  /** Where the keyboard stands; -1 before the first key. */
  readonly index: number
  readonly total: number
  /** Rows that fit on the screen. */
  readonly page: number
}

/** Where a key leads among rows, as the grid patterns of the ARIA practices have it; null where it leads nowhere. */
export function gridMove(key: string, { index, total, page }: Place): number | null {
  const to = target(key, { index, total, page })
  return to === null || total === 0 ? null : Math.min(total - 1, Math.max(0, to))
}

function target(key: string, { index, total, page }: Place): number | null {
  switch (key) {
    case 'ArrowDown':
      return index + 1
    case 'ArrowUp':
      return index < 0 ? total - 1 : index - 1
    case 'PageDown':
      return Math.max(index, 0) + page
    case 'PageUp':
      return index - page
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return null
  }
}
