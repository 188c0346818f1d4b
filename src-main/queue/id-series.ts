import type { Random } from './ports.ts'

/**
 * Ids of what is added together: one that nobody can foresee, and those that follow it. In the list's index they stand side
 * by side, so that a slice of many writes few pages; ids that have nothing to do with each other write one for each.
 */
export function idSeries(random: Pick<Random, 'id'>): () => string {
  let last: bigint | null = null
  return () => {
    last = last === null ? BigInt(`0x${random.id()}`) : BigInt.asUintN(64, last + 1n)
    return last.toString(16).padStart(16, '0')
  }
}
