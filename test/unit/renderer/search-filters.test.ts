import { expect, test } from 'vitest'
import { filterSuggestions } from '../../../src-renderer/state/filter-suggestions.ts'
import { createI18n, type TextKey } from '../../../src-renderer/state/i18n.ts'
import { views } from '../../../src-renderer/state/list-query.ts'
import { type FilterFacts, readSearch, vocabularyOf } from '../../../src-renderer/state/search-filters.ts'

const i18n = createI18n('de')
const vocabulary = vocabularyOf(['en', 'de'].map((language) => (key: TextKey) => i18n.getFixedT(language)(key)))
const facts: FilterFacts = {
  vocabulary,
  locale: 'de-DE',
  queues: [
    { id: 'default', name: 'Standard' },
    { id: 'q1', name: 'Nachts' },
  ],
  folders: [
    { id: '/a/Serien', name: 'Serien' },
    { id: '/b/Serien', name: 'Serien' },
    { id: '/a/Meine Filme', name: 'Meine Filme' },
  ],
  sessions: [{ id: 's1', name: 'Mediathek' }],
}
const patchOf = (typed: string) => readSearch(`${typed} `, facts).patch
const read = (typed: string) => readSearch(typed, facts)

test('a filter means the same in both languages, with and without umlauts and capitals', () => {
  for (const typed of ['state:failed', 'status:fehlgeschlagen', 'Zustand:FEHLER'])
    expect(patchOf(typed)).toEqual({ view: 'failed' })
  for (const typed of ['size:>100MB', 'größe:>100mb', 'GROSSE:>0,1GB']) {
    expect(patchOf(typed)).toEqual({ minBytes: 100_000_001, maxBytes: null })
  }
  expect(patchOf('queue:nachts')).toEqual(patchOf('warteschlange:Nachts'))
})

test('sizes are bounds with or without themselves, or from one to another', () => {
  expect(patchOf('size:>=1GB')).toEqual({ minBytes: 1e9, maxBytes: null })
  expect(patchOf('size:<1,5GB')).toEqual({ minBytes: null, maxBytes: 1_499_999_999 })
  expect(patchOf('size:≤1KiB')).toEqual({ minBytes: null, maxBytes: 1_024 })
  expect(patchOf('size:100MB-1GB')).toEqual({ minBytes: 1e8, maxBytes: 1e9 })
  for (const wrong of ['100MB', '>', '>viel', '1GB-100MB', '<0', '>10XB']) expect(patchOf(`size:${wrong}`)).toBeNull()
})

test('a server is read as episodes have it, also out of an address', () => {
  expect(patchOf('host:Example.org')).toEqual({ atHost: 'example.org' })
  expect(patchOf('server:https://example.org:8443/path')).toEqual({ atHost: 'example.org:8443' })
  expect(patchOf('host:müller.example')).toEqual({ atHost: 'xn--mller-kva.example' })
  expect(read('host:a/ ').wrong).toBeNull()
  expect(read('host:%% ').wrong).toEqual({ key: 'host', value: '%%' })
})

test('what has a name is found by it, by where it is, or by a beginning that nothing else has', () => {
  expect(patchOf('folder:"Meine Filme"')).toEqual({ directory: '/a/Meine Filme' })
  expect(patchOf('ordner:meine')).toEqual({ directory: '/a/Meine Filme' })
  expect(patchOf('folder:/b/Serien')).toEqual({ directory: '/b/Serien' })
  expect(patchOf('session:media')).toEqual({ sessionId: 's1' })
  expect(read('queue:tags ')).toMatchObject({
    patch: null,
    wrong: { key: 'queue', value: 'tags' },
    rest: 'queue:tags ',
    words: '',
  })
})

test('a filter is taken out of what is typed once it is whole, and looked for neither then nor before', () => {
  expect(read('drei state:fai')).toMatchObject({
    patch: null,
    words: 'drei',
    pending: { key: 'state', value: 'fai' },
    wrong: null,
  })
  expect(read('drei state:failed ')).toMatchObject({ patch: { view: 'failed' }, rest: 'drei', words: 'drei', pending: null })
  expect(read('state:failed size:>1GB teil')).toMatchObject({
    patch: { view: 'failed', minBytes: 1_000_000_001 },
    rest: 'teil',
    words: 'teil',
  })
})

test('addresses and titles with a colon are words', () => {
  for (const typed of ['https://a.example/x ', 'Teil: zwei ', ':x ']) {
    expect(read(typed)).toMatchObject({ patch: null, words: typed.trim(), pending: null, wrong: null })
  }
})

test('filters are offered by their beginning in either language, and values by what stands in them', () => {
  const words = { keyWord: (key: string) => key, states: views.map((view) => ({ view, name: view })) }
  const texts = (typed: string) => filterSuggestions(typed, read(typed), facts, words).map(({ text }) => text)
  expect(texts('')).toContain('size:')
  expect(texts('drei gr')).toEqual(['size:'])
  expect(texts('drei')).toEqual([])
  expect(texts('state:f')).toEqual(['state:finished', 'state:failed'])
  expect(texts('folder:')).toEqual(['folder:/a/Serien', 'folder:/b/Serien', 'folder:"Meine Filme"'])
  expect(filterSuggestions('', read(''), { ...facts, sessions: [], queues: [] }, words).map(({ key }) => key)).toEqual([
    'state',
    'host',
    'size',
    'folder',
  ])
})
