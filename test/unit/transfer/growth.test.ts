import { expect, test } from 'vitest'
import { CrawlWatch } from '../../../src-main/transfer/worker/crawl-watch.ts'
import { Growth } from '../../../src-main/transfer/worker/growth.ts'

/** Lets a download run for a while whose speed depends on its connections; returns how many were allowed in the end. */
function grown(bytesPerMs: (connections: number) => number, { ms = 2_000, granted = 16 } = {}): number {
  const growth = new Growth()
  let bytesReceived = 0
  for (let now = 0; now <= ms; now += 100) {
    const delivering = Math.min(growth.allowed, granted)
    growth.watch({ now, bytesReceived, delivering })
    // New connections bring nothing before the next look.
    bytesReceived += bytesPerMs(delivering) * 100
  }
  return growth.allowed
}

test('connections double while each doubling brings speed', () => {
  expect(grown((connections) => connections * 2_000, { ms: 100 })).toBe(4)
  expect(grown((connections) => connections * 2_000, { ms: 300 })).toBe(8)
  expect(grown((connections) => connections * 2_000, { ms: 500 })).toBe(16)
  expect(grown((connections) => Math.min(connections, 8) * 2_000)).toBe(16)
})

test('they stay where one more step has brought nothing, and it is tried again much later', () => {
  expect(grown(() => 50_000)).toBe(4)
  expect(grown(() => 50_000, { ms: 15_000 })).toBe(8)
})

test('they do not grow before those that are allowed deliver', () => {
  expect(grown((connections) => connections * 2_000, { granted: 1 })).toBe(2)
})

test('a connection crawls only below its siblings, and not where all have become slow', () => {
  const watch = new CrawlWatch()
  expect(watch.isCrawling(1)).toBe(false)
  watch.learn(1_000_000)
  expect(watch.isCrawling(100_000)).toBe(false)
  expect(watch.isCrawling(1_000)).toBe(true)
  const line = new CrawlWatch()
  line.learn(1_000_000)
  const replaced = Array.from({ length: 50 }, () => line.isCrawling(1)).filter(Boolean).length
  expect(replaced).toBe(8)
})
