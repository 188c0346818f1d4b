import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grown, type HostPace, slowed } from '../../../src-main/queue/host-pace.ts'

const refusal = (nowMs: number, connections: number, isServing = false) => ({ nowMs, connections, isServing })

describe('a host that refuses', () => {
  it('gets half of the connections it refused at, and always one', () => {
    expect(slowed(null, refusal(0, 8)).connections).toBe(4)
    expect(slowed(null, refusal(0, 1)).connections).toBe(1)
  })

  it('is halved once for refusals that come together, and again for a later one', () => {
    const first = slowed(null, refusal(0, 8))
    const together = slowed(slowed(first, refusal(300, 8)), refusal(900, 6))
    expect(together.connections).toBe(4)
    expect(slowed(together, refusal(1_500, 4)).connections).toBe(2)
  })

  it('is never given more by a refusal', () => {
    const first = slowed(null, refusal(0, 4))
    expect(slowed(first, refusal(5_000, 100)).connections).toBe(1)
  })

  it('grows back one by one until the setting is reached', () => {
    let pace: HostPace | null = slowed(null, refusal(0, 8))
    const steps: (number | null)[] = []
    for (let second = 1; second <= 30; second += 1) {
      if (pace === null) break
      const next = grown(pace, second * 1_000, 8)
      if (next !== pace) steps.push(next?.connections ?? null)
      pace = next
    }
    expect(steps).toEqual([5, 6, 7, null])
  })

  it('is tried with more again later and later while it keeps refusing, within five minutes', () => {
    let pace = slowed(null, refusal(0, 8))
    const waits: number[] = []
    let now = 0
    for (let round = 0; round < 10; round += 1) {
      waits.push(pace.growAtMs - now)
      now = pace.growAtMs
      pace = slowed(grown(pace, now, 8) ?? pace, refusal(now, 2))
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, 300].map((seconds) => seconds * 1_000))
  })

  it('counts its refusals in a row only while it serves nobody', () => {
    const first = slowed(null, refusal(0, 8))
    expect(slowed(first, refusal(2_000, 2)).refusals).toBe(2)
    expect(slowed(first, refusal(2_000, 2, true)).refusals).toBe(0)
  })

  it('has between one connection and the setting, whatever comes', () => {
    const step = fc.record({ afterMs: fc.nat(20_000), connections: fc.integer({ min: 1, max: 64 }), isRefusal: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 64 }), (steps, limit) => {
        let pace: HostPace | null = null
        let nowMs = 0
        for (const { afterMs, connections, isRefusal } of steps) {
          nowMs += afterMs
          if (isRefusal) pace = slowed(pace, { nowMs, connections: Math.min(connections, limit), isServing: false })
          else if (pace !== null) pace = grown(pace, nowMs, limit)
          if (pace === null) continue
          expect(pace.connections).toBeGreaterThanOrEqual(1)
          expect(pace.connections).toBeLessThanOrEqual(limit)
        }
      }),
    )
  })
})
