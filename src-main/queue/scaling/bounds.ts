import type { AutoScaleBounds, Settings, SettingsPatch } from '../../../src-preload/contract/index.ts'
import { type Refusal, refuse } from '../refusal.ts'

type SlotBound = 'minSlots' | 'maxSlots'

/** Why a change of the bounds does not fit to the one that stays; null where it does. */
export function unfitBound(settings: Settings, patch: SettingsPatch): Refusal | null {
  const bounds: AutoScaleBounds = { ...settings.autoScaleBounds }
  const given: SlotBound[] = []
  for (const key of ['minSlots', 'maxSlots'] as const) {
    const value = patch.autoScaleBounds?.[key]
    if (value === undefined) continue
    bounds[key] = value
    given.push(key)
  }
  const [key] = given
  if (key === undefined || bounds.minSlots <= bounds.maxSlots) return null
  // Of two that do not fit together the lower one is named.
  const range = key === 'minSlots' ? { minimum: 1, maximum: bounds.maxSlots } : { minimum: bounds.minSlots, maximum: 512 }
  const reason = key === 'minSlots' ? 'maximum' : 'minimum'
  return refuse('INVALID_INPUT', { issues: [{ path: `autoScaleBounds.${key}`, value: bounds[key], reason, ...range }] })
}
