const storageKey = 'staffel.recent-commands'
const mostKept = 12

/**
 * What was chosen in the palette, the last one first. It is kept in this browser: what one reaches for is another on a
 * phone. Downloads are left out; where a browser keeps nothing it holds as long as the window.
 */
export interface RecentCommands {
  ids(): readonly string[]
  add(id: string): void
}

export function createRecentCommands(storage: Pick<Storage, 'getItem' | 'setItem'> | null): RecentCommands {
  let ids = read(storage)
  return {
    ids: () => ids,
    add(id) {
      ids = [id, ...ids.filter((other) => other !== id)].slice(0, mostKept)
      try {
        storage?.setItem(storageKey, JSON.stringify(ids))
      } catch {
        // Full, or refused by the browser: they are kept as long as the window.
      }
    },
  }
}

/** The browser's own; null where it refuses it. */
export function ownStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

function read(storage: Pick<Storage, 'getItem'> | null): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, mostKept) : []
  } catch {
    return []
  }
}
