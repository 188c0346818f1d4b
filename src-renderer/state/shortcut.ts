import type { TextKey } from './i18n.ts'
import type { Text } from './use-text.ts'

/** Keys that are pressed together. `key` is `KeyboardEvent.key`, letters in lower case. */
export interface Shortcut {
  readonly key: string
  /** Command on Apple's systems, Control on all others. */
  readonly command?: true
  readonly shift?: true
  readonly alt?: true
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/**
 * Whether a press is the shortcut on this kind of system. Where a sign needs Shift is the layout's own matter: `?` is
 * one key with it here and another there, so Shift is compared for letters and named keys alone.
 */
export function isShortcut(press: KeyPress, shortcut: Shortcut, apple: boolean): boolean {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  if (key !== shortcut.key) return false
  const [command, other] = apple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  if (other || command !== (shortcut.command ?? false)) return false
  const isSign = key.length === 1 && !/[\p{L}\s]/u.test(key)
  // Signs may need the third level of a layout, which some systems report as Alt.
  if (isSign) return shortcut.command !== undefined ? press.altKey === (shortcut.alt ?? false) : true
  return press.altKey === (shortcut.alt ?? false) && press.shiftKey === (shortcut.shift ?? false)
}

const keyNames: Readonly<Record<string, TextKey>> = {
  ArrowUp: 'common:key.up',
  ArrowDown: 'common:key.down',
  ArrowLeft: 'command:key.left',
  ArrowRight: 'command:key.right',
  Home: 'common:key.home',
  End: 'common:key.end',
  Delete: 'common:key.delete',
  Insert: 'command:key.insert',
  Enter: 'command:key.enter',
  Escape: 'command:key.escape',
  ContextMenu: 'command:key.menu',
  ' ': 'command:key.space',
}

/** The keys of a shortcut as the platform writes them, each for a cap of its own. */
export function shortcutCaps(t: Text, { key, command, shift, alt }: Shortcut, apple: boolean): readonly string[] {
  const name = keyNames[key]
  const last = name === undefined ? key.toUpperCase() : t(name)
  const before = apple
    ? [alt === true && '⌥', shift === true && '⇧', command === true && '⌘']
    : [command === true && t('common:key.ctrl'), alt === true && t('common:key.alt'), shift === true && t('common:key.shift')]
  return [...before.filter((cap) => cap !== false), last]
}

/** The same in one line: `Ctrl+Shift+P`, `⇧⌘P`. */
export function shortcutText(t: Text, shortcut: Shortcut, apple: boolean): string {
  return shortcutCaps(t, shortcut, apple).join(apple ? '' : '+')
}
