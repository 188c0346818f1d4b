import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { persist } from '../../support/persist.ts'

setUpBench({ stallTimeoutMs: 1_500 })

describe('an answer that takes its time', () => {
  test('at one byte a second is waited for, as long as the bytes keep coming', async () => {
    server.serve('/drip', { size: 3, bytesPerSecond: 1 })
    expect(await persist('/drip', { attempts: 1 })).toEqual({ attempts: 1, hasRestarted: false })
  })

  test('and is silent for less than the limit costs no attempt', async () => {
    server.serve('/pause', { size: 3_000_000, faults: [{ stallAfter: 1_000_000, stallMs: 700 }] })
    expect(await persist('/pause', { attempts: 1 })).toEqual({ attempts: 1, hasRestarted: false })
    expect(server.requestsTo('/pause')).toHaveLength(1)
  })

  test('among several that come in another order than they were asked for leaves the file exact', async () => {
    server.serve('/file', {
      size: 8_000_000,
      bytesPerSecond: 4_000_000,
      faults: ({ numberOfPath }) => ({ latencyMs: [0, 900, 600, 300, 100][numberOfPath] ?? 0 }),
    })
    expect(await persist('/file', { attempts: 1, connections: 5 })).toEqual({ attempts: 1, hasRestarted: false })
    expect(server.maxConnections('/file')).toBeGreaterThan(1)
  })

  test('of one byte a second among fast ones is replaced', async () => {
    server.serve('/file', {
      size: 8_000_000,
      bytesPerSecond: 2_000_000,
      faults: ({ numberOfPath }) => (numberOfPath === 1 ? { bytesPerSecond: 1 } : undefined),
    })
    const { outcome } = await bench.fetch(server.url('/file'))
    expect(outcome.kind).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })
})
