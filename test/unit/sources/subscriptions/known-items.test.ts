import { expect, it } from 'vitest'
import { type ItemIdentity, knownItems } from '../../../../src-main/sources/subscriptions/known-items.ts'

const entry = (key: string | null, label: string | null, url = `http://127.0.0.1/${key}`): ItemIdentity => ({ key, label, url })
const seen = (id: string, identity: ItemIdentity) => ({ id, ...identity })
const idsOf = (entries: ItemIdentity[], before: ReturnType<typeof seen>[]) =>
  knownItems(entries, before).map((item) => item?.id ?? null)

it('an item is known by its key, whatever else has changed', () => {
  const before = [seen('a', entry('1', 'One')), seen('b', entry('2', 'Two'))]
  expect(idsOf([entry('2', 'Two, again', 'http://127.0.0.1/moved'), entry('3', 'Three'), entry('1', 'One')], before)).toEqual([
    'b',
    null,
    'a',
  ])
})

it('a feed that gave all its items new keys is known by titles and dates', () => {
  const before = [seen('a', entry('old-1', 'One')), seen('b', entry('old-2', 'Two'))]
  expect(idsOf([entry('new-2', 'Two'), entry('new-1', 'One'), entry('new-3', 'Three')], before)).toEqual(['b', 'a', null])
})

it('a title and date that several have proves nothing', () => {
  expect(idsOf([entry('new', 'News')], [seen('a', entry('1', 'News')), seen('b', entry('2', 'News'))])).toEqual([null])
  expect(idsOf([entry('x', 'News'), entry('y', 'News')], [seen('a', entry('1', 'News'))])).toEqual([null, null])
})

it('a second file of an item is new beside the first, which has the same title and date', () => {
  expect(idsOf([entry('1', 'One'), entry('1 (2)', 'One')], [seen('a', entry('1', 'One'))])).toEqual(['a', null])
})

it('an address is what remains where there is neither key nor title, and only then', () => {
  const before = [seen('a', entry(null, null, 'http://127.0.0.1/a.mp3'))]
  expect(idsOf([entry(null, null, 'http://127.0.0.1/a.mp3#t=5')], before)).toEqual(['a'])
  const latest = 'http://127.0.0.1/latest.mp3'
  expect(idsOf([entry('2', 'Two', latest)], [seen('a', entry('1', 'One', latest))])).toEqual([null])
})
