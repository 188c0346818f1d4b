import { beforeEach, describe, expect, it } from 'vitest'
import type { FoundCandidate } from '../../../../src-main/sources/source.ts'
import { CandidateList } from '../../../../src-main/sources/worker/candidate-list.ts'
import { Listing } from '../../../../src-main/sources/worker/listing.ts'
import type { CandidateFilter, CandidateQuery } from '../../../../src-preload/contract/index.ts'

const day = 86_400_000
const some: readonly FoundCandidate[] = [
  { url: 'http://h/b10.mp3', title: 'Folge zehn', size: 300, date: 10 * day },
  { url: 'http://h/b9.mp3', title: 'Folge neun', size: 100, date: 30 * day },
  { url: 'http://h/page/' },
  { url: 'http://h/get?id=4', fileName: 'a1.PDF', size: 200, date: 20 * day },
]
let list: CandidateList
let listing: Listing

beforeEach(() => {
  list = new CandidateList()
  for (const found of some) list.add(found)
  listing = new Listing(list)
})

const fitting = (filter: CandidateFilter) => {
  const found = listing.fitting(filter)
  return 'refused' in found ? found : { ...found, indexes: [...found.indexes] }
}
const sorted = (sort: CandidateQuery['sort'], order: CandidateQuery['order'] = 'asc', filter: CandidateFilter = {}) => {
  const found = listing.fitting(filter)
  return 'refused' in found ? [] : [...listing.sorted({ filter, sort, order }, found)]
}

describe('a filter', () => {
  it.each<[CandidateFilter, number[]]>([
    [{}, [0, 1, 2, 3]],
    [{ text: 'FOLGE b9' }, [1]],
    [{ text: 'a1.pdf' }, [3]],
    [{ expression: 'b\\d{2}\\.' }, [0]],
    [{ expression: '^folge Z' }, [0]],
    [{ kinds: ['audio', 'page'] }, [0, 1, 2]],
    [{ extensions: ['.pdf', 'MP3'] }, [0, 1, 3]],
    [{ minSize: 150 }, [0, 3]],
    [{ maxSize: 150 }, [1]],
    [{ from: 2, to: 3 }, [1, 2]],
    [{ first: 2 }, [0, 1]],
    [{ newest: 2 }, [1, 3]],
    [{ newest: 4 }, [0, 1, 2, 3]],
    [{ extensions: ['mp3'], newest: 1 }, [1]],
    [{ newest: 3, first: 1 }, [0]],
    [{ text: 'nobody' }, []],
  ])('%j keeps what fits all of it', (filter, expected) => {
    expect(fitting(filter)).toMatchObject({ indexes: expected })
  })

  it('adds up what fits', () => {
    expect(fitting({ from: 2 })).toMatchObject({ bytes: 300, withoutSize: 1 })
  })

  it('tells what is new from what is known', () => {
    list.setKnown(1)
    expect([fitting({ isNew: true }), fitting({ isNew: false })]).toMatchObject([{ indexes: [0, 2, 3] }, { indexes: [1] }])
  })

  it('is answered anew once there is more', () => {
    expect(fitting({ extensions: ['mp3'] })).toMatchObject({ indexes: [0, 1] })
    list.add({ url: 'http://h/new.mp3' })
    expect(fitting({ extensions: ['mp3'] })).toMatchObject({ indexes: [0, 1, 4] })
  })

  it('that is no expression, or that would never end, is refused', () => {
    list.add({ url: `http://h/${'a'.repeat(60)}` })
    const reason = (expression: string) => {
      const answer = fitting({ expression })
      return 'refused' in answer ? answer.params : null
    }
    expect(reason('(')).toEqual({ issues: [{ path: 'filter.expression', value: '(', reason: 'expression' }] })
    expect(reason('/(a|a|aa)+#')).toEqual({ issues: [{ path: 'filter.expression', value: '/(a|a|aa)+#', reason: 'tooSlow' }] })
  })
})

describe('an order', () => {
  it('is that of the finding, or its reverse', () => {
    expect([sorted('index'), sorted('index', 'desc')]).toEqual([
      [0, 1, 2, 3],
      [3, 2, 1, 0],
    ])
  })

  it('counts numbers in names as numbers, and takes the address where there is no name', () => {
    expect(sorted('fileName', 'asc', { extensions: ['mp3', 'pdf'] })).toEqual([3, 1, 0])
  })

  it.each(['size', 'date', 'title'] as const)('by %s has at its end what has none, both ways', (sort) => {
    expect(sorted(sort).at(-1)).toBe(sort === 'title' ? 3 : 2)
    expect(sorted(sort, 'desc').at(-1)).toBe(sort === 'title' ? 3 : 2)
  })

  it('goes by size and by date', () => {
    expect([sorted('size'), sorted('size', 'desc'), sorted('date')]).toEqual([
      [1, 3, 0, 2],
      [0, 3, 1, 2],
      [0, 3, 1, 2],
    ])
  })
})
