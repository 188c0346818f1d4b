import { expect, test } from 'vitest'
import { WindowKeeper } from '../../../src-main/queue/window-keeper.ts'
import type { SavedView } from '../../../src-preload/contract/index.ts'
import { temporaryStore } from '../store/support.ts'

const view: SavedView = { id: 'v1', name: 'Failed at night', query: { status: ['failed'], sort: 'size', order: 'desc' } }

function opened(store = temporaryStore().store) {
  const told: unknown[] = []
  const warnings: string[] = []
  const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined }
  return { keeper: new WindowKeeper(store, log, (memory) => told.push(memory)), told, warnings, store }
}

test('views and used hints are there again after a restart, and every window is told', () => {
  const first = opened()
  first.keeper.change({ savedViews: [view] })
  first.keeper.change({ usedHints: ['slots'] })
  first.keeper.change({ usedHints: ['paste', 'slots'] })
  const memory = { savedViews: [view], usedHints: ['slots', 'paste'] }
  expect(first.told.at(-1)).toEqual(memory)
  expect(opened(first.store).keeper.memory).toEqual(memory)
})

test('what another version left and is not understood is forgotten, and said', () => {
  const { store } = temporaryStore()
  store.saveSettings({ 'window.memory': { savedViews: 'none' } })
  const { keeper, warnings } = opened(store)
  expect(keeper.memory).toEqual({ savedViews: [], usedHints: [] })
  expect(warnings).toHaveLength(1)
})
