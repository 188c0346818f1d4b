import { describe, expect, it } from 'vitest'
import { HostWatch } from '../../../../src-main/queue/scaling/host-watch.ts'

describe('what comes from a host', () => {
  it('is counted in bytes, and a finished file for more than its own', () => {
    const large = new HostWatch()
    large.came(10_000_000)
    large.finished()
    const small = new HostWatch()
    for (let file = 0; file < 100; file += 1) {
      small.came(1_000)
      small.finished()
    }
    // A hundred tiny files are as much work as some megabytes, and to a large one its end adds next to nothing.
    expect(small.work).toBeGreaterThan(5_000_000)
    expect(large.work).toBeLessThan(10_100_000)
  })

  it('never counts backwards where a file begins anew', () => {
    const watch = new HostWatch()
    watch.came(-5_000)
    expect(watch.work).toBe(0)
  })
})

describe('a look', () => {
  it('tells each refusal once', () => {
    const watch = new HostWatch()
    watch.refused()
    watch.refused()
    expect(watch.look(0, 0).refusals).toBe(2)
    expect(watch.look(0, 0).refusals).toBe(0)
  })

  it('tells the usual time to an answer of the last half minute', () => {
    const watch = new HostWatch()
    expect(watch.look(0, 0).answerMs).toBe(null)
    for (const tookMs of [80, 100, 9_000]) watch.answered(1_000, tookMs)
    expect(watch.look(2_000, 0).answerMs).toBe(100)
    expect(watch.look(40_000, 0).answerMs).toBe(null)
  })

  it('tells the breaks of the last seconds, and none that belong to another number', () => {
    const watch = new HostWatch()
    for (const atMs of [1_000, 8_000, 9_000]) watch.broke(atMs)
    expect(watch.look(10_000, 0).breaks).toBe(2)
    expect(watch.look(10_000, 8_500).breaks).toBe(1)
  })
})
