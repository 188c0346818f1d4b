import { useEffect } from 'react'
import { actionOfKeys, runAction } from '../state/actions.ts'
import { closeOne } from '../state/close-one.ts'
import { isApple } from '../state/platform.ts'
import { focusTable } from '../state/table-focus.ts'
import { useCore } from '../state/use-core.tsx'
import { isEditable } from './dropped-text.ts'

/** Keys that hold in the whole window, as long as no dialog is open. */
export function useShortcuts(): void {
  const core = useCore()
  useEffect(() => {
    const { view } = core
    const apple = isApple()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || view.getState().dialog !== null) return
      if (event.key === 'Escape') {
        if (!closeOne(view)) focusTable()
        return
      }
      // A sign that is typed is text in a field.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && isEditable(event.target)) return
      const action = actionOfKeys(event, apple)
      if (action?.isFieldsToo === true && isEditable(event.target)) return
      if (action !== null && runAction(core, action)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [core])
}
