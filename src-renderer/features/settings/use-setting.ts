import { useState } from 'react'
import type { Settings, SettingsPatch } from '../../../src-preload/contract/index.ts'
import { issueText, problemText } from '../../state/error-text.ts'
import { issuesOf } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'

/** Changes one setting at once and keeps what the core says against it, in words, for its field. */
export function useSetting(): { readonly error: string | null; readonly change: (patch: SettingsPatch) => void } {
  const { commands } = useCore()
  const t = useText()
  const [error, setError] = useState<string | null>(null)
  return {
    error,
    change: (patch) => {
      void commands.changeSettings(patch).then((problem) => {
        if (problem === null) return setError(null)
        const issue = issuesOf(problem)[0]
        setError(issue === undefined ? problemText(t, problem) : issueText(t, issue))
      })
    },
  }
}

export interface SectionProps {
  readonly settings: Settings
}
