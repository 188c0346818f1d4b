import type { FeedItem } from './feed-item.ts'

/** What an episode's key may hold. */
const mostCharacters = 4_000

/**
 * What each item is known by when its file's address changes: its guid; where it has none, or shares it with others, its
 * page; else its title and date. Undefined where none of these is its own.
 */
export function itemKeys(items: readonly FeedItem[]): (string | undefined)[] {
  const ways = [
    (item: FeedItem) => item.id,
    (item: FeedItem) => item.link,
    (item: FeedItem) =>
      item.title === undefined || item.date === undefined ? undefined : `${item.title} ${new Date(item.date).toISOString()}`,
  ]
  const keys: (string | undefined)[] = items.map(() => undefined)
  for (const way of ways) {
    const named = items.map((item) => usable(way(item)))
    const counts = new Map<string, number>()
    for (const name of named) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
    for (const [index, name] of named.entries()) {
      if (name !== undefined && counts.get(name) === 1) keys[index] ??= name
    }
  }
  return keys
}

function usable(name: string | undefined): string | undefined {
  const plain = name?.trim()
  return plain === undefined || plain === '' || plain.length > mostCharacters ? undefined : plain
}
