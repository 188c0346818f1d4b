import { expect, it } from 'vitest'
import { unfitBound } from '../../../../src-main/queue/scaling/bounds.ts'
import { scaledSlots } from '../../../../src-main/queue/scaling/scaled-slots.ts'
import { defaultSettings, type Settings, type SettingsPatch } from '../../../../src-preload/contract/index.ts'

const settings: Settings = {
  ...defaultSettings,
  downloadDirectory: '/downloads',
  autoScaleBounds: { minSlots: 4, maxSlots: 20, maxConnectionsPerHost: 8 },
}
const issueOf = (autoScaleBounds: SettingsPatch['autoScaleBounds']) =>
  unfitBound(settings, autoScaleBounds === undefined ? {} : { autoScaleBounds })?.params.issues

it('bounds that fit to the ones that stay are taken', () => {
  expect(issueOf(undefined)).toBeUndefined()
  expect(issueOf({ minSlots: 20 })).toBeUndefined()
  expect(issueOf({ maxSlots: 4 })).toBeUndefined()
  expect(issueOf({ minSlots: 30, maxSlots: 40 })).toBeUndefined()
})

it('one that does not is named, with what it could be', () => {
  expect(issueOf({ minSlots: 21 })).toEqual([
    { path: 'autoScaleBounds.minSlots', value: 21, reason: 'maximum', minimum: 1, maximum: 20 },
  ])
  expect(issueOf({ maxSlots: 3 })).toEqual([
    { path: 'autoScaleBounds.maxSlots', value: 3, reason: 'minimum', minimum: 4, maximum: 512 },
  ])
})

it('the slots tell what holds them back from outside, and not what scaling does itself', () => {
  const state = { effective: 9, draining: 0, limitedBy: null }
  expect(scaledSlots({ ...state, limitedBy: 'host' }, 12, false)).toEqual({ ...state, effective: 12, limitedBy: null })
  expect(scaledSlots({ ...state, draining: 2, limitedBy: 'drain' }, 7, false)).toEqual({
    effective: 7,
    draining: 2,
    limitedBy: null,
  })
  expect(scaledSlots({ ...state, limitedBy: 'disk' }, 12, false)).toMatchObject({ limitedBy: 'disk' })
  const paused = { effective: 0, draining: 3, limitedBy: 'paused' } as const
  expect(scaledSlots(paused, 12, false)).toEqual(paused)
})

it('a host that is full by the user’s own number limits the slots, whoever chooses theirs', () => {
  const held = { effective: 2, draining: 0, limitedBy: 'host' } as const
  expect(scaledSlots(held, 12, true)).toEqual(held)
  expect(scaledSlots({ ...held, limitedBy: null }, 12, true)).toEqual({ effective: 12, draining: 0, limitedBy: null })
})
