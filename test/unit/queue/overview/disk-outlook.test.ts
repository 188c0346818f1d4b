import { expect, test } from 'vitest'
import { type DiskFacts, diskOutlook } from '../../../../src-main/queue/overview/disk-outlook.ts'

const gigabyte = 1_000_000_000
const now = Date.UTC(2026, 10, 22, 12)
const disk = (given: Partial<DiskFacts> = {}) =>
  diskOutlook({
    path: '/downloads',
    room: { freeBytes: 11 * gigabyte, totalBytes: 100 * gigabyte },
    reserveBytes: gigabyte,
    neededBytes: 0,
    unknownFiles: 0,
    meanFileBytes: null,
    pace: 0,
    now,
    ...given,
  })

test('what is still to come fits as long as the reserve stays free', () => {
  expect(disk({ neededBytes: 10 * gigabyte })).toMatchObject({ outlook: 'enough', fullAt: null })
  expect(disk({ neededBytes: 10 * gigabyte + 1 })).toMatchObject({ outlook: 'full', fullAt: null })
})

test('files of unknown size are taken for the mean of the known ones', () => {
  expect(disk({ unknownFiles: 10, meanFileBytes: gigabyte })).toMatchObject({
    outlook: 'enough',
    estimatedBytes: 10 * gigabyte,
  })
  expect(disk({ neededBytes: 1, unknownFiles: 10, meanFileBytes: gigabyte }).outlook).toBe('full')
})

test('where no size was ever seen nothing is promised', () => {
  expect(disk({ neededBytes: gigabyte, unknownFiles: 3 })).toMatchObject({ outlook: 'unknown', estimatedBytes: null })
  expect(disk({ neededBytes: 20 * gigabyte, unknownFiles: 3 }).outlook).toBe('full')
})

test('a disk that will be full says when at the present pace, and none that is far beyond any forecast', () => {
  const needed = { neededBytes: 50 * gigabyte }
  expect(disk({ ...needed, pace: 1_000_000 }).fullAt).toBe('2026-11-22T14:46:40.000Z')
  expect(disk({ ...needed, pace: 0.001 }).fullAt).toBeNull()
  expect(disk({ ...needed, room: { freeBytes: gigabyte / 2, totalBytes: gigabyte } }).fullAt).toBe(new Date(now).toISOString())
})

test('a full disk that nothing more is to come to is no trouble, and one that is not there is called missing', () => {
  expect(disk({ room: { freeBytes: 0, totalBytes: gigabyte } }).outlook).toBe('enough')
  expect(disk({ room: null, neededBytes: 5 })).toMatchObject({ outlook: 'missing', freeBytes: null, neededBytes: 5 })
})
