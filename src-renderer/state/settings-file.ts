import { plainProxyUses, type Settings, type SettingsPatch } from '../../src-preload/contract/index.ts'
import { admittedNumbers, isAdmitted } from './admitted-value.ts'
import { isSettingId, type SettingId, settingIds } from './setting-catalogue.ts'
import { isSameValue, settingsPatch, settingValue } from './setting-value.ts'

const kind = 'staffel-settings'
/** Of the file's form; one that a newer program writes otherwise is not guessed at. */
const formVersion = 1
/** Characters; the settings have some thousands. */
const longestFile = 4_000_000

/** What belongs to one computer: places on its disk, and whom it trusts. */
const ownSettings: ReadonlySet<SettingId> = new Set(['downloadDirectory', 'tls.caFiles', 'tls.exceptions'])

export interface SettingChange {
  readonly id: SettingId
  readonly from: unknown
  readonly to: unknown
}

export interface RefusedSetting {
  readonly id: SettingId
  readonly value: unknown
  /** Where it is a number, what it may be. */
  readonly range: { readonly minimum: number; readonly maximum: number } | null
}

/** What a file of settings would do. */
export interface SettingsFile {
  readonly changes: readonly SettingChange[]
  /** Values that the settings cannot have; while there is one, nothing can be taken over. */
  readonly refused: readonly RefusedSetting[]
  /** Paths that this version does not know. */
  readonly unknown: readonly string[]
  /** What is there and belongs to the computer that it came from. */
  readonly own: readonly SettingId[]
}

export type SettingsFileProblem = 'notText' | 'notJson' | 'notSettings' | 'newer'

/** The file: JSON, without what is secret or belongs to this computer alone. `savedAt`: milliseconds since the epoch. */
export function settingsFile(settings: Settings, program: string, savedAt: number): string {
  const ids = settingIds.filter((id) => !isOwn(id, settingValue(settings, id)))
  const values = settingsPatch(new Map(ids.map((id) => [id, settingValue(settings, id)])))
  return `${JSON.stringify({ kind, version: formVersion, program, savedAt: new Date(savedAt).toISOString(), settings: values }, null, 2)}\n`
}

/** What a file says, held against what holds now; changes nothing. */
export function readSettingsFile(text: string, settings: Settings): SettingsFile | SettingsFileProblem {
  if (text.length > longestFile) return 'notSettings'
  const file = parsed(text)
  if (file === undefined) return 'notJson'
  if (!isObject(file) || file.kind !== kind || typeof file.version !== 'number' || !isObject(file.settings)) return 'notSettings'
  if (file.version > formVersion) return 'newer'

  const values = new Map<SettingId, unknown>()
  const unknown: string[] = []
  for (const [path, value] of leavesOf(file.settings)) {
    if (isSettingId(path)) values.set(path, value)
    else unknown.push(path)
  }
  const own = [...values].flatMap(([id, value]) => (isOwn(id, value) ? [id] : []))
  const usable = [...values].filter(([id]) => !own.includes(id))
  return {
    refused: usable.flatMap(([id, value]) => (isAdmitted(id, value) ? [] : [{ id, value, range: admittedNumbers(id) }])),
    changes: usable.flatMap(([id, to]) => {
      const from = settingValue(settings, id)
      return isAdmitted(id, to) && !isSameValue(from, to) ? [{ id, from, to }] : []
    }),
    unknown,
    own,
  }
}

/** The one request that takes a file over. */
export function importPatch({ changes }: SettingsFile): SettingsPatch {
  return settingsPatch(new Map(changes.map(({ id, to }) => [id, to])))
}

/** Proxies are named by ids that mean nothing elsewhere. */
function isOwn(id: SettingId, value: unknown): boolean {
  if (id === 'proxy.use') return namesProxy(value)
  if (id === 'proxy.hosts') return Array.isArray(value) && value.some((host) => isObject(host) && namesProxy(host.use))
  return ownSettings.has(id)
}

function namesProxy(use: unknown): boolean {
  return typeof use === 'string' && !plainProxyUses.some((plain) => plain === use)
}

/** Everything with a path of its own: a setting's value as a whole, and below what is none each member. */
function leavesOf(tree: Readonly<Record<string, unknown>>, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = `${prefix}${key}`
    const isGroup = settingIds.some((id) => id.startsWith(`${path}.`))
    return isGroup && isObject(value) ? leavesOf(value, `${path}.`) : [[path, value] as const]
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
