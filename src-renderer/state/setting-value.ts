import { defaultSettings, type Settings, type SettingsPatch } from '../../src-preload/contract/index.ts'
import { type SettingId, settingCatalogue, settingIds } from './setting-catalogue.ts'

/** What the defaults depend on; null while it is not known. */
export interface Installation {
  readonly mode: 'desktop' | 'web'
  readonly defaultDownloadDirectory: string
}

/** Settings that mean nothing while another one is off. */
const switches = {
  'autoScaleBounds.minSlots': 'autoScale',
  'autoScaleBounds.maxSlots': 'autoScale',
  'autoScaleBounds.maxConnectionsPerHost': 'autoScale',
  'schedule.windows': 'schedule.enabled',
  'schedule.otherwise': 'schedule.enabled',
  'schedule.timeZone': 'schedule.enabled',
  'laterRetries.delaysMinutes': 'laterRetries.enabled',
} as const satisfies Partial<Record<SettingId, SettingId>>

export function settingValue(settings: Partial<Settings> | SettingsPatch, id: SettingId): unknown {
  const [group = '', part] = id.split('.')
  const value = memberOf(settings, group)
  return part === undefined ? value : memberOf(value, part)
}

/** The change that gives these settings these values. */
export function settingsPatch(values: ReadonlyMap<SettingId, unknown>): SettingsPatch {
  const patch: Record<string, unknown> = {}
  for (const [id, value] of values) {
    const [group = '', part] = id.split('.')
    if (part === undefined) patch[group] = value
    else patch[group] = { ...objectOf(patch[group]), [part]: value }
  }
  return patch
}

/** What a setting is in a fresh installation; undefined while that is not known. */
export function defaultValue(id: SettingId, installation: Installation | null): unknown {
  return settingValue({ ...defaultSettings, downloadDirectory: installation?.defaultDownloadDirectory ?? '' }, id)
}

/** Which of these settings are not as in a fresh installation. */
export function changedSettings(
  ids: readonly SettingId[],
  settings: Settings,
  installation: Installation | null,
): readonly SettingId[] {
  if (installation === null) return []
  return ids.filter((id) => !isSameValue(settingValue(settings, id), defaultValue(id, installation)))
}

/** Whether two values of a setting mean the same: the order of an object's members does not count. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other)) return false
    return one.length === other.length && one.every((value, index) => isSameValue(value, other[index]))
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => isSameValue(memberOf(one, key), memberOf(other, key)))
}

/**
 * The setting to show where this one is asked for: the one that switches it on while it is off, and none where this kind
 * of program cannot do it.
 */
export function shownSetting(id: SettingId, settings: Settings, mode: Installation['mode'] | undefined): SettingId | null {
  if (settingCatalogue[id].isDesktopOnly && mode !== 'desktop') return null
  const parent = isSwitched(id) ? switches[id] : null
  return parent === null || settingValue(settings, parent) === true ? id : parent
}

/** Every setting that is shown now, in the order of the catalogue. */
export function shownSettings(settings: Settings, mode: Installation['mode'] | undefined): readonly SettingId[] {
  return settingIds.filter((id) => shownSetting(id, settings, mode) === id)
}

function isSwitched(id: SettingId): id is keyof typeof switches {
  return Object.hasOwn(switches, id)
}

function memberOf(value: unknown, key: string): unknown {
  return objectOf(value)[key]
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
