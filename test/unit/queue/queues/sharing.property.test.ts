import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const episodes = 24
const finishMs = 60_000
/** So long may what was freed stay free: reports are gathered for 2 ms, and time passes in steps of 5. */
const idleMs = 15

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('slots' as const), slots: fc.integer({ min: 0, max: 12 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('queue slots' as const), queue: fc.nat(2), slots: fc.option(fc.nat(4)) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hold' as const), queue: fc.nat(2), paused: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('put' as const), job: fc.nat(3), queue: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('sequential' as const), job: fc.nat(3), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fair' as const), on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      job: fc.nat(3),
      to: fc.constantFrom('top' as const, 'bottom' as const),
    }),
  },
)

/** What is against the rules, each time it is looked: too many that go on, or a slot that stays free though something could start in it. */
function watchOver(run: SimulatedQueue) {
  let freeSinceMs: number | null = null
  const problems: string[] = []
  return {
    problems,
    look() {
      const { holders } = run.pool
      const jobIds = holders.map(({ episodeId }) => run.store.episode(episodeId)?.jobId ?? '')
      const jobs = new Map([...new Set(jobIds)].map((id) => [id, run.store.job(id)]))
      const held = holders.map(({ isStopping }, at) => ({ isStopping, jobId: jobIds[at] ?? '', job: jobs.get(jobIds[at] ?? '') }))
      const goingOn = held.filter(({ isStopping }) => !isStopping)
      const queues = run.queue.queues.list().items
      for (const { id, slots, paused } of queues) {
        const own = goingOn.filter(({ job }) => job?.queueId === id).length
        if (own > (paused ? 0 : (slots ?? own))) problems.push(`${own} go on in a queue of ${slots}, held: ${paused}`)
      }
      for (const [id, group] of Map.groupBy(goingOn, ({ jobId }) => jobId)) {
        if (group.length > 1 && jobs.get(id)?.sequential === true) problems.push(`${group.length} of one job go on at once`)
      }
      const open = queues.filter(
        ({ id, slots, paused }) =>
          !paused && held.filter(({ job }) => job?.queueId === id).length < (slots ?? holders.length + 1),
      )
      const limits = { queues: open.map(({ id }) => id), excludedHosts: [], excludedSessions: [] }
      const isIdle = holders.length < run.queue.settings.maxSlots && run.store.nextEligible(limits) !== null
      const nowMs = run.clock.monotonic()
      freeSinceMs = isIdle ? (freeSinceMs ?? nowMs) : null
      if (freeSinceMs !== null && nowMs - freeSinceMs > idleMs) problems.push(`a slot was free for ${nowMs - freeSinceMs} ms`)
    },
  }
}

test('queues keep to their slots and jobs to their turns, whatever is asked in between, and all is fetched once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1e6),
      fc.array(fc.tuple(step, fc.integer({ min: 0, max: 300 })), { minLength: 4, maxLength: 20 }),
      async (seed, steps) => {
        const run = new SimulatedQueue({
          seed,
          failures: 0.05,
          settings: { maxSlots: 6, maxConnectionsPerHost: 100, retry: { maxAttempts: 100, baseDelayMs: 50 } },
        })
        const { queue } = run
        const named = [queue.queues.add({ name: 'one', slots: 2 }), queue.queues.add({ name: 'two' })]
        const queueIds = ['default', ...named.map((made) => (isRefusal(made) ? '' : made.id))]
        const jobIds: string[] = []
        for (const job of [0, 1, 2, 3]) {
          const urls = Array.from({ length: episodes / 4 }, (_, index) => `http://h${index % 2}.example/${job}/${index}`)
          jobIds.push((await run.add({ urls, queueId: queueIds[job % 3] ?? '', sequential: job === 1 })).id)
        }
        const { problems, look } = watchOver(run)
        const asked: Promise<unknown>[] = []
        for (const [action, gapMs] of steps) {
          const queueId = 'queue' in action ? (queueIds[action.queue] ?? '') : ''
          const jobId = 'job' in action ? (jobIds[action.job] ?? '') : ''
          if (action.kind === 'slots') await run.setSlots(action.slots)
          else if (action.kind === 'queue slots') asked.push(queue.queues.update(queueId, { slots: action.slots }))
          else if (action.kind === 'hold') asked.push(queue.queues.update(queueId, { paused: action.paused }))
          else if (action.kind === 'put') queue.jobs.update(jobId, { queueId })
          else if (action.kind === 'sequential') queue.jobs.update(jobId, { sequential: action.on })
          else if (action.kind === 'fair') await queue.changeSettings({ fairJobs: action.on })
          else queue.jobs.move({ jobIds: [jobId], to: action.to })
          await run.pass(gapMs, look)
        }
        for (const queueId of queueIds) asked.push(queue.queues.update(queueId, { paused: false, slots: 3 }))
        await run.setSlots(6)
        for (let passedMs = 0; passedMs < finishMs && run.pool.completed.size < episodes; passedMs += 100)
          await run.pass(100, look)
        await Promise.all(asked)
        expect(run.store.episodeCounts()).toMatchObject({ completed: episodes, queued: 0, downloading: 0, failed: 0 })
        expect([...run.pool.completed.values()].every((times) => times === 1)).toBe(true)
        await run.close()
        expect([...run.problems, ...problems]).toEqual([])
      },
    ),
    { numRuns: 8, seed: 20_261_122 },
  )
})

test('slots are shared evenly between jobs of equal priority while that is asked for, and the upper first otherwise', async () => {
  const run = new SimulatedQueue({ seed: 5, failures: 0, settings: { maxSlots: 0, maxConnectionsPerHost: 100 } })
  const urls = (job: number) => Array.from({ length: 12 }, (_, index) => `http://a.example/${job}/${index}`)
  const jobs = [await run.add({ urls: urls(1) }), await run.add({ urls: urls(2) }), await run.add({ urls: urls(3) })]
  await run.add({ urls: urls(4), priority: -1 })
  const active = () => jobs.map(({ id }) => run.store.job(id)?.counts.downloading)
  await run.setSlots(6)
  expect(active()).toEqual([6, 0, 0])
  await run.setSlots(0)
  await run.pass(500)
  await run.queue.changeSettings({ fairJobs: true })
  await run.setSlots(6)
  expect(active()).toEqual([2, 2, 2])
  await run.setSlots(7)
  expect(active()).toEqual([3, 2, 2])
  await run.queue.changeSettings({ fairJobs: false })
  await run.setSlots(9)
  expect(active()).toEqual([5, 2, 2])
  await run.close()
  expect(run.problems).toEqual([])
})
