import { expect, test } from 'vitest'
import { episodeSchema, type Job, jobSchema } from '../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../support/queue/simulated-queue.ts'

test.each([1, 2, 3])(
  'while transfers start over and the disk is slow, each answer is one that the contract allows (%i)',
  async (seed) => {
    const settings = { maxSlots: 6, retry: { maxAttempts: 100, baseDelayMs: 50, maxDelayMs: 500 } }
    const run = new SimulatedQueue({ seed, failures: 0.7, restarts: 0.7, flushMs: 200, settings })
    const jobs: Job[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) jobs.push(await run.add({ urls: [`http://a.example/${name}`] }))
    const wrong = new Set<string>()
    const look = () => {
      for (const { id } of jobs) {
        const episodes = run.queue.read.episodes({ jobId: id, offset: 0, limit: 1 })?.items ?? []
        const answers = [
          jobSchema.safeParse(run.queue.read.job(id)),
          ...episodes.map((episode) => episodeSchema.safeParse(episode)),
        ]
        for (const { error } of answers) if (error !== undefined) wrong.add(error.message)
        expect(episodes).toHaveLength(1)
      }
    }
    for (let seconds = 0; seconds < 300 && run.pool.completed.size < jobs.length; seconds++) await run.pass(1_000, look)
    expect(run.pool.completed.size).toBe(jobs.length)
    expect([...wrong, ...run.problems]).toEqual([])
    await run.close()
  },
)
