import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { episodeStatuses, episodeTransitions, jobStatusOf, mayTransition } from '../../../src-preload/contract/index.ts'

const none = { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 }

describe('a job’s status', () => {
  it.each([
    ['downloading', { ...none, downloading: 1, queued: 5, paused: 1, failed: 1 }],
    ['queued', { ...none, queued: 1, paused: 3, failed: 2, completed: 1 }],
    ['paused', { ...none, paused: 1, verifying: 1, failed: 1 }],
    ['processing', { ...none, verifying: 1, failed: 1, completed: 4 }],
    ['failed', { ...none, failed: 1, completed: 11 }],
    ['completed', { ...none, completed: 12 }],
  ] as const)('is %s by the order of precedence', (status, counts) => {
    expect(jobStatusOf(counts)).toBe(status)
  })
})

describe('an episode’s states', () => {
  it('are all reachable from queued, and queued from all of them', () => {
    const reachable = (from: (typeof episodeStatuses)[number]) => {
      const seen = new Set([from])
      for (const status of seen) for (const next of episodeTransitions[status]) seen.add(next)
      return seen
    }
    fc.assert(
      fc.property(fc.constantFrom(...episodeStatuses), (status) => {
        expect(reachable('queued')).toContain(status)
        expect(reachable(status)).toContain('queued')
      }),
    )
  })

  it('never fail or finish without work', () => {
    expect(mayTransition('queued', 'failed')).toBe(false)
    expect(mayTransition('paused', 'completed')).toBe(false)
    expect(mayTransition('paused', 'downloading')).toBe(false)
  })
})
