import { type ComponentType, useState } from 'react'
import type { Settings, SettingsPatch } from '../../../src-preload/contract/index.ts'
import { issueText, problemText } from '../../state/error-text.ts'
import { issuesOf, type Problem } from '../../state/problem.ts'
import type { SettingId } from '../../state/setting-catalogue.ts'
import { settingsPatch } from '../../state/setting-value.ts'
import { useCore } from '../../state/use-core.tsx'
import { type Text, useText } from '../../state/use-text.ts'

interface Setting {
  readonly error: string | null
  /** Whether the change was taken. */
  readonly change: (patch: SettingsPatch) => Promise<boolean>
}

/** Changes one setting at once and keeps what the core says against it, in words, for its field. */
export function useSetting(): Setting {
  const { commands } = useCore()
  const t = useText()
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    error: problem === null ? null : refusalText(t, problem),
    change: async (patch) => {
      const refused = await commands.changeSettings(patch)
      setProblem(refused)
      return refused === null
    },
  }
}

/** Why a change was refused: what is wrong with its value, or what stood in the way. */
export function refusalText(t: Text, problem: Problem): string {
  const issue = issuesOf(problem)[0]
  return issue === undefined ? problemText(t, problem) : issueText(t, issue)
}

/** The change of one setting. */
export const patchOf = (id: SettingId, value: unknown): SettingsPatch => settingsPatch(new Map([[id, value]]))

/** What every control of a setting is given. */
export interface ControlProps {
  readonly settings: Settings
}

export type SettingControl = ComponentType<ControlProps>
