import { useEffect } from 'react'
import { focusTable } from '../state/table-focus.ts'
import { useCore } from '../state/use-core.tsx'

/** Milliseconds in which whoever closed something may give the focus back to where it came from. */
const patienceMs = 60

/**
 * Keeps the keyboard from losing its place: what had the focus may be removed, be disabled by its own press, or close.
 * If nothing else has taken the focus, the table does.
 */
export function useKeptFocus(): void {
  const { view } = useCore()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let frame = 0
    /** Before someone has put the focus anywhere there is no place to lose. */
    let hadFocus = false
    const onFocusIn = () => {
      hadFocus = true
    }
    const check = () => {
      if (!hadFocus) return
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      timer = setTimeout(() => {
        // It is given back with the next picture, and a busy machine draws few of them: behind that one.
        frame = requestAnimationFrame(() => {
          if (document.activeElement === document.body && view.getState().dialog === null) focusTable()
        })
      }, patienceMs)
    }
    const observer = new MutationObserver(check)
    observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['disabled'] })
    const unsubscribe = view.subscribe((state, before) => {
      if (
        state.dialog !== before.dialog ||
        state.page !== before.page ||
        state.toasts !== before.toasts ||
        state.isDetailsOpen !== before.isDetailsOpen ||
        state.isSidebarOpen !== before.isSidebarOpen
      )
        check()
    })
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('focusout', check)
    return () => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      observer.disconnect()
      unsubscribe()
      document.removeEventListener('focusin', onFocusIn)
      document.removeEventListener('focusout', check)
    }
  }, [view])
}
