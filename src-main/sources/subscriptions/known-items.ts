import type { SeenItem } from '../../queue/ports.ts'

export type ItemIdentity = Omit<SeenItem, 'id'>

/**
 * Which of the items seen before each of a feed's entries is; null for one that is new. By its key; where feeds give all
 * their items new keys, as they do when they move, by title and date; where it has none of these, by its address, which
 * alone proves nothing: some feeds have the same one for every episode.
 */
export function knownItems(entries: readonly ItemIdentity[], seen: readonly SeenItem[]): (SeenItem | null)[] {
  const known: (SeenItem | null)[] = entries.map(() => null)
  const matched = new Set<string>()
  const match = (nameOf: (item: ItemIdentity) => string | null) => {
    const byName = uniquely(
      seen.filter(({ id }) => !matched.has(id)),
      nameOf,
    )
    const named = uniquely(
      [...entries.entries()].filter(([index]) => known[index] === null),
      ([, entry]) => nameOf(entry),
    )
    for (const [name, [index]] of named) {
      const item = byName.get(name)
      if (item === undefined) continue
      known[index] = item
      matched.add(item.id)
    }
  }
  match(({ key }) => key)
  match(({ label }) => label)
  match(({ key, label, url }) => (key === null || label === null ? withoutFragment(url) : null))
  return known
}

/** Those whose names nobody else has. */
function uniquely<Item>(items: readonly Item[], nameOf: (item: Item) => string | null): Map<string, Item> {
  const named = new Map<string, Item>()
  const shared = new Set<string>()
  for (const item of items) {
    const name = nameOf(item)
    if (name === null) continue
    if (named.has(name)) shared.add(name)
    named.set(name, item)
  }
  for (const name of shared) named.delete(name)
  return named
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#')
  return hash === -1 ? url : url.slice(0, hash)
}
