import type { CandidateFilter } from '../../../src-preload/contract/index.ts'
import type { CandidateList } from './candidate-list.ts'

type Test = (list: CandidateList, index: number) => boolean

/**
 * Whether a candidate fits all of the filter but `first` and `newest`, which need to see the others too.
 *
 * @throws SyntaxError where the expression is none.
 */
export function filterTest(filter: CandidateFilter): Test {
  const tests = [...placeTests(filter), ...kindTests(filter), ...textTests(filter)]
  return (list, index) => tests.every((test) => test(list, index))
}

/** What costs least comes first. */
function placeTests({ from, to, isNew, minSize, maxSize }: CandidateFilter): Test[] {
  const tests: Test[] = []
  if (from !== undefined) tests.push((_, index) => index + 1 >= from)
  if (to !== undefined) tests.push((_, index) => index + 1 <= to)
  if (isNew !== undefined) tests.push((list, index) => list.isKnown(index) !== isNew)
  // A size that nobody knows is neither large enough nor small enough.
  if (minSize !== undefined) tests.push((list, index) => list.size(index) >= minSize)
  if (maxSize !== undefined) tests.push((list, index) => list.size(index) <= maxSize)
  return tests
}

function kindTests({ kinds, extensions }: CandidateFilter): Test[] {
  const tests: Test[] = []
  if (kinds !== undefined) {
    const wanted = new Set(kinds)
    tests.push((list, index) => wanted.has(list.kind(index)))
  }
  if (extensions !== undefined) {
    const wanted = new Set(extensions.map((extension) => extension.toLowerCase().replace(/^\./, '')))
    tests.push((list, index) => wanted.has(extensionOf(list, index)))
  }
  return tests
}

function textTests({ text, expression }: CandidateFilter): Test[] {
  const tests: Test[] = []
  const words = (text ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length > 0) {
    tests.push((list, index) => {
      const all = textsOf(list, index).join('\n').toLowerCase()
      return words.every((word) => all.includes(word))
    })
  }
  if (expression !== undefined && expression !== '') {
    const pattern = new RegExp(expression, 'iu')
    tests.push((list, index) => textsOf(list, index).some((one) => pattern.test(one)))
  }
  return tests
}

function textsOf(list: CandidateList, index: number): string[] {
  return [list.url(index), list.title(index), list.fileName(index)].filter((text) => text !== null)
}

/** The end of the file's name, or of the address's path, in lower case; empty where it has none. */
function extensionOf(list: CandidateList, index: number): string {
  const name = list.fileName(index) ?? /^[^?#]*/.exec(list.url(index))?.[0] ?? ''
  const last = name.slice(name.lastIndexOf('/') + 1)
  const dot = last.lastIndexOf('.')
  return dot === -1 ? '' : last.slice(dot + 1).toLowerCase()
}
