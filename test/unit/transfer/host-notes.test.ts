import { beforeEach, describe, expect, test } from 'vitest'
import type { HostNews } from '../../../src-main/transfer/protocol.ts'
import { HostNotes, type ShownAnswer } from '../../../src-main/transfer/worker/host-notes.ts'

let told: [string, HostNews][]
let notes: HostNotes
beforeEach(() => {
  told = []
  notes = new HostNotes((host, news) => told.push([host, news]))
})

const ranged = { range: 'bytes=0-' }
const note = (answer: ShownAnswer, sent: Record<string, string> = ranged, hosts = ['a']) =>
  notes.note(new Set(hosts), sent, answer)
const learnt = (servesRanges: boolean | null, strongValidators: boolean | null) => ({
  kind: 'learnt',
  servesRanges,
  strongValidators,
})

describe('an answer', () => {
  test('with a part of a file shows that ranges are served, and its validator what it is worth', () => {
    note({ status: 206, headers: { etag: '"a"' } })
    expect(told).toEqual([['a', learnt(true, true)]])
  })

  test('with the whole file to a range shows that they are not, unless it was asked on a condition', () => {
    note({ status: 200, headers: { etag: 'W/"a"' } }, { ...ranged, 'if-range': '"a"' })
    expect(told).toEqual([['a', learnt(null, false)]])
    note({ status: 200, headers: {} })
    expect(told.at(-1)).toEqual(['a', learnt(false, false)])
  })

  test('that tells nothing new is not told again, and a single file speaks not against what others showed', () => {
    note({ status: 206, headers: { etag: '"a"' } })
    note({ status: 206, headers: { etag: '"b"' } })
    note({ status: 200, headers: {} })
    note({ status: 404, headers: {} })
    expect(told.length).toBe(1)
  })

  test('counts for the host that was asked and for the one that redirects led to', () => {
    note({ status: 206, headers: { etag: '"a"' } }, ranged, ['a', 'b'])
    expect(told.map(([host]) => host)).toEqual(['a', 'b'])
  })

  test.each([429, 503])('of %i is told each time, with the server’s own wish by the server’s own clock', (status) => {
    const headers = { 'retry-after': 'Sun, 06 Nov 1994 08:50:07 GMT', date: 'Sun, 06 Nov 1994 08:49:37 GMT' }
    note({ status, headers })
    note({ status, headers: {} })
    expect(told.map(([, news]) => news)).toEqual([
      { kind: 'refused', status, retryAfterMs: 30_000 },
      { kind: 'refused', status, retryAfterMs: null },
    ])
  })
})
