import { describe, expect, it } from 'vitest'
import type { CarriedTerms } from '../../../../src-main/sources/source.ts'
import { CarriedColumn } from '../../../../src-main/sources/worker/carried-column.ts'

function columnOf(...all: readonly (CarriedTerms | null)[]): CarriedColumn {
  const column = new CarriedColumn()
  for (const terms of all) column.push(terms)
  return column
}
const at = (...indexes: number[]) => Uint32Array.from(indexes)

describe('what candidates carry for their job', () => {
  it('is nothing, and takes nothing, where none carries anything', () => {
    const column = columnOf(null, null)
    expect([column.sharedBy(at(0, 1)), column.toldOf(at(0)), column.told(), column.memoryBytes]).toEqual([{}, {}, {}, 0])
  })

  it('is shared where all say the same, whatever the case of a name', () => {
    const column = columnOf(
      { headers: { Referer: 'https://a/', 'X-Key': '1' }, connections: 4, startPaused: true },
      { headers: { referer: 'https://a/', 'x-key': '2' }, connections: 4 },
    )
    expect(column.sharedBy(at(0, 1))).toEqual({ headers: { Referer: 'https://a/' }, connections: 4 })
    expect(column.told()).toEqual({
      carried: [
        { kind: 'header', name: 'Referer', candidates: 2, isShared: true },
        { kind: 'header', name: 'X-Key', candidates: 2, isShared: false },
        { kind: 'connections', name: null, candidates: 2, isShared: true },
        { kind: 'startPaused', name: null, candidates: 1, isShared: false },
      ],
    })
  })

  it('is taken from those that are chosen, and never sent along with one that does not carry it', () => {
    const secret = { headers: { Authorization: 'Bearer 1' } }
    const column = columnOf(null, secret, { headers: { Authorization: 'Bearer 2' } }, secret)
    expect(column.sharedBy(at(1, 3))).toEqual(secret)
    expect(column.sharedBy(at(1, 2))).toEqual({})
    expect(column.sharedBy(at(0, 1, 3))).toEqual({})
    expect(column.sharedBy(at(0, 1, 2, 3))).toEqual({})
    expect(column.sharedBy(at())).toEqual({})
    expect(column.toldOf(at(0, 1, 3))).toEqual({
      carried: [{ kind: 'header', name: 'Authorization', candidates: 2, isShared: false }],
    })
    expect(JSON.stringify([column.told(), column.toldOf(at(1))])).not.toContain('Bearer')
  })

  it('is kept once for all that say the same', () => {
    const headers = { Cookie: 'x'.repeat(1_000) }
    expect(columnOf(...Array.from({ length: 1_000 }, () => ({ headers }))).memoryBytes).toBeLessThan(10_000)
  })

  it('tells of so many different ones, and still finds what the others share', () => {
    const each = Array.from({ length: 300 }, (_, number) => ({ headers: { 'X-Same': 'a', [`X-${number}`]: 'b' } }))
    const column = columnOf(...each)
    expect(column.told().carried).toHaveLength(200)
    expect(column.sharedBy(Uint32Array.from(each, (_, index) => index))).toEqual({ headers: { 'X-Same': 'a' } })
  })
})
