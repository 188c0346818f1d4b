import { expect, it } from 'vitest'
import { SettingsKeeper } from '../../../src-main/queue/settings-keeper.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

function keeperOver(saved: Record<string, unknown>, forced: { downloadDirectory?: string } = {}): SettingsKeeper {
  const store = {
    loadSettings: () => saved,
    saveSettings: (settings: Readonly<Record<string, unknown>>) => {
      Object.assign(saved, settings)
    },
  }
  return new SettingsKeeper(store, { downloadDirectory: '/usual', forced }, silent)
}

it('saves what was changed and nothing else, so that what one start was told does not outlive it', () => {
  const saved: Record<string, unknown> = { downloadDirectory: '/chosen' }
  const keeper = keeperOver(saved, { downloadDirectory: '/for-this-start' })
  expect(keeper.change({ maxSlots: 7 })).toMatchObject({ maxSlots: 7, downloadDirectory: '/for-this-start' })
  expect(saved).toEqual({ downloadDirectory: '/chosen', maxSlots: 7 })
  expect(keeperOver(saved).current).toMatchObject({ maxSlots: 7, downloadDirectory: '/chosen' })
})

it('merges a nested part and saves it whole', () => {
  const saved: Record<string, unknown> = {}
  keeperOver(saved).change({ retry: { maxAttempts: 9 } })
  expect(saved).toEqual({ retry: { maxAttempts: 9, baseDelayMs: 1_000, maxDelayMs: 60_000 } })
})

it('replaces a saved value that no longer fits by the default', () => {
  expect(keeperOver({ maxSlots: 10_000, theme: 'dark' }).current).toMatchObject({ maxSlots: 3, theme: 'dark' })
})
