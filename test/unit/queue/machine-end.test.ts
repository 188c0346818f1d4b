import { expect, test } from 'vitest'
import { hasMachineEnded, noteOrderlyEnd } from '../../../src-main/queue/machine-end.ts'
import type { MachineRun } from '../../../src-main/queue/ports.ts'

function settingsOf(saved: Record<string, unknown>) {
  return { loadSettings: () => saved, saveSettings: (values: object) => Object.assign(saved, values) }
}

const linux = (id: string): MachineRun => ({ id, startedAt: 0 })
const other = (startedAt: number): MachineRun => ({ id: null, startedAt })

test.each<[string, MachineRun, MachineRun, boolean]>([
  ['the same number', linux('a'), linux('a'), false],
  ['another number', linux('a'), linux('b'), true],
  ['a start that the clock moved a little', other(1_000_000), other(1_060_000), false],
  ['a later start', other(1_000_000), other(2_000_000), true],
])('a machine with %s', (_, before, now, hasEnded) => {
  const settings = settingsOf({})
  expect(hasMachineEnded(settings, before)).toBe(false)
  expect(hasMachineEnded(settings, now)).toBe(hasEnded)
  expect(hasMachineEnded(settings, now)).toBe(false)
})

test('an orderly end is no end of the machine, whatever comes after it', () => {
  const settings = settingsOf({})
  hasMachineEnded(settings, linux('a'))
  noteOrderlyEnd(settings)
  expect(hasMachineEnded(settings, linux('b'))).toBe(false)
})

test.each([5, 'run', null, {}, { id: 3, startedAt: 0 }, { id: null }])('%j in the list says nothing', (value) => {
  expect(hasMachineEnded(settingsOf({ 'machine.run': value }), linux('a'))).toBe(false)
})
