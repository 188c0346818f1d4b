import { expect, test } from 'vitest'
import type { Attempt } from '../../../../src-main/queue/attempts.ts'
import { AwakeKeeper } from '../../../../src-main/queue/finishing/awake-keeper.ts'
import type { Desktop } from '../../../../src-main/queue/ports.ts'

test('the machine is kept awake while something runs and where that is wanted, and is told so once', () => {
  const told: boolean[] = []
  const running: Attempt[] = []
  let isWanted = true
  const desktop: Desktop = {
    actions: [],
    announce: () => undefined,
    withdraw: () => undefined,
    carryOut: async () => undefined,
    keepAwake: (isAwake) => void told.push(isAwake),
  }
  const keeper = new AwakeKeeper({ desktop }, { all: () => running }, () => isWanted)
  keeper.look()
  expect(told).toEqual([])
  running.length = 1
  keeper.look()
  keeper.look()
  expect(told).toEqual([true])
  isWanted = false
  keeper.look()
  expect(told).toEqual([true, false])
  isWanted = true
  keeper.look()
  running.length = 0
  keeper.look()
  expect(told).toEqual([true, false, true, false])
  running.length = 1
  keeper.look()
  keeper.close()
  expect(told.slice(4)).toEqual([true, false])
})
