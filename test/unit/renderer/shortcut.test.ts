import { expect, test } from 'vitest'
import { tableKey } from '../../../src-renderer/features/table/keys.ts'
import { actionOfKeys, actions } from '../../../src-renderer/state/actions.ts'
import { isApple } from '../../../src-renderer/state/platform.ts'
import { isShortcut, type KeyPress, shortcutText } from '../../../src-renderer/state/shortcut.ts'
import type { Text } from '../../../src-renderer/state/use-text.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

test('the palette opens with Command on a Mac and with Control elsewhere, and not the other way round', () => {
  expect(actionOfKeys(press('k', { metaKey: true }), true)?.id).toBe('palette')
  expect(actionOfKeys(press('k', { ctrlKey: true }), true)).toBeNull()
  expect(actionOfKeys(press('k', { ctrlKey: true }), false)?.id).toBe('palette')
  expect(actionOfKeys(press('k', { metaKey: true }), false)).toBeNull()
  expect(actionOfKeys(press('P', { ctrlKey: true, shiftKey: true }), false)?.id).toBe('palette')
})

test('the question mark is the sheet on every layout, with or without Shift, but not with Control', () => {
  expect(actionOfKeys(press('?', { shiftKey: true }), false)?.id).toBe('shortcuts')
  expect(actionOfKeys(press('?'), false)?.id).toBe('shortcuts')
  expect(actionOfKeys(press('?', { shiftKey: true, ctrlKey: true }), false)).toBeNull()
})

test('keys that are held beside a shortcut make it another', () => {
  const shortcut = { key: 'Delete', shift: true } as const
  expect(isShortcut(press('Delete', { shiftKey: true }), shortcut, false)).toBe(true)
  expect(isShortcut(press('Delete'), shortcut, false)).toBe(false)
  expect(isShortcut(press('Delete', { shiftKey: true, altKey: true }), shortcut, false)).toBe(false)
})

test('a shortcut is written as the platform writes it', () => {
  const t: Text = (key) => key.split('.').at(-1) ?? key
  const shortcut = { key: 'p', command: true, shift: true } as const
  expect(shortcutText(t, shortcut, true)).toBe('⇧⌘P')
  expect(shortcutText(t, shortcut, false)).toBe('ctrl+shift+P')
  expect(isApple('MacIntel')).toBe(true)
  expect(isApple('Linux x86_64')).toBe(false)
})

test('no two actions have the same name, and no two of the same place the same keys', () => {
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
  const keys = actions.flatMap(({ shortcuts = [], keysOf }) => shortcuts.map((shortcut) => JSON.stringify([keysOf, shortcut])))
  expect(new Set(keys).size).toBe(keys.length)
})

test('the table understands every key that is told to be its own', () => {
  for (const { id, shortcuts = [], keysOf } of actions) {
    if (keysOf !== 'table') continue
    for (const { key, command = false, shift = false, alt = false } of shortcuts) {
      const held = { ctrlKey: command, shiftKey: shift, altKey: alt }
      expect(tableKey(press(key, held), { index: 0, total: 9, page: 5 }), id).not.toBeNull()
    }
  }
})
