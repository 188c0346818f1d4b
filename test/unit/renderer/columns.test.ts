import { describe, expect, it } from 'vitest'
import { headerDrop } from '../../../src-renderer/features/table/follow-header.ts'
import {
  type ColumnLayout,
  columnFacts,
  columnNames,
  fitColumns,
  moveColumn,
  resizeColumn,
  showColumn,
  usualColumns,
} from '../../../src-renderer/state/columns.ts'
import {
  type KeptLayouts,
  keepLayout,
  layoutKey,
  layoutOf,
  loadLayouts,
  readLayouts,
  saveLayouts,
} from '../../../src-renderer/state/kept-layouts.ts'
import { firstQuery } from '../../../src-renderer/state/list-query.ts'

const usual: ColumnLayout = { shown: usualColumns, widths: {}, sparePx: 0 }
const sum = (widths: readonly number[]) => widths.reduce((all, width) => all + width, 0)

describe('laying columns out', () => {
  it('gives the name all that the others leave', () => {
    const { names, widths, template } = fitColumns(usual, 1_200)
    expect(names).toEqual(usualColumns)
    expect(sum(widths)).toBe(1_200)
    expect(template).toBe('minmax(200px, 1fr) 280px 200px 80px 92px 76px')
  })

  it('lets columns that nobody chose give way where room is short, the least needed first', () => {
    expect(fitColumns(usual, 880).names).toEqual(['name', 'state', 'progress', 'size', 'speed'])
    expect(fitColumns(usual, 780).names).toEqual(['name', 'state', 'progress', 'speed'])
    const tight = fitColumns(usual, 560)
    expect(tight.names).toEqual(['name', 'state', 'progress', 'speed'])
    expect(tight.leastPx).toBeLessThanOrEqual(560)
  })

  it('takes from the state what a name needs to be whole, down to what the state needs itself', () => {
    const widthsAt = (roomPx: number) => {
      const { names, widths } = fitColumns(usual, roomPx)
      return { name: widths[names.indexOf('name')], state: widths[names.indexOf('state')] }
    }
    expect(widthsAt(1_020)).toEqual({ name: 292, state: 280 })
    expect(widthsAt(696)).toEqual({ name: 260, state: 232 })
    expect(widthsAt(672)).toEqual({ name: 260, state: 208 })
  })

  it('keeps what was chosen or sized, and is scrolled instead', () => {
    const chosen = showColumn(usual, 'queue', true)
    expect(fitColumns(chosen, 600).names).toEqual(chosen.shown)
    expect(fitColumns(chosen, 600).leastPx).toBeGreaterThan(600)
    expect(fitColumns(resizeColumn(usual, 'eta', columnFacts.eta.width, 140), 800).names).toContain('eta')
  })

  it('makes a column wider without moving what stands before it, and what stands behind it moves along', () => {
    const before = fitColumns(usual, 1_200)
    const { width } = columnFacts.state
    const after = fitColumns(resizeColumn(usual, 'state', width, width + 50), 1_200)
    expect(after.widths).toEqual(before.widths.with(1, width + 50))
    expect(after.leastPx).toBe(1_250)
  })

  it('leaves room at the end where a column became narrower, and gives it up where room is short', () => {
    const narrower = resizeColumn(usual, 'progress', columnFacts.progress.width, columnFacts.progress.width - 100)
    const { widths, template } = fitColumns(narrower, 1_200)
    expect(sum(widths)).toBe(1_100)
    expect(template.endsWith('minmax(0, 100px)')).toBe(true)
    expect(fitColumns(narrower, 870).leastPx).toBeLessThanOrEqual(870)
  })

  it('sizes the name by what it leaves free', () => {
    const { widths } = fitColumns(usual, 1_200)
    const sized = fitColumns(resizeColumn(usual, 'name', widths[0] ?? 0, 300), 1_200)
    expect(sized.widths[0]).toBe(300)
    expect(sized.widths.slice(1)).toEqual(widths.slice(1))
  })

  it('makes no column narrower than its content needs', () => {
    for (const name of columnNames.filter((each) => each !== 'name')) {
      expect(resizeColumn(usual, name, 100, -500).widths[name]).toBe(columnFacts[name].least)
    }
  })
})

describe('which columns are shown, and where', () => {
  it('moves one in front of another or to the end; the name stays the first', () => {
    expect(moveColumn(usual, 'speed', 'state').shown).toEqual(['name', 'speed', 'state', 'progress', 'size', 'eta'])
    expect(moveColumn(usual, 'state', null).shown).toEqual(['name', 'progress', 'size', 'speed', 'eta', 'state'])
    expect(moveColumn(usual, 'state', 'name')).toBe(usual)
    expect(moveColumn(usual, 'name', 'eta')).toBe(usual)
    expect(moveColumn(usual, 'queue', 'eta')).toBe(usual)
  })

  it('hides and shows one at its usual place; the name is never hidden', () => {
    const hidden = showColumn(usual, 'size', false)
    expect(hidden.shown).toEqual(['name', 'state', 'progress', 'speed', 'eta'])
    expect(showColumn(hidden, 'size', true)).toEqual(usual)
    expect(showColumn(usual, 'name', false)).toBe(usual)
  })

  it('a dragged head goes where its line is, and nowhere where nothing would change', () => {
    const cells = [
      { name: 'name', left: 0, right: 300 },
      { name: 'state', left: 300, right: 500 },
      { name: 'size', left: 500, right: 600 },
    ] as const
    expect(headerDrop(cells, 'size', 390)).toEqual({ before: 'state', linePx: 300 })
    expect(headerDrop(cells, 'size', 20)).toEqual({ before: 'state', linePx: 300 })
    expect(headerDrop(cells, 'state', 590)).toEqual({ before: null, linePx: 600 })
    expect(headerDrop(cells, 'state', 510)).toBeNull()
    expect(headerDrop(cells, 'size', 580)).toBeNull()
  })
})

describe('what is kept of a view', () => {
  const queue = { ...firstQuery, queueId: 'q1' }
  const layout = { ...layoutOf(new Map(), firstQuery), sort: 'size', order: 'desc', widths: { size: 120 } } as const

  it('each view, queue, folder and session has its own', () => {
    const places = [
      firstQuery,
      { ...firstQuery, view: 'failed' as const },
      queue,
      { ...firstQuery, directory: '/a' },
      { ...firstQuery, sessionId: 's' },
    ]
    expect(new Set(places.map(layoutKey)).size).toBe(places.length)
    const kept = keepLayout(new Map(), queue, layout)
    expect(layoutOf(kept, queue)).toEqual(layout)
    expect(layoutOf(kept, firstQuery).sort).toBe('position')
    expect(keepLayout(kept, queue, null).size).toBe(0)
  })

  it('what is finished shows when that was, and no speed', () => {
    const { shown } = layoutOf(new Map(), { ...firstQuery, view: 'finished' })
    expect(shown).toContain('finished')
    expect(shown).not.toContain('speed')
  })

  it('comes back as it was kept, of many the last', () => {
    const texts = new Map<string, string>()
    const storage = {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
    }
    let kept: KeptLayouts = new Map()
    for (let index = 0; index < 100; index += 1) kept = keepLayout(kept, { ...firstQuery, queueId: `q${index}` }, layout)
    saveLayouts(storage, kept)
    const loaded = loadLayouts(storage)
    expect(loaded).toEqual(kept)
    expect(loaded.size).toBe(60)
    expect(layoutOf(loaded, { ...firstQuery, queueId: 'q99' })).toEqual(layout)
  })

  it('what cannot be read is not there, and what is not known in it is left out', () => {
    for (const text of [null, '', '{', 'null', '{}', '[1]', '[["view all"]]', '[["view all",{"shown":[]}]]', '[[1,{}]]']) {
      expect(readLayouts(text).size).toBe(0)
    }
    const odd = {
      shown: ['name', 'colour', 'size', 'size'],
      widths: { size: -5, name: 3, colour: 9, eta: 'x' },
      sparePx: 1e9,
      sort: 'colour',
    }
    expect(readLayouts(JSON.stringify([['view all', odd]])).get('view all')).toEqual({
      shown: ['name', 'size'],
      widths: { size: columnFacts.size.least },
      sparePx: 0,
      sort: 'position',
      order: 'asc',
    })
  })

  it('a window that may keep nothing works all the same', () => {
    const refusing = {
      getItem(): string {
        throw new Error('refused')
      },
      setItem(): void {
        throw new Error('full')
      },
    }
    expect(loadLayouts(refusing).size).toBe(0)
    expect(loadLayouts(null).size).toBe(0)
    expect(() => saveLayouts(refusing, new Map())).not.toThrow()
  })
})
