import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareConnections } from '../../../src-main/queue/connections.ts'

const claims = (...wanted: number[]) => wanted.map((want, index) => ({ attemptId: index + 1, wanted: want }))
const granted = (shares: ReadonlyMap<number, number>) => [...shares.values()]

describe('the connections of one host', () => {
  it('give a lone episode all it may have', () => {
    expect(granted(shareConnections(claims(4), 8))).toEqual([4])
  })

  it('are shared in rounds, the earlier-started first', () => {
    expect(granted(shareConnections(claims(4, 4, 4), 8))).toEqual([3, 3, 2])
  })

  it('shrink to one each where as many episodes run as the host allows', () => {
    expect(granted(shareConnections(claims(4, 4, 4, 4, 4, 4, 4, 4), 8))).toEqual(Array(8).fill(1))
  })

  it('never exceed the limit or a wish, never starve an episode, and leave none unused', () => {
    const anyClaims = fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(anyClaims, fc.integer({ min: 1, max: 64 }), (wanted, limit) => {
        const shares = granted(shareConnections(claims(...wanted), limit))
        const sum = shares.reduce((total, share) => total + share, 0)
        const wish = wanted.reduce((total, want) => total + want, 0)
        expect(shares.every((share, index) => share >= 1 && share <= (wanted[index] ?? 0))).toBe(true)
        expect(sum).toBe(Math.max(wanted.length, Math.min(limit, wish)))
      }),
    )
  })
})
