import type { FeedReading } from './feed-order.ts'

/** A message of so many is taken in within a few milliseconds. */
const mostAtOnce = 500

/** A reading in pieces that go over one by one; at least one. */
export function portionsOf(reading: FeedReading): FeedReading[] {
  if (reading.kind !== 'read') return [reading]
  const { title, fresh, taken, met } = reading
  const count = Math.max(1, Math.ceil(Math.max(fresh.length, taken.length, met.length) / mostAtOnce))
  return Array.from({ length: count }, (_, index) => {
    const piece = <Item>(items: readonly Item[]) => items.slice(index * mostAtOnce, (index + 1) * mostAtOnce)
    return { kind: 'read', title, fresh: piece(fresh), taken: piece(taken), met: piece(met) }
  })
}

/** What such pieces were made of. */
export function joinedReading(portions: readonly FeedReading[]): FeedReading {
  const pieces = portions.flatMap((portion) => (portion.kind === 'read' ? portion : []))
  const [first] = pieces
  if (first === undefined || pieces.length < portions.length) {
    const [only] = portions
    if (only === undefined) throw new Error('a reading has at least one piece')
    return only
  }
  return {
    kind: 'read',
    title: first.title,
    fresh: pieces.flatMap(({ fresh }) => fresh),
    taken: pieces.flatMap(({ taken }) => taken),
    met: pieces.flatMap(({ met }) => met),
  }
}
