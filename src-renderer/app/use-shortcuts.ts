import { useEffect } from 'react'
import { closeOne } from '../state/close-one.ts'
import { togglePage } from '../state/show-page.ts'
import { focusTable } from '../state/table-focus.ts'
import { useCore } from '../state/use-core.tsx'

/**
 * What a key means in the whole window. Insert stands beside Ctrl+N, which a browser keeps for itself; the pages have
 * Ctrl+B and Ctrl+I, which browsers leave to pages because editors make text bold and italic with them.
 */
function shortcutOf(event: KeyboardEvent): 'add' | 'search' | 'settings' | 'report' | 'sessions' | null {
  if (event.altKey || event.shiftKey) return null
  const hasCommand = event.ctrlKey || event.metaKey
  if (event.key === 'Insert') return hasCommand ? null : 'add'
  if (!hasCommand) return null
  switch (event.key.toLowerCase()) {
    case 'n':
      return 'add'
    case 'f':
      return 'search'
    case 'b':
      return 'report'
    case 'i':
      return 'sessions'
    case ',':
      return 'settings'
    default:
      return null
  }
}

/** Keys that hold in the whole window, as long as no dialog is open. */
export function useShortcuts(): void {
  const { view } = useCore()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && view.getState().dialog === null) {
        if (!closeOne(view)) focusTable()
        return
      }
      const shortcut = shortcutOf(event)
      if (shortcut === null || view.getState().dialog !== null) return
      if (shortcut === 'add') view.setState({ dialog: { kind: 'add', text: '' } })
      else if (shortcut === 'settings') view.setState({ dialog: { kind: 'settings' } })
      else if (shortcut === 'report' || shortcut === 'sessions') togglePage(view, shortcut)
      else document.getElementById('search')?.focus()
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [view])
}
