import { expect, onTestFinished, test } from 'vitest'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const urls = (count: number) => Array.from({ length: count }, (_, index) => `http://127.0.0.1/${index}`)
/** In one transaction, and in many. */
const counts = [3, 3_000]

function paused(): SimulatedQueue {
  const simulated = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 0 } })
  onTestFinished(() => simulated.close())
  return simulated
}

/** Time goes by until it has settled. */
async function settled<Outcome>(simulated: SimulatedQueue, work: Promise<Outcome>): Promise<PromiseSettledResult<Outcome>> {
  let outcome: PromiseSettledResult<Outcome> | null = null
  const result = Promise.allSettled([work]).then(([only]) => {
    outcome = only
    return only
  })
  for (let turn = 0; outcome === null && turn < 1_000; turn++) await simulated.pass(5)
  return result
}

test.each(counts)('%i episodes and what is written alongside are there together', async (count) => {
  const simulated = paused()
  const noted: string[] = []
  const job = await settled(
    simulated,
    simulated.queue.jobs.add({ urls: urls(count) }, (jobId) => {
      noted.push(jobId)
      expect(simulated.store.job(jobId)?.episodesTotal).toBe(count)
      expect(simulated.store.pendingAdditions()).toEqual([])
    }),
  )
  expect(job).toMatchObject({ status: 'fulfilled', value: { id: noted[0], episodesTotal: count } })
  expect(noted).toHaveLength(1)
})

test.each(counts)('of %i episodes none stays where what is written alongside fails', async (count) => {
  const simulated = paused()
  const refuse = () => {
    throw new Error('no room')
  }
  const added = await settled(simulated, simulated.queue.jobs.add({ urls: urls(count) }, refuse))
  expect(added).toMatchObject({ status: 'rejected', reason: { message: 'no room' } })
  expect(simulated.queue.read.stats().jobs.all).toBe(0)
  const job = await simulated.add({ urls: ['http://127.0.0.1/first'] })
  const more = await settled(simulated, simulated.queue.jobs.addEpisodes(job.id, { urls: urls(count) }, refuse))
  expect(more).toMatchObject({ status: 'rejected', reason: { message: 'no room' } })
  expect(simulated.store.job(job.id)?.episodesTotal).toBe(1)
})

test('nothing is written alongside for a job that is not there', async () => {
  const simulated = paused()
  const refused = await simulated.queue.jobs.addEpisodes('none', { urls: urls(3) }, () => expect.unreachable())
  expect(refused).toMatchObject({ refused: 'NOT_FOUND' })
})
