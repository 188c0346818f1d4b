import type { CandidateFilter, Selection, SourceKind } from '../../src-preload/contract/index.ts'

/** What is taken of an inspection: all that fit the filter but these, or these alone. 100,000 are chosen without their indexes. */
export type CandidateChoice =
  | { readonly mode: 'all'; readonly except: ReadonlySet<number> }
  | { readonly mode: 'some'; readonly indexes: ReadonlySet<number> }

export const allChosen: CandidateChoice = { mode: 'all', except: new Set() }
export const noneChosen: CandidateChoice = { mode: 'some', indexes: new Set() }

const filmAlone: CandidateChoice = { mode: 'some', indexes: new Set([0]) }

/** What is taken before anybody has chosen: everything, but of a stream the film without its subtitles. */
export function firstChoice(kind: SourceKind | null): CandidateChoice {
  return kind === 'hls' || kind === 'dash' ? filmAlone : allChosen
}

/** Of a candidate that fits the filter. */
export function isChosen(choice: CandidateChoice, index: number): boolean {
  return choice.mode === 'all' ? !choice.except.has(index) : choice.indexes.has(index)
}

/** Takes these, or leaves them out. */
export function withChosen(choice: CandidateChoice, indexes: readonly number[], isTaken: boolean): CandidateChoice {
  const next = new Set(choice.mode === 'all' ? choice.except : choice.indexes)
  for (const index of indexes) {
    if ((choice.mode === 'some') === isTaken) next.add(index)
    else next.delete(index)
  }
  return choice.mode === 'all' ? { mode: 'all', except: next } : { mode: 'some', indexes: next }
}

/** As the core is told. */
export function selectionOf(choice: CandidateChoice, filter: CandidateFilter): Selection {
  return choice.mode === 'all' ? { filter, without: [...choice.except] } : { filter, without: [], only: [...choice.indexes] }
}
