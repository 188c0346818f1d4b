import { expect, test } from 'vitest'
import { Deliveries } from '../../../src-main/transfer/worker/deliveries.ts'
import { marksWithout, stretchesOf } from '../../../src-main/transfer/worker/mending.ts'
import { Places } from '../../../src-main/transfer/worker/places.ts'

const [a, b, c] = ['http://a.example/', 'http://b.example/', 'http://c.example/'] as const

test('wrong pieces that meet are fetched as one', () => {
  const spans = [
    { start: 0, end: 10 },
    { start: 10, end: 20 },
    { start: 30, end: 40 },
  ]
  expect(stretchesOf(spans)).toEqual([
    { start: 0, end: 20 },
    { start: 30, end: 40 },
  ])
})

test('where every second piece is wrong, what lies between some of them is fetched again too, in few requests', () => {
  const spans = Array.from({ length: 5_000 }, (_, index) => ({ start: index * 20, end: index * 20 + 10 + (index % 3) }))
  const stretches = stretchesOf(spans)
  expect(stretches.length).toBeLessThanOrEqual(256)
  for (const { start, end } of spans) expect(stretches.some((one) => one.start <= start && end <= one.end)).toBe(true)
})

test('marks claim all but what is to be fetched again', () => {
  expect(
    marksWithout(
      [
        { start: 0, end: 10 },
        { start: 30, end: 40 },
      ],
      100,
    ),
  ).toEqual([
    { start: 0, end: 9, done: 0 },
    { start: 10, end: 29, done: 20 },
    { start: 30, end: 39, done: 0 },
    { start: 40, end: 99, done: 60 },
  ])
  expect(marksWithout([{ start: 90, end: 100 }], 100)).toEqual([
    { start: 0, end: 89, done: 90 },
    { start: 90, end: 99, done: 0 },
  ])
})

test('a place that is to blame is asked last and shares nothing any more', () => {
  const places = new Places([a, b, a, c])
  expect(places.count).toBe(3)
  expect(places.blame(a)).toBe(true)
  expect(places.toAsk).toEqual([b, c, a])
  expect(places.besides([b])).toEqual([c])
})

test('a place is left once, and the last one without blame never is', () => {
  const places = new Places([a, b])
  expect([places.blame(a), places.blame(a), places.blame(b)]).toEqual([true, false, false])
  expect(places.toAsk).toEqual([b, a])
})

test('who brought which bytes is known while they come and afterwards', () => {
  const deliveries = new Deliveries()
  const first = { start: 0, end: 99, received: 20, written: 0, flushed: 0, held: true }
  const over = deliveries.begin(a, first)
  const rear = { start: 100, end: 199, received: 100, written: 0, flushed: 0, held: true }
  deliveries.begin(b, rear)
  expect(deliveries.within({ start: 90, end: 110 })).toEqual([
    { url: a, start: 90, end: 100 },
    { url: b, start: 100, end: 110 },
  ])
  first.received = 50
  over()
  expect(deliveries.within({ start: 0, end: 100 })).toEqual([{ url: a, start: 20, end: 50 }])
  deliveries.clear()
  expect(deliveries.within({ start: 0, end: 200 })).toEqual([])
})
