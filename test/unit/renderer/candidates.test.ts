import { describe, expect, it } from 'vitest'
import { plainName } from '../../../src-renderer/features/add/plain-name.ts'
import {
  allChosen,
  firstChoice,
  isChosen,
  noneChosen,
  selectionOf,
  withChosen,
} from '../../../src-renderer/state/candidate-choice.ts'
import { noFilter, readFilter } from '../../../src-renderer/state/candidate-filter.ts'
import { choiceKey } from '../../../src-renderer/ui/choice-grid-keys.ts'

describe('choosing candidates', () => {
  const filter = { text: 'mp3' }
  const file = (index: number) => ({ index, kind: 'audio' }) as const
  const page = (index: number) => ({ index, kind: 'page' }) as const

  it('takes all that fit without knowing them', () => {
    expect(isChosen(allChosen, file(99_999))).toBe(true)
    expect(selectionOf(allChosen, filter)).toEqual({ filter, without: [] })
  })

  it('leaves single ones out of all, and takes them back', () => {
    const fewer = withChosen(allChosen, [3, 5], false)
    expect(selectionOf(fewer, filter)).toEqual({ filter, without: [3, 5] })
    expect(isChosen(fewer, file(3))).toBe(false)
    expect(selectionOf(withChosen(fewer, [3], true), filter)).toEqual({ filter, without: [5] })
  })

  it('begins with everything, but of a stream with the film alone: subtitles are files that nobody asked for', () => {
    expect(firstChoice(null)).toBe(allChosen)
    expect(firstChoice('feed')).toBe(allChosen)
    for (const kind of ['hls', 'dash'] as const) {
      expect(selectionOf(firstChoice(kind), filter)).toEqual({ filter, without: [], only: [0] })
    }
  })

  it('begins on a page with what it holds, without the pages that it leads to, until they are wanted', () => {
    const first = firstChoice('page')
    expect([isChosen(first, file(1)), isChosen(first, page(2))]).toEqual([true, false])
    const other = withChosen(withChosen(first, [2], true), [1, 3], false)
    expect([file(1), page(2), page(3), file(4)].map((one) => isChosen(other, one))).toEqual([false, true, false, true])
    expect(selectionOf(other, filter)).toEqual({ filter, without: [1, 3], withoutKinds: ['page'], also: [2] })
    const back = withChosen(other, [1, 3], true)
    expect([isChosen(back, file(1)), isChosen(back, page(3))]).toEqual([true, true])
  })

  it('takes single ones out of none, whatever the filter shows', () => {
    const few = withChosen(noneChosen, [7, 2], true)
    expect(isChosen(few, file(2))).toBe(true)
    expect(selectionOf(withChosen(few, [2], false), filter)).toEqual({ filter, without: [], only: [7] })
  })
})

describe('reading a filter', () => {
  it('says nothing where nothing is filled in', () => {
    expect(readFilter(noFilter, 'en')).toEqual({ filter: {}, wrong: new Set() })
  })

  it('reads sizes in megabytes as the locale writes them, and ends of names however they are separated', () => {
    const fields = { ...noFilter, minSize: '1,5', maxSize: '20', extensions: '*.MP3, pdf;.Zip' }
    expect(readFilter(fields, 'de').filter).toEqual({
      minSize: 1_500_000,
      maxSize: 20_000_000,
      extensions: ['mp3', 'pdf', 'zip'],
    })
  })

  it('takes the newest so many, or the first, and no number where none is wanted', () => {
    expect(readFilter({ ...noFilter, limit: 'newest', limitCount: '10' }, 'en').filter).toEqual({ newest: 10 })
    expect(readFilter({ ...noFilter, limit: 'first', limitCount: '3' }, 'en').filter).toEqual({ first: 3 })
    expect(readFilter({ ...noFilter, limitCount: '3' }, 'en').filter).toEqual({})
  })

  it('filters nothing by what it cannot read, and says which fields hold it', () => {
    const fields = { ...noFilter, expression: '(', from: '0', to: '1.5', minSize: 'much', text: ' kept ' }
    expect(readFilter(fields, 'en')).toEqual({
      filter: { text: 'kept' },
      wrong: new Set(['expression', 'from', 'to', 'minSize']),
    })
  })
})

describe('the keys of the candidates', () => {
  const press = (key: string, held: object = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...held })
  const place = { index: 4, total: 10, page: 3 }

  it.each([
    ['ArrowDown', 5],
    ['ArrowUp', 3],
    ['PageDown', 7],
    ['PageUp', 1],
    ['Home', 0],
    ['End', 9],
  ])('%s leads to row %i', (key, to) => {
    expect(choiceKey(press(key), place)).toEqual({ kind: 'move', to, extend: false })
  })

  it('extends with Shift, takes all with Ctrl+A, and nothing with a letter alone', () => {
    expect(choiceKey(press('ArrowDown', { shiftKey: true }), place)).toEqual({ kind: 'move', to: 5, extend: true })
    expect(choiceKey(press('a', { ctrlKey: true }), place)).toEqual({ kind: 'all' })
    expect(choiceKey(press('a'), place)).toBeNull()
    expect(choiceKey(press(' '), place)).toEqual({ kind: 'toggle' })
  })

  it('leads nowhere where there are no rows', () => {
    expect(choiceKey(press('End'), { index: -1, total: 0, page: 3 })).toBeNull()
  })
})

describe('the name that a file has by itself', () => {
  it.each([
    [{ fileName: 'own.mp3', url: 'https://a.example/other' }, 'own.mp3'],
    [{ fileName: null, url: 'https://a.example/a/b%20c.mp3?x=1' }, 'b c.mp3'],
    [{ fileName: null, url: 'https://a.example/folder/' }, 'folder'],
    [{ fileName: null, url: 'https://a.example/' }, 'a.example'],
    [{ fileName: null, url: 'https://a.example/%E4' }, '%E4'],
  ])('of %j is %s', (candidate, name) => {
    expect(plainName(candidate)).toBe(name)
  })
})
