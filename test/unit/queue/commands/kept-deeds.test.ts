import { expect, test } from 'vitest'
import { graceMs, lifetimeMs, mostDeeds, mostRows, overdueDeeds } from '../../../../src-main/queue/commands/kept-deeds.ts'

const deed = (id: string, rows = 1, untilMs = 1_000) => ({ id, rows, untilMs })

test('a removal can be undone for ten seconds, anything else for ten minutes', () => {
  expect(lifetimeMs('remove')).toBe(10_000)
  for (const action of ['pause', 'resume', 'retry', 'change', 'move', 'pauseQueue'] as const)
    expect(lifetimeMs(action)).toBe(600_000)
})

test('a deed goes once its time and that of a click on its way are over', () => {
  expect(overdueDeeds([deed('a')], 1_000 + graceMs - 1)).toEqual(new Set())
  expect(overdueDeeds([deed('a')], 1_000 + graceMs)).toEqual(new Set(['a']))
})

test('of many deeds the oldest go', () => {
  const deeds = Array.from({ length: mostDeeds + 2 }, (_, at) => deed(String(at)))
  expect(overdueDeeds(deeds, 0)).toEqual(new Set([String(mostDeeds), String(mostDeeds + 1)]))
})

test('older deeds go where all remember too many rows; the newest stays however large it is', () => {
  expect(overdueDeeds([deed('new', mostRows * 2), deed('old')], 0)).toEqual(new Set(['old']))
  expect(overdueDeeds([deed('new'), deed('old', mostRows), deed('older', 0)], 0)).toEqual(new Set(['old', 'older']))
})
