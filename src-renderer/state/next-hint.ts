import { type Hint, hintSchema } from '../../src-preload/contract/index.ts'

interface HintFacts {
  /** Null until the core has told it. */
  readonly used: readonly Hint[] | null
  readonly hasJobs: boolean
  readonly isActive: boolean
}

/** The hints that an empty list shows; none before it is known which were used. */
export function hintsOfEmptyList(used: readonly Hint[] | null): readonly Hint[] {
  return used === null ? [] : hintSchema.options.filter((hint) => !used.includes(hint))
}

/** The one that is shown beside a list, where it can be tried at once; null for none. */
export function hintBesideList({ used, hasJobs, isActive }: HintFacts): Hint | null {
  if (used === null || !hasJobs) return null
  if (isActive && !used.includes('slots')) return 'slots'
  // One after the other, not both at once.
  return used.includes('slots') && !used.includes('palette') ? 'palette' : null
}
