import { expect, test } from 'vitest'
import { findEntries } from '../../../src-renderer/state/find-entries.ts'
import { createRecentCommands } from '../../../src-renderer/state/recent-commands.ts'

const entries = [
  { id: 'all', label: 'Alle fehlgeschlagenen wiederholen' },
  { id: 'queue', label: 'Neue Warteschlange' },
  { id: 'over', label: 'Über Nacht laden' },
  { id: 'slots', label: 'Gleichzeitige Downloads', find: 'Slots parallel' },
  { id: 'street', label: 'Straße' },
  { id: 'new', label: 'Warteschlange, neu' },
]
const ids = (typed: string, recent: readonly string[] = []) => findEntries(entries, typed, recent).map(({ entry }) => entry.id)
const marked = (typed: string) =>
  findEntries(entries, typed, [])[0]
    ?.parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
    .join('')

test('beginnings of words are found in any order, and what begins as the label does comes first', () => {
  expect(ids('wied all')).toEqual(['all'])
  expect(ids('neu wart')).toEqual(['queue', 'new'])
  expect(ids('wart neu')).toEqual(['new', 'queue'])
  expect(ids('wart nichts')).toEqual([])
})

test('umlauts and accents are found without them, as two letters and as they are, and marked as they stand', () => {
  expect(marked('uber')).toBe('[Über] Nacht laden')
  expect(marked('ueb')).toBe('[Üb]er Nacht laden')
  expect(marked('ÜBER n')).toBe('[Über] [N]acht laden')
  expect(marked('strass')).toBe('[Straß]e')
})

test('parts of long words are found behind beginnings, from three letters on', () => {
  expect(marked('schlange')).toBe('Neue Warte[schlange]')
  expect(ids('sc')).toEqual([])
})

test('words that are not shown find an entry, behind those whose label holds them', () => {
  expect(ids('slots')).toEqual(['slots'])
  expect(marked('slots')).toBe('Gleichzeitige Downloads')
})

test('what was used lately comes first among equals alone', () => {
  expect(ids('', ['over', 'street']).slice(0, 2)).toEqual(['over', 'street'])
  expect(ids('neu wart', ['new'])).toEqual(['queue', 'new'])
})

test('what was chosen is remembered once each, the last first, also where a browser keeps nothing', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  }
  const recent = createRecentCommands(storage)
  for (const id of ['a', 'b', 'a']) recent.add(id)
  expect(createRecentCommands(storage).ids()).toEqual(['a', 'b'])

  const refused = createRecentCommands({
    getItem: () => 'no json',
    setItem: () => {
      throw new Error('full')
    },
  })
  refused.add('c')
  expect(refused.ids()).toEqual(['c'])
})
