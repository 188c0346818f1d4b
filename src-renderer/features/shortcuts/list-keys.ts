import type { TextKey } from '../../state/i18n.ts'
import type { Shortcut } from '../../state/shortcut.ts'

/** Keys of the list that are no actions: moving about in it. */
export const listKeys: readonly { readonly id: string; readonly label: TextKey; readonly shortcuts: readonly Shortcut[] }[] = [
  { id: 'move', label: 'command:sheet.list.move', shortcuts: [{ key: 'ArrowUp' }, { key: 'ArrowDown' }] },
  { id: 'ends', label: 'command:sheet.list.ends', shortcuts: [{ key: 'Home' }, { key: 'End' }] },
  {
    id: 'extend',
    label: 'command:sheet.list.extend',
    shortcuts: [
      { key: 'ArrowUp', shift: true },
      { key: 'ArrowDown', shift: true },
    ],
  },
  {
    id: 'pass',
    label: 'command:sheet.list.pass',
    shortcuts: [
      { key: 'ArrowUp', command: true },
      { key: 'ArrowDown', command: true },
    ],
  },
  { id: 'select', label: 'command:sheet.list.select', shortcuts: [{ key: ' ', command: true }] },
  { id: 'selectTo', label: 'command:sheet.list.selectTo', shortcuts: [{ key: ' ', shift: true }] },
  { id: 'open', label: 'command:sheet.list.open', shortcuts: [{ key: 'ArrowRight' }] },
  { id: 'close', label: 'command:sheet.list.close', shortcuts: [{ key: 'ArrowLeft' }] },
  { id: 'activate', label: 'command:sheet.list.activate', shortcuts: [{ key: 'Enter' }] },
  { id: 'toggle', label: 'command:sheet.list.toggle', shortcuts: [{ key: ' ' }] },
  { id: 'remedy', label: 'command:sheet.list.remedy', shortcuts: [{ key: 'f' }] },
  { id: 'menu', label: 'command:sheet.list.menu', shortcuts: [{ key: 'ContextMenu' }, { key: 'F10', shift: true }] },
  { id: 'leave', label: 'command:sheet.list.leave', shortcuts: [{ key: 'Escape' }] },
]
