import { expect, it } from 'vitest'
import { cellSize, cellsInOrder, slotCells } from '../../../src-renderer/features/settings/slot-cells.ts'

it.each([
  ['all is quiet', { configured: 3, effective: 3, active: 0, draining: 0 }, { running: 0, draining: 0, free: 3, held: 0 }],
  ['some run', { configured: 5, effective: 5, active: 2, draining: 0 }, { running: 2, draining: 0, free: 3, held: 0 }],
  ['more run than may', { configured: 2, effective: 2, active: 5, draining: 3 }, { running: 2, draining: 3, free: 0, held: 0 }],
  ['the schedule pauses', { configured: 4, effective: 0, active: 1, draining: 1 }, { running: 0, draining: 1, free: 0, held: 3 }],
  ['a host is full', { configured: 8, effective: 5, active: 5, draining: 0 }, { running: 5, draining: 0, free: 0, held: 3 }],
  ['nothing may start', { configured: 0, effective: 0, active: 0, draining: 0 }, { running: 0, draining: 0, free: 0, held: 0 }],
])('the picture of the slots shows that %s', (_, slots, counts) => {
  expect(slotCells(slots)).toEqual(counts)
  expect(cellsInOrder(counts)).toHaveLength(Math.max(slots.configured, slots.active))
})

it('five hundred slots find room where sixteen do', () => {
  expect([0, 16, 17, 64, 65, 512].map(cellSize)).toEqual(['large', 'large', 'medium', 'medium', 'small', 'small'])
})
