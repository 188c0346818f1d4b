import { useEffect, useRef, useState } from 'react'
import { useCore } from '../state/use-core.tsx'
import type { Kept } from './kept.ts'

/** A part that is fetched when it is first shown; null until then. Where that fails it is said, and `onFailure` called. */
export function useDeferred<Part>(part: Kept<Part>, onFailure: () => void): Part | null {
  const { commands } = useCore()
  const [loaded, setLoaded] = useState<{ readonly part: Part } | null>(null)
  const failed = useRef(onFailure)
  failed.current = onFailure
  useEffect(() => {
    if (part.value() !== null) return
    let isGone = false
    part.load().then(
      (fetched) => {
        if (!isGone) setLoaded({ part: fetched })
      },
      () => {
        if (isGone) return
        commands.say({ kind: 'problem', problem: { code: 'OFFLINE', params: {} } })
        failed.current()
      },
    )
    return () => {
      isGone = true
    }
  }, [part, commands])
  return part.value() ?? loaded?.part ?? null
}
