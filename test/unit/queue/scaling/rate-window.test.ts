import { describe, expect, it } from 'vitest'
import { estimateOf, followed, isAbove, mostParts, newWindow, partMs } from '../../../../src-main/queue/scaling/rate-window.ts'

const windowOf = (rates: readonly number[]) => {
  let window = newWindow(0, 0)
  let work = 0
  for (const [part, rate] of rates.entries()) {
    work += (rate * partMs) / 1_000
    window = followed(window, (part + 1) * partMs, work)
  }
  return window
}

describe('a rate that is measured in parts', () => {
  it('is their mean, with what they scatter', () => {
    const even = estimateOf(windowOf([100, 100, 100, 100]))
    const swaying = estimateOf(windowOf([50, 150, 50, 150]))
    expect(even.rate).toBeCloseTo(100)
    expect(swaying.rate).toBeCloseTo(100)
    expect(swaying.error).toBeGreaterThan(5 * even.error)
  })

  it('is not taken before a part is whole', () => {
    const window = newWindow(0, 0)
    expect(followed(window, partMs - 1, 1_000)).toBe(window)
  })

  it('follows the present: old parts fall out', () => {
    const long = windowOf([...Array<number>(30).fill(10), ...Array<number>(mostParts).fill(500)])
    expect(estimateOf(long).rate).toBeCloseTo(500)
  })
})

describe('two rates compared', () => {
  it('is decided at once where the difference is plain, and both ways', () => {
    const base = estimateOf(windowOf([100, 100, 100]))
    expect(isAbove(estimateOf(windowOf([200, 200, 200])), 1.1, base)).toBe(true)
    expect(isAbove(estimateOf(windowOf([100, 100, 100])), 1.1, base)).toBe(false)
  })

  it('is watched on where they sway more than they differ, but not for ever', () => {
    const base = estimateOf(windowOf([100, 100, 100]))
    const swaying = [60, 160, 80, 150, 60, 160, 70, 160, 60, 170]
    expect(isAbove(estimateOf(windowOf(swaying.slice(0, 4))), 1.05, base)).toBe(null)
    expect(isAbove(estimateOf(windowOf(swaying)), 1.05, base)).toBe(true)
  })

  it('says nothing of what has only just begun', () => {
    const base = estimateOf(windowOf([100, 100, 100]))
    expect(isAbove(estimateOf(windowOf([900, 900])), 1.1, base)).toBe(null)
  })
})
