import type { Candidate, CandidateFilter, Selection, SourceKind } from '../../src-preload/contract/index.ts'
import { assertNever } from '../ui/assert-never.ts'

/**
 * What is taken of an inspection: all that fit the filter but these, or these alone. 100,000 are chosen without their
 * indexes. `files`: of further pages only those in `also`.
 */
export type CandidateChoice =
  | { readonly mode: 'all'; readonly except: ReadonlySet<number> }
  | { readonly mode: 'files'; readonly except: ReadonlySet<number>; readonly also: ReadonlySet<number> }
  | { readonly mode: 'some'; readonly indexes: ReadonlySet<number> }

export const allChosen: CandidateChoice = { mode: 'all', except: new Set() }
export const noneChosen: CandidateChoice = { mode: 'some', indexes: new Set() }

const filesAlone: CandidateChoice = { mode: 'files', except: new Set(), also: new Set() }
const filmAlone: CandidateChoice = { mode: 'some', indexes: new Set([0]) }

/**
 * What is taken before anybody has chosen: everything, but of a stream the film without its subtitles, and of a page what
 * it holds without the pages that it leads to.
 */
export function firstChoice(kind: SourceKind | null): CandidateChoice {
  if (kind === 'page') return filesAlone
  return kind === 'hls' || kind === 'dash' ? filmAlone : allChosen
}

/** Of a candidate that fits the filter. */
export function isChosen(choice: CandidateChoice, { index, kind }: Pick<Candidate, 'index' | 'kind'>): boolean {
  if (choice.mode === 'some') return choice.indexes.has(index)
  return !choice.except.has(index) && (choice.mode === 'all' || kind !== 'page' || choice.also.has(index))
}

/** Takes these, or leaves them out. */
export function withChosen(choice: CandidateChoice, indexes: readonly number[], isTaken: boolean): CandidateChoice {
  switch (choice.mode) {
    case 'some':
      return { mode: 'some', indexes: changed(choice.indexes, indexes, isTaken) }
    case 'all':
      return { mode: 'all', except: changed(choice.except, indexes, !isTaken) }
    case 'files':
      return {
        mode: 'files',
        except: changed(choice.except, indexes, !isTaken),
        also: changed(choice.also, indexes, isTaken),
      }
    default:
      return assertNever(choice)
  }
}

/** As the core is told. */
export function selectionOf(choice: CandidateChoice, filter: CandidateFilter): Selection {
  if (choice.mode === 'some') return { filter, without: [], only: [...choice.indexes] }
  const all = { filter, without: [...choice.except] }
  return choice.mode === 'all' ? all : { ...all, withoutKinds: ['page'], also: [...choice.also] }
}

function changed(set: ReadonlySet<number>, indexes: readonly number[], isAdded: boolean): ReadonlySet<number> {
  const next = new Set(set)
  for (const index of indexes) {
    if (isAdded) next.add(index)
    else next.delete(index)
  }
  return next
}
