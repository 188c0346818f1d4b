import { runsFromRight } from '../../ui/right-to-left.ts'

/** Characters of a name that are never cut off its end: a number and an extension. */
const endLength = 12
/** Below this a name is cut, if at all, at its end. */
const shortestSplit = 20

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * The two parts of a long name between which it may be cut; null for a short one, and for one that runs from the right,
 * whose parts would stand in the wrong order. Never splits a character.
 */
export function splitName(name: string): { readonly start: string; readonly end: string } | null {
  if (name.length < shortestSplit || runsFromRight(name)) return null
  const characters = [...segmenter.segment(name)].map(({ segment }) => segment)
  if (characters.length < shortestSplit) return null
  return { start: characters.slice(0, -endLength).join(''), end: characters.slice(-endLength).join('') }
}
