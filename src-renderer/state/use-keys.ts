import { useMemo } from 'react'
import { keysOf } from './actions.ts'
import { isApple } from './platform.ts'
import { shortcutText } from './shortcut.ts'
import { useText } from './use-text.ts'

/** The keys of an action, as this platform writes them; undefined where it has none. */
export function useKeys(): (actionId: string) => string | undefined {
  const t = useText()
  return useMemo(() => {
    const apple = isApple()
    return (actionId) => {
      const shortcut = keysOf(actionId)
      return shortcut === null ? undefined : shortcutText(t, shortcut, apple)
    }
  }, [t])
}
