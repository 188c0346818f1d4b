import { defaultSettings, type Settings, type SettingsPatch, settingsSchema } from '../../src-preload/contract/index.ts'
import { definedOnly } from './defined-only.ts'
import type { Log, Store } from './ports.ts'

/** The settings that hold now. A saved value that no longer fits its range gives way to the default, and the log says so. */
export class SettingsKeeper {
  readonly #store: Pick<Store, 'loadSettings' | 'saveSettings'>
  readonly #listeners = new Set<(settings: Settings, before: Settings) => void>()
  #current: Settings

  constructor(
    store: Pick<Store, 'loadSettings' | 'saveSettings'>,
    initial: { downloadDirectory: string; forced: SettingsPatch },
    log: Log,
  ) {
    this.#store = store
    const saved = store.loadSettings()
    const settings: Settings = { ...defaultSettings, downloadDirectory: initial.downloadDirectory }
    for (const [key, schema] of Object.entries(settingsSchema.shape)) {
      if (!(key in saved)) continue
      const parsed = schema.safeParse(saved[key])
      if (parsed.success) Object.assign(settings, { [key]: parsed.data })
      else log.warn('a saved setting does not fit and is replaced by the default', { key })
    }
    this.#current = merged(settings, initial.forced)
  }

  get current(): Settings {
    return this.#current
  }

  /**
   * Merges, saves durably, then tells the listeners. The patch has been checked. Only what it names is saved: what this
   * start was told holds for this start alone.
   */
  change(patch: SettingsPatch): Settings {
    const next = merged(this.#current, patch)
    this.#store.saveSettings(Object.fromEntries(Object.entries(next).filter(([key]) => Object.hasOwn(patch, key))))
    const before = this.#current
    this.#current = next
    for (const listener of this.#listeners) listener(next, before)
    return next
  }

  onChange(listener: (settings: Settings, before: Settings) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

function merged(settings: Settings, patch: SettingsPatch): Settings {
  const given = definedOnly(patch)
  return {
    ...settings,
    ...given,
    retry: { ...settings.retry, ...definedOnly(patch.retry ?? {}) },
    schedule: { ...settings.schedule, ...definedOnly(patch.schedule ?? {}) },
    autoScaleBounds: { ...settings.autoScaleBounds, ...definedOnly(patch.autoScaleBounds ?? {}) },
    laterRetries: { ...settings.laterRetries, ...definedOnly(patch.laterRetries ?? {}) },
    proxy: { ...settings.proxy, ...definedOnly(patch.proxy ?? {}) },
    tls: { ...settings.tls, ...definedOnly(patch.tls ?? {}) },
  }
}
