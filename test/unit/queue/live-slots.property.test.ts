import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SimulatedQueue } from '../../support/queue/simulated-queue.ts'

const hosts = ['a.example', 'b.example', 'c.example']
const hostLimit = 100
/** So long may what was freed stay free: reports are gathered for 2 ms, and time passes in steps of 5. */
const idleMs = 15
const finishMs = 300_000

function jobOf(episodes: number, job: number) {
  return {
    title: `Series ${job}`,
    directory: '/downloads',
    episodes: Array.from({ length: episodes }, (_, index) => ({
      url: `http://${hosts[index % hosts.length]}/${job}/${index}`,
      fileName: `${job}-${index}`,
    })),
  }
}

async function simulated(seed: number, failures: number, episodesOfJobs: readonly number[]) {
  const settings = {
    maxSlots: 3,
    maxConnectionsPerHost: hostLimit,
    retry: { maxAttempts: 100, baseDelayMs: 50, maxDelayMs: 500 },
  }
  const run = new SimulatedQueue({ seed, failures, settings })
  for (const [job, episodes] of episodesOfJobs.entries()) await run.add(jobOf(episodes, job + 1))
  return run
}

function countsOf(holders: SimulatedQueue['pool']['holders']): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(holders, ({ host }) => host)].map(([host, group]) => [host, group.length]))
}

/** Notices slots that stay free though an episode could start in them, and more that run on than there are slots. */
function watchOver(run: SimulatedQueue, isHeld: () => boolean) {
  let freeSinceMs: number | null = null
  const problems: string[] = []
  return {
    problems,
    look() {
      const { holders } = run.pool
      const { maxSlots, maxSlotsPerHost, loweringSlots } = run.queue.settings
      const ofHost = maxSlotsPerHost === 0 ? hostLimit : Math.min(maxSlotsPerHost, hostLimit)
      const goingOn = holders.filter(({ isStopping }) => !isStopping)
      if (loweringSlots === 'requeue') {
        if (goingOn.length > maxSlots) problems.push(`${goingOn.length} go on in ${maxSlots} slots`)
        for (const [host, count] of countsOf(goingOn)) {
          if (count > ofHost) problems.push(`${count} of ${host} go on in ${maxSlotsPerHost} slots`)
        }
      }
      const full = [...countsOf(holders)].filter(([, count]) => count >= ofHost).map(([host]) => host)
      const limits = { queues: ['default'], excludedHosts: full, excludedSessions: [] }
      const isIdle = !isHeld() && holders.length < maxSlots && run.store.nextEligible(limits) !== null
      const nowMs = run.clock.monotonic()
      if (!isIdle) freeSinceMs = null
      else freeSinceMs ??= nowMs
      if (freeSinceMs === null || nowMs - freeSinceMs <= idleMs) return
      problems.push(`${maxSlots - holders.length} of ${maxSlots} slots were free for ${nowMs - freeSinceMs} ms`)
      freeSinceMs = null
    },
  }
}

/** All is fetched, each episode once. */
async function expectAllFetched(run: SimulatedQueue, episodes: number, look: () => void) {
  await run.setSlotsPerHost(0)
  await run.setSlots(200)
  for (let passedMs = 0; passedMs < finishMs && run.pool.completed.size < episodes; passedMs += 1_000) await run.pass(1_000, look)
  expect(run.store.episodeCounts()).toMatchObject({ completed: episodes, queued: 0, downloading: 0, failed: 0 })
  expect([...run.pool.completed.values()].every((times) => times === 1)).toBe(true)
}

describe('slots that are changed live', () => {
  test.each([1, 2, 3, 4, 5])(
    'go 3 → 40 → 0 → 7 → 500 → 2 under a thousand episodes without one too many, one idle, one twice or a byte lost (%i)',
    async (seed) => {
      const run = await simulated(seed, 0.05, [400, 300, 200, 100])
      const watch = watchOver(run, () => false)
      const gaps = [120, 35, 90, 15, 60, 200]
      for (const [turn, maxSlots] of [3, 40, 0, 7, 500, 2].entries()) {
        await run.setSlots(maxSlots)
        await run.pass(gaps[(turn + seed) % gaps.length] ?? 100, watch.look)
      }
      await run.pass(2_000, watch.look)
      expect(run.pool.holders).toHaveLength(2)
      await expectAllFetched(run, 1_000, watch.look)
      await run.close()
      expect([...run.problems, ...watch.problems]).toEqual([])
    },
  )

  test.each([1, 2, 3])(
    'of one host go 4 → 15 → 1 → 0 → 60 → 2 under a thousand episodes of three hosts by the same rules (%i)',
    async (seed) => {
      const run = await simulated(seed, 0.05, [400, 300, 200, 100])
      const watch = watchOver(run, () => false)
      await run.setSlots(60)
      const gaps = [120, 35, 90, 15, 60, 200]
      for (const [turn, slotsPerHost] of [4, 15, 1, 0, 60, 2].entries()) {
        await run.setSlotsPerHost(slotsPerHost)
        await run.pass(gaps[(turn + seed) % gaps.length] ?? 100, watch.look)
      }
      await run.pass(2_000, watch.look)
      expect([...countsOf(run.pool.holders).values()]).toEqual([2, 2, 2])
      expect(run.queue.read.stats().slots).toMatchObject({
        configured: 60,
        effective: 6,
        active: 6,
        draining: 0,
        limitedBy: 'host',
      })
      await expectAllFetched(run, 1_000, watch.look)
      await run.close()
      expect([...run.problems, ...watch.problems]).toEqual([])
    },
  )

  test('of one host are lowered by letting the surplus run to its end where that is wished', async () => {
    const run = await simulated(7, 0, [90])
    await run.queue.changeSettings({ loweringSlots: 'drain' })
    await run.setSlots(30)
    await run.pass(100)
    const running = run.pool.holders
    await run.setSlotsPerHost(2)
    await run.pass(5)
    expect(run.pool.holders.filter(({ isStopping }) => isStopping)).toEqual([])
    const { active, draining } = run.queue.read.stats().slots
    expect(draining).toBe(active - 6)
    expect(draining).toBeGreaterThan(15)
    await run.pass(3_000)
    expect(running.every(({ episodeId }) => run.store.episode(episodeId)?.attempts === 0)).toBe(true)
    expect([...countsOf(run.pool.holders).values()]).toEqual([2, 2, 2])
    await expectAllFetched(run, 90, () => undefined)
    await run.close()
    expect(run.problems).toEqual([])
  })

  const action = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('slots' as const), slots: fc.integer({ min: 0, max: 512 }) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('slots per host' as const), slots: fc.integer({ min: 0, max: 20 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('lowering' as const), to: fc.constantFrom('drain' as const, 'requeue' as const) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const), job: fc.nat(2) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('priority' as const), job: fc.nat(2), priority: fc.integer({ min: -2, max: 2 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const), job: fc.nat(2) }) },
  )

  test('keep their promises whatever is asked in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1e6),
        fc.array(fc.tuple(action, fc.integer({ min: 0, max: 400 })), { minLength: 4, maxLength: 25 }),
        async (seed, actions) => {
          const run = await simulated(seed, 0.1, [40, 30, 20])
          const jobs = run.queue.read.jobs({ sort: 'position', order: 'asc', offset: 0, limit: 10 }).items
          let isHeld = false
          const watch = watchOver(run, () => isHeld)
          const asked: Promise<unknown>[] = []
          for (const [step, gapMs] of actions) {
            const id = 'job' in step ? (jobs[step.job]?.id ?? '') : ''
            if (step.kind === 'slots') await run.setSlots(step.slots)
            else if (step.kind === 'slots per host') await run.setSlotsPerHost(step.slots)
            else if (step.kind === 'lowering') await run.queue.changeSettings({ loweringSlots: step.to })
            else if (step.kind === 'hold') {
              isHeld = true
              asked.push(run.queue.pauseQueue())
            } else if (step.kind === 'release') {
              isHeld = false
              run.queue.resumeQueue()
            } else if (step.kind === 'priority') run.queue.jobs.update(id, { priority: step.priority })
            else asked.push(run.queue.jobs[step.kind](id))
            await run.pass(gapMs, watch.look)
          }
          isHeld = false
          run.queue.resumeQueue()
          await run.pass(200)
          await Promise.all(asked)
          for (const { id } of jobs) await run.queue.jobs.resume(id)
          await expectAllFetched(run, 90, watch.look)
          await run.close()
          expect([...run.problems, ...watch.problems]).toEqual([])
        },
      ),
      { numRuns: 25, seed: 20_261_122 },
    )
  })
})
