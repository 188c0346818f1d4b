import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../../src-preload/contract/index.ts'
import { settingIds } from '../../../src-renderer/state/setting-catalogue.ts'
import {
  changedSettings,
  defaultValue,
  isSameValue,
  settingsPatch,
  settingValue,
  shownSetting,
  shownSettings,
} from '../../../src-renderer/state/setting-value.ts'

const installation = { mode: 'desktop', defaultDownloadDirectory: '/home/me/Downloads' } as const
const fresh: Settings = { ...defaultSettings, downloadDirectory: '/home/me/Downloads' }

describe('the value of a setting', () => {
  it('is read and written by its path', () => {
    const patch = settingsPatch(
      new Map<(typeof settingIds)[number], unknown>([
        ['maxSlots', 12],
        ['retry.maxAttempts', 7],
        ['retry.baseDelayMs', 500],
      ]),
    )
    expect(patch).toEqual({ maxSlots: 12, retry: { maxAttempts: 7, baseDelayMs: 500 } })
    expect(settingValue(patch, 'retry.maxAttempts')).toBe(7)
    expect(settingValue(patch, 'tls.caFiles')).toBeUndefined()
  })

  it('has a default for every setting', () => {
    expect(settingIds.filter((id) => defaultValue(id, installation) === undefined)).toEqual([])
  })

  it('differs from its default only where it means something else', () => {
    expect(changedSettings(settingIds, fresh, installation)).toEqual([])
    const changed: Settings = { ...fresh, retry: { ...fresh.retry, maxDelayMs: 1 }, proxy: { ...fresh.proxy, bypass: [] } }
    expect(changedSettings(settingIds, changed, installation)).toEqual(['proxy.bypass', 'retry.maxDelayMs'])
  })

  it('is not told to differ while nobody knows from what', () => {
    expect(changedSettings(settingIds, { ...fresh, maxSlots: 99 }, null)).toEqual([])
  })

  it.each([
    [{ mode: 'limited', speedLimit: 5 }, { speedLimit: 5, mode: 'limited' }, true],
    [[1, 2], [2, 1], false],
    [[1, 2], [1, 2, 3], false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [[], {}, false],
    [null, {}, false],
    ['1', 1, false],
  ])('%j and %j are the same: %s', (one, other, expected) => {
    expect(isSameValue(one, other)).toBe(expected)
  })
})

describe('what is shown of the settings', () => {
  it('leads from one that means nothing now to what switches it on', () => {
    expect(shownSetting('schedule.timeZone', fresh, 'web')).toBe('schedule.enabled')
    expect(shownSetting('schedule.timeZone', { ...fresh, schedule: { ...fresh.schedule, enabled: true } }, 'web')).toBe(
      'schedule.timeZone',
    )
  })

  it('leaves out what this kind of program cannot do', () => {
    expect(shownSetting('preventSleep', fresh, 'web')).toBeNull()
    expect(shownSettings(fresh, 'web')).not.toContain('preventSleep')
    expect(shownSettings(fresh, 'desktop')).toContain('preventSleep')
  })
})
