import { useEffect } from 'react'
import { useCore } from '../state/use-core.tsx'

/** Keys that hold in the whole window, as long as no dialog is open. */
export function useShortcuts(): void {
  const { view } = useCore()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (view.getState().dialog !== null) return
      switch (event.key.toLowerCase()) {
        case 'n':
          view.setState({ dialog: { kind: 'add', text: '' } })
          break
        case 'f':
          document.getElementById('search')?.focus()
          break
        case ',':
          view.setState({ dialog: { kind: 'settings' } })
          break
        default:
          return
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [view])
}
