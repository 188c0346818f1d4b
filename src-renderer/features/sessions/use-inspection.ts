import { useEffect, useState } from 'react'
import type { CookieInspection } from '../../../src-preload/contract/index.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'

/** Typing must not ask for a look per letter. */
const typingPauseMs = 200

export interface Looked {
  /** Null before there is something to look at, and where it could not be looked at. */
  readonly inspection: CookieInspection | null
  readonly problem: Problem | null
  /** Whether this is about what stands there now. */
  readonly isCurrent: boolean
}

/** What a text of cookies holds, a moment after it was last changed; what was found before stays until then. */
export function useInspection(text: string, host: string): Looked {
  const { sessions } = useCore()
  const about = JSON.stringify([text, host])
  const [looked, setLooked] = useState<{ readonly about: string } & Omit<Looked, 'isCurrent'>>({
    about: '',
    inspection: null,
    problem: null,
  })
  useEffect(() => {
    if (text.trim() === '') return setLooked({ about, inspection: null, problem: null })
    let isOver = false
    const timer = setTimeout(() => {
      void sessions.inspect(text, host).then(({ value, problem }) => {
        if (!isOver) setLooked({ about, inspection: value, problem })
      })
    }, typingPauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [sessions, text, host, about])
  return { inspection: looked.inspection, problem: looked.problem, isCurrent: looked.about === about }
}
