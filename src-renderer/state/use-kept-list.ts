import { useState } from 'react'

/** A list that is made of the one before it: what has a place keeps it. `next` must make the same of what it made. */
export function useKeptList<Item>(next: (before: readonly Item[]) => readonly Item[]): readonly Item[] {
  const [kept, keep] = useState<readonly Item[]>([])
  const now = next(kept)
  if (now.length !== kept.length || now.some((item, at) => item !== kept[at])) keep(now)
  return now
}
