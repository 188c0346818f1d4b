import { useState } from 'react'
import type { Problem } from './problem.ts'

/** For what a dialog asks of the core: one request at a time, and why the last one was refused. */
export function useSending() {
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    isSending,
    problem,
    /** What was refused is about to be another value. */
    forgetProblem: () => setProblem(null),
    /** Whether it was done; not where another one is still on its way. */
    async send(request: () => Promise<Problem | null>): Promise<boolean> {
      if (isSending) return false
      setSending(true)
      const refused = await request()
      setSending(false)
      setProblem(refused)
      return refused === null
    },
  }
}
