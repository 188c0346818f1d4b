import { expect, it } from 'vitest'
import type { FeedEntry, FeedReading } from '../../../../src-main/sources/subscriptions/feed-order.ts'
import { joinedReading, portionsOf } from '../../../../src-main/sources/subscriptions/reading-portions.ts'

const entry = (key: string): FeedEntry => ({
  key,
  label: null,
  url: key,
  facts: {
    url: key,
    title: null,
    fileName: null,
    type: null,
    size: null,
    kind: 'audio',
    mirrors: [],
    checksum: null,
    season: null,
    number: null,
    date: null,
    durationSeconds: null,
    cover: null,
  },
})
const reading = (fresh: number, met: number): FeedReading => ({
  kind: 'read',
  title: 'A show',
  fresh: Array.from({ length: fresh }, (_, index) => entry(`${index}`)),
  taken: Array.from({ length: fresh }, (_, index) => ({ fresh: index, episode: { url: `${index}` } })),
  met: Array.from({ length: met }, (_, index) => ({ id: `${index}`, now: null })),
})

it.each([
  [0, 0, 1],
  [3, 500, 1],
  [501, 2, 2],
  [10, 1_700, 4],
])('%i new and %i old items go over in pieces and are the same again', (fresh, met, pieces) => {
  const portions = portionsOf(reading(fresh, met))
  expect(portions).toHaveLength(pieces)
  expect(joinedReading(portions)).toEqual(reading(fresh, met))
})

it('a failure goes over as it is', () => {
  const failed: FeedReading = { kind: 'failed', failure: { code: 'INTERNAL', message: '', params: {} } }
  expect(joinedReading(portionsOf(failed))).toBe(failed)
})
