import type { TextKey } from '../i18n.ts'
import { wholeList } from '../list-query.ts'
import type { Shortcut } from '../shortcut.ts'
import { showPage, togglePage } from '../show-page.ts'
import type { Page } from '../view-store.ts'
import type { WindowAction } from './action.ts'

/**
 * A page, shown and left again by the same keys. They are those that browsers leave to pages, because editors make text
 * bold and italic with them.
 */
const page = (name: Exclude<Page, 'list'>, label: TextKey, shortcut?: Shortcut): WindowAction => ({
  id: `page.${name}`,
  label,
  group: 'go',
  ...(shortcut !== undefined && { shortcuts: [shortcut] }),
  run: ({ view }) => togglePage(view, name),
})

const theme = (value: 'system' | 'light' | 'dark'): WindowAction => ({
  id: `theme.${value}`,
  label: `command:theme.${value}`,
  group: 'window',
  run: ({ commands }) => void commands.changeSettings({ theme: value }),
})

const language = (value: 'de' | 'en', label: TextKey): WindowAction => ({
  id: `language.${value}`,
  label,
  group: 'window',
  run: ({ commands }) => void commands.changeSettings({ language: value }),
})

/** Where to go, and what concerns the window itself. */
export const windowActions: readonly WindowAction[] = [
  {
    id: 'palette',
    label: 'command:palette.open',
    group: 'go',
    // Firefox has a window of its own at Ctrl+Shift+P.
    shortcuts: [
      { key: 'k', command: true },
      { key: 'p', command: true, shift: true },
    ],
    run: ({ view }) => view.setState({ isSidebarOpen: false, dialog: { kind: 'palette' } }),
  },
  {
    id: 'search',
    label: 'common:search.label',
    group: 'go',
    shortcuts: [{ key: 'f', command: true }],
    run: () => document.getElementById('search')?.focus(),
  },
  {
    id: 'showAll',
    label: 'table:empty.showAll',
    group: 'go',
    isOffered: ({ page: shown, isNarrowed }) => shown !== 'list' || isNarrowed,
    run: ({ view, rows }) => {
      showPage(view, 'list')
      rows.change({ ...wholeList, search: '' })
    },
  },
  {
    id: 'saveView',
    label: 'command:views.save',
    group: 'go',
    shortcuts: [{ key: 's', command: true }],
    isOffered: ({ page: shown, isNarrowed, isByPosition }) => shown === 'list' && (isNarrowed || !isByPosition),
    run: ({ view }) => view.setState({ dialog: { kind: 'savedView', saved: null } }),
  },
  page('overview', 'overview:title', { key: 'u', command: true }),
  page('report', 'report:title', { key: 'b', command: true }),
  page('sessions', 'sessions:title', { key: 'i', command: true }),
  page('subscriptions', 'subscriptions:title'),
  {
    id: 'settings',
    label: 'common:action.settings',
    group: 'window',
    shortcuts: [{ key: ',', command: true }],
    run: ({ view }) => view.setState({ dialog: { kind: 'settings' } }),
  },
  {
    id: 'shortcuts',
    label: 'command:sheet.title',
    group: 'window',
    shortcuts: [{ key: '?' }],
    run: ({ view }) => view.setState({ isSidebarOpen: false, dialog: { kind: 'shortcuts' } }),
  },
  theme('system'),
  theme('light'),
  theme('dark'),
  language('de', 'command:language.de'),
  language('en', 'command:language.en'),
]
