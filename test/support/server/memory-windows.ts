import type { Implementer } from '../../../src-main/api/implementer.ts'
import type { WindowMemory } from '../../../src-preload/contract/index.ts'

/** The part of a memory router that answers for what windows remember. */
export function memoryWindows({ window }: Implementer) {
  let memory: WindowMemory = { savedViews: [], usedHints: [] }
  return {
    get: window.get.handler(() => memory),
    update: window.update.handler(({ input }) => {
      memory = { savedViews: input.savedViews ?? memory.savedViews, usedHints: input.usedHints ?? memory.usedHints }
      return memory
    }),
  }
}
