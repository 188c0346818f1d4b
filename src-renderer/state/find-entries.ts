import { folded, foldedInDigraphs } from './folded.ts'

/** What can be found by words. `find`: other words that it is looked for by. */
export interface Findable {
  readonly id: string
  readonly label: string
  readonly find?: string
}

/** A part of a label, and whether it is what was typed. */
export interface LabelPart {
  readonly text: string
  readonly isMatch: boolean
}

export interface Found<Entry> {
  readonly entry: Entry
  readonly parts: readonly LabelPart[]
}

interface Match {
  readonly rank: number
  /** From and to, in the label. */
  readonly ranges: readonly (readonly [number, number])[]
}

/** Letters that a part within a word must have: German words are put together, but every second one holds an `e`. */
const fewestWithin = 3

/**
 * What holds every typed word: as the beginning of a word in any order, or as a part of one. What begins as the label
 * does comes first, then beginnings before parts, words of the label before others, what was used lately before the
 * rest; equals stay in their order.
 *
 * @param recent ids, the last used first
 */
export function findEntries<Entry extends Findable>(
  entries: readonly Entry[],
  typed: string,
  recent: readonly string[],
): readonly Found<Entry>[] {
  const words = typed.split(/\s+/u).filter((word) => word !== '')
  const recency = new Map(recent.map((id, at) => [id, at]))
  const late = (entry: Entry) => recency.get(entry.id) ?? recent.length
  return entries
    .flatMap((entry) => {
      const match = matchOf(entry, words)
      return match === null ? [] : [{ entry, match }]
    })
    .toSorted((one, other) => one.match.rank - other.match.rank || late(one.entry) - late(other.entry))
    .map(({ entry, match }) => ({ entry, parts: partsOf(entry.label, match.ranges) }))
}

function matchOf({ label, find = '' }: Findable, typed: readonly string[]): Match | null {
  const own = wordsOf(label)
  const others = wordsOf(find)
  let rank = 0
  const ranges: (readonly [number, number])[] = []
  for (const [at, word] of typed.entries()) {
    const found = best(own, word)
    if (found !== null) {
      rank += found.isBeginning ? (found.at === at ? 0 : 1) : 4
      ranges.push(found.range)
      continue
    }
    const other = best(others, word)
    if (other === null) return null
    rank += other.isBeginning ? 3 : 6
  }
  return { rank, ranges: ranges.toSorted(([one], [other]) => one - other) }
}

interface Word {
  readonly text: string
  readonly from: number
}

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({ text: match[0], from: match.index }))
}

function best(words: readonly Word[], typed: string) {
  const wanted = folded(typed)
  if (wanted === '') return null
  for (const [at, { text, from }] of words.entries()) {
    const plain = folded(text)
    if (plain.startsWith(wanted) || foldedInDigraphs(text).startsWith(wanted)) {
      return { at, isBeginning: true, range: [from, from + lengthOf(text, wanted)] as const }
    }
  }
  if (wanted.length < fewestWithin) return null
  for (const [at, { text, from }] of words.entries()) {
    const start = folded(text).indexOf(wanted)
    // Where folding changed the length, places in the folded word are none in the word.
    if (start > 0 && folded(text).length === text.length) {
      return { at, isBeginning: false, range: [from + start, from + start + wanted.length] as const }
    }
  }
  return null
}

/** How much of a word a folded beginning of it stands for: `ue` is one letter of `über`. */
function lengthOf(word: string, wanted: string): number {
  for (let length = 1; length < word.length; length += 1) {
    const beginning = word.slice(0, length)
    if (folded(beginning).startsWith(wanted) || foldedInDigraphs(beginning).startsWith(wanted)) return length
  }
  return word.length
}

function partsOf(label: string, ranges: Match['ranges']): readonly LabelPart[] {
  const parts: LabelPart[] = []
  let done = 0
  for (const [from, to] of ranges) {
    if (from < done) continue
    if (from > done) parts.push({ text: label.slice(done, from), isMatch: false })
    parts.push({ text: label.slice(from, to), isMatch: true })
    done = to
  }
  if (done < label.length) parts.push({ text: label.slice(done), isMatch: false })
  return parts
}
