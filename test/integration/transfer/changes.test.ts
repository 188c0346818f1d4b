import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import type { FileScript, SeenRequest } from '../../support/faulty-server.ts'
import { persist } from '../../support/persist.ts'

const size = 5_000_000
const bytesPerSecond = 4_000_000
setUpBench({ stallTimeoutMs: 1_500 })

const youngDate = 'Mon, 01 Jan 2024 00:00:00 GMT'

/** How a server tells, or fails to tell, one version of a file from the next. */
const proofs: readonly (readonly [how: string, before: Partial<FileScript>, after: Partial<FileScript>])[] = [
  ['a new ETag', { etag: '"one"' }, { etag: '"two"' }],
  ['a new ETag and another length', { etag: '"one"' }, { etag: '"two"', size: size + 1_000 }],
  ['the same ETag and a greater length', { etag: '"same"' }, { etag: '"same"', size: size + 300_000 }],
  ['the same ETag and a smaller length', { etag: '"same"' }, { etag: '"same"', size: size - 300_000 }],
  ['a weak ETag', { etag: 'W/"one"' }, { etag: 'W/"two"' }],
  ['a weak ETag that stays the same', { etag: 'W/"same"' }, { etag: 'W/"same"' }],
  ['no validator', { etag: null }, { etag: null }],
  ['no validator and a smaller length', { etag: null }, { etag: null, size: size - 300_000 }],
  [
    'Last-Modified alone',
    { etag: null, lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' },
    { etag: null, lastModified: 'Mon, 01 Jan 2024 00:00:01 GMT' },
  ],
  [
    'Last-Modified within a second of Date',
    { etag: null, lastModified: youngDate, headers: { date: youngDate } },
    { etag: null, lastModified: youngDate, headers: { date: youngDate } },
  ],
]

describe('a file that becomes another one', () => {
  test.each(proofs)('before a resume, told by %s, is fetched anew, whole, and that is said', async (_, before, after) => {
    server.serve('/file', { size, bytesPerSecond, ...before })
    const attemptId = bench.begin(server.url('/file'))
    await bench.received(attemptId, 1_500_000)
    bench.pool.stop(attemptId)
    const { part } = await bench.ended(attemptId)
    server.serve('/file', { size, seed: 2, ...after })
    expect(await persist('/file', { attempts: 1, connections: 4, part })).toEqual({ attempts: 1, hasRestarted: true })
  })

  test.each(proofs)(
    'between two requests of one download, told by %s, is never mixed with the old one',
    async (_, before, after) => {
      const versions: readonly Partial<FileScript>[] = [
        { size, seed: 1, ...before },
        { size, seed: 2, ...after },
      ]
      // The first connection breaks off in the middle; whatever is asked for after it comes from the new file.
      const faults = ({ numberOfPath }: SeenRequest) =>
        numberOfPath === 0 ? { cutAfter: 2_000_000, file: versions[0] ?? {} } : { file: versions[1] ?? {} }
      server.serve('/file', { size, seed: 2, bytesPerSecond, ...after, faults })
      expect(await persist('/file', { attempts: 4, connections: 4 })).toMatchObject({ hasRestarted: true })
      expect(server.requestsTo('/file').length).toBeLessThan(20)
    },
  )
})
