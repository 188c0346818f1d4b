import { expect } from 'vitest'
import type { PartFile } from '../../src-main/queue/ports.ts'
import { bench, server } from './each-test-a-bench.ts'

/** How an episode came to its end. */
export interface Persisted {
  readonly attempts: number
  /** Whether an attempt said that what was there is of no use any more. */
  readonly hasRestarted: boolean
}

/**
 * Tries like the queue does, with what the attempt before has left, until the file is there and exactly what the
 * server has now. Each failure before must be one that may pass.
 */
export async function persist(
  path: string,
  options: { readonly attempts: number; readonly connections?: number; readonly part?: PartFile | null },
): Promise<Persisted> {
  const limits = { connections: options.connections ?? 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
  let part = options.part ?? null
  let hasRestarted = false
  for (let attempts = 1; attempts <= options.attempts; attempts++) {
    const ended = await bench.fetch(server.url(path), { part, limits })
    hasRestarted ||= bench.kindsOf(ended.attemptId).includes('restarted')
    if (ended.outcome.kind === 'completed') {
      expect((await bench.read(ended.outcome.fileName)).equals(server.content(path))).toBe(true)
      return { attempts, hasRestarted }
    }
    expect(ended.outcome).toMatchObject({ kind: 'failed', transient: true })
    part = ended.part
  }
  throw new Error('it never completed')
}
