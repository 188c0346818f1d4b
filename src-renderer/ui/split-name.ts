import { runsFromRight } from './right-to-left.ts'

/** Characters of a name that are never cut off its end: a number and an extension. */
const endLength = 12
/** Fewer are enough where a word begins there, and so many more are kept for the whole of one. */
const wordReach = 4
/** Below this a name is cut, if at all, at its end. */
const shortestSplit = 20

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** What stands between the words of a title or of a file's name. */
const betweenWords = /[\s\-–—_·.,;:()[\]]/u

/**
 * The two parts of a long name between which it may be cut, if possible where a word begins; null for a short one, and for
 * one that runs from the right, whose parts would stand in the wrong order. Never splits a character.
 */
export function splitName(name: string): { readonly start: string; readonly end: string } | null {
  if (name.length < shortestSplit || runsFromRight(name)) return null
  const characters = [...segmenter.segment(name)].map(({ segment }) => segment)
  if (characters.length < shortestSplit) return null
  const at = characters.length - endAt(characters)
  return { start: characters.slice(0, at).join(''), end: characters.slice(at).join('') }
}

/** How many characters the end has. */
function endAt(characters: readonly string[]): number {
  for (let step = 0; step <= wordReach; step += 1) {
    for (const length of [endLength + step, endLength - step]) {
      const [before = '', first = ''] = characters.slice(-length - 1, -length + 1)
      if (betweenWords.test(before) && !betweenWords.test(first)) return length
    }
  }
  return endLength
}
