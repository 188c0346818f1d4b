import { type WindowMemory, type WindowMemoryPatch, windowMemorySchema } from '../../src-preload/contract/index.ts'
import type { Log, Store } from './ports.ts'

const key = 'window.memory'

/** What windows remember. Kept beside the settings; what no longer fits is forgotten, and the log says so. */
export class WindowKeeper {
  readonly #store: Pick<Store, 'loadSettings' | 'saveSettings'>
  readonly #tell: (memory: WindowMemory) => void
  #memory: WindowMemory = { savedViews: [], usedHints: [] }

  constructor(store: Pick<Store, 'loadSettings' | 'saveSettings'>, log: Log, tell: (memory: WindowMemory) => void) {
    this.#store = store
    this.#tell = tell
    const saved = store.loadSettings()[key]
    if (saved === undefined) return
    const parsed = windowMemorySchema.safeParse(saved)
    if (parsed.success) this.#memory = parsed.data
    else log.warn('what windows remembered does not fit and is forgotten', {})
  }

  get memory(): WindowMemory {
    return this.#memory
  }

  /** Durable when it returns; then all windows are told. */
  change({ savedViews = this.#memory.savedViews, usedHints = [] }: WindowMemoryPatch): WindowMemory {
    this.#memory = { savedViews, usedHints: [...new Set([...this.#memory.usedHints, ...usedHints])] }
    this.#store.saveSettings({ [key]: this.#memory })
    this.#tell(this.#memory)
    return this.#memory
  }
}
