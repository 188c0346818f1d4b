import { useState } from 'react'
import type { Settings } from '../../../src-preload/contract/index.ts'
import type { Problem } from '../../state/problem.ts'
import type { SettingId } from '../../state/setting-catalogue.ts'
import { changedSettings, defaultValue, settingsPatch, settingValue } from '../../state/setting-value.ts'
import { useCore, useLive } from '../../state/use-core.tsx'

/** What was put back to the defaults last, with what it was. */
export interface LastReset {
  readonly earlier: ReadonlyMap<SettingId, unknown>
  /** Why it could not be. */
  readonly problem: Problem | null
}

/** Puts settings back to what they are in a fresh installation, and can take the last time back. */
export function useReset(settings: Settings | null) {
  const { commands } = useCore()
  const app = useLive((state) => state.app)
  const [last, setLast] = useState<LastReset | null>(null)
  const valuesOf = (ids: readonly SettingId[], read: (id: SettingId) => unknown) => new Map(ids.map((id) => [id, read(id)]))
  return {
    last,
    fallback: (id: SettingId) => defaultValue(id, app),
    /** Those of these settings that there is something to put back of. */
    changed: (ids: readonly SettingId[]) => (settings === null ? [] : changedSettings(ids, settings, app)),
    async reset(ids: readonly SettingId[]): Promise<void> {
      if (settings === null) return
      const earlier = valuesOf(ids, (id) => settingValue(settings, id))
      const problem = await commands.changeSettings(settingsPatch(valuesOf(ids, (id) => defaultValue(id, app))))
      setLast({ earlier, problem })
    },
    async takeBack(): Promise<void> {
      if (last === null) return
      const problem = await commands.changeSettings(settingsPatch(last.earlier))
      setLast(problem === null ? null : { ...last, problem })
    },
  }
}
