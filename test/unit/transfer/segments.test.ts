import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leastSegmentBytes, remainingOf, SegmentMap, unknownEnd } from '../../../src-main/transfer/worker/segments.ts'

/** From 0 to the last byte without gap or overlap. */
function expectWhole(map: SegmentMap, bytesTotal: number) {
  let next = 0
  for (const segment of map.all) {
    expect(segment.start).toBe(next)
    expect(segment.end).toBeGreaterThanOrEqual(segment.start)
    expect(segment.received).toBeGreaterThanOrEqual(segment.start)
    expect(segment.received).toBeLessThanOrEqual(segment.end + 1)
    next = segment.end + 1
  }
  expect(next).toBe(bytesTotal)
}

const size = fc.integer({ min: 1, max: 200_000_000 })

describe('a segment map', () => {
  test('divided for some connections covers the file once, in pieces of at least 1 MiB', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 16 }), (bytesTotal, connections) => {
        const map = SegmentMap.whole(bytesTotal)
        const [first] = map.all
        if (first) map.divide(first, connections)
        expectWhole(map, bytesTotal)
        expect(map.all.length).toBeLessThanOrEqual(connections)
        if (map.all.length > 1)
          for (const segment of map.all) expect(remainingOf(segment)).toBeGreaterThanOrEqual(leastSegmentBytes)
      }),
    )
  })

  test('however it is fetched, split and taken over stays whole, and its marks tell the truth', () => {
    const step = fc.record({
      kind: fc.constantFrom('receive', 'split', 'absorb', 'hold'),
      pick: fc.nat(),
      bytes: fc.nat(5_000_000),
    })
    fc.assert(
      fc.property(size, fc.array(step, { maxLength: 60 }), (bytesTotal, steps) => {
        const map = SegmentMap.whole(bytesTotal)
        for (const { kind, pick, bytes } of steps) {
          const segment = map.all[pick % map.all.length]
          if (segment === undefined) continue
          if (kind === 'split') map.split()
          else if (kind === 'absorb') map.absorb(segment, bytesTotal - 1)
          else if (kind === 'hold') segment.held = !segment.held
          else {
            segment.received += Math.min(bytes, remainingOf(segment))
            segment.written = segment.received
            segment.flushed = segment.received
          }
          expectWhole(map, bytesTotal)
        }
        const marks = map.flushedMarks()
        expect(marks.reduce((sum, mark) => sum + mark.done, 0)).toBe(map.bytesReceived)
        const resumed = SegmentMap.resumed(marks, bytesTotal, bytesTotal)
        expectWhole(resumed, bytesTotal)
        expect(resumed.bytesWritten).toBe(map.bytesReceived)
        expect(resumed.isReceived).toBe(map.isReceived)
      }),
    )
  })

  test('resumed counts no byte beyond the end of the file on disk', () => {
    const marks = [
      { start: 0, end: 99, done: 100 },
      { start: 100, end: 199, done: 60 },
      { start: 200, end: 299, done: 10 },
    ]
    expect(SegmentMap.resumed(marks, 300, 130).bytesWritten).toBe(130)
    expect(SegmentMap.resumed(marks, 300, 1_000).bytesWritten).toBe(170)
    expect(SegmentMap.resumed(marks, 300, 0).hasBytes).toBe(false)
  })

  test('resumed from marks that contradict themselves is whole all the same', () => {
    const mark = fc.record({ start: fc.nat(1_000), end: fc.nat(1_000), done: fc.nat(2_000) })
    fc.assert(
      fc.property(
        fc.array(mark, { maxLength: 8 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.nat(2_000),
        (marks, bytesTotal, onDisk) => {
          const map = SegmentMap.resumed(marks, bytesTotal, onDisk)
          expectWhole(map, bytesTotal)
          expect(map.bytesWritten).toBeLessThanOrEqual(Math.max(onDisk, 0) * Math.max(1, marks.length))
        },
      ),
    )
  })

  test('splits the largest rest, and only where both halves are worth a connection', () => {
    const map = SegmentMap.whole(3 * leastSegmentBytes)
    expect(map.hasWork).toBe(true)
    for (const segment of map.all) segment.held = true
    expect(map.split()).toMatchObject({ start: 1.5 * leastSegmentBytes, end: 3 * leastSegmentBytes - 1 })
    for (const segment of map.all) segment.held = true
    expect(map.split()).toBeNull()
    expect(map.hasWork).toBe(false)
  })

  test('is cut where a server that sends powers of two pauses between two pieces', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 2, max: 16 }), (bytesTotal, connections) => {
        const map = SegmentMap.whole(bytesTotal)
        const [first] = map.all
        if (first) map.divide(first, connections)
        map.split()
        for (const segment of map.all) expect(segment.start % 65_536).toBe(0)
      }),
    )
  })

  test('of unknown size is one segment until its end is known', () => {
    const map = SegmentMap.whole(null)
    expect(map.all).toMatchObject([{ start: 0, end: unknownEnd }])
    expect(map.split()).toBeNull()
    const [segment] = map.all
    if (segment) segment.received = 7
    map.endAt(7)
    expect(map.isReceived).toBe(true)
    const empty = SegmentMap.whole(null)
    empty.endAt(0)
    expect(empty.flushedMarks()).toEqual([])
    expect(empty.isReceived).toBe(true)
  })
})
