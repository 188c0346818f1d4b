import { useState } from 'react'
import type { Settings, SettingsPatch } from '../../../src-preload/contract/index.ts'
import { issueText, problemText } from '../../state/error-text.ts'
import { issuesOf } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'

interface Setting {
  readonly error: string | null
  /** Whether the change was taken. */
  readonly change: (patch: SettingsPatch) => Promise<boolean>
}

/** Changes one setting at once and keeps what the core says against it, in words, for its field. */
export function useSetting(): Setting {
  const { commands } = useCore()
  const t = useText()
  const [error, setError] = useState<string | null>(null)
  return {
    error,
    change: async (patch) => {
      const problem = await commands.changeSettings(patch)
      const issue = problem === null ? undefined : issuesOf(problem)[0]
      setError(problem === null ? null : issue === undefined ? problemText(t, problem) : issueText(t, issue))
      return problem === null
    },
  }
}

export interface SectionProps {
  readonly settings: Settings
}
