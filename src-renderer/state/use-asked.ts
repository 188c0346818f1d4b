import { useEffect, useRef, useState } from 'react'

/** What changes all the time is asked for this often at most. */
const askAgainMs = 1_500

/**
 * The answer to a question, which is asked anew when `about` changes, at once, and after `news` at most every 1.5 s.
 * Null until the first answer; an older answer stays until there is a newer one about the same.
 */
export function useAsked<Answer>(ask: () => Promise<Answer | null>, about: string, news: number): Answer | null {
  const [answer, setAnswer] = useState<{ readonly about: string; readonly value: Answer } | null>(null)
  const asking = useRef(ask)
  asking.current = ask
  const last = useRef({ about: '', atMs: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the news say that the answer may be another.
  useEffect(() => {
    let isOver = false
    const isNew = last.current.about !== about
    const delayMs = isNew ? 0 : Math.max(0, last.current.atMs + askAgainMs - performance.now())
    const timer = setTimeout(() => {
      last.current = { about, atMs: performance.now() }
      void asking.current().then((value) => {
        if (!isOver && value !== null) setAnswer({ about, value })
      })
    }, delayMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [about, news])
  return answer === null ? null : answer.value
}
