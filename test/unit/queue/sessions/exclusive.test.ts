import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { newSessionSchema, type SessionMode } from '../../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const settings = { maxSlots: 6, maxConnectionsPerHost: 99, retry: { maxAttempts: 50, baseDelayMs: 10, maxDelayMs: 50 } }

function newRun(seed = 1, failures = 0): SimulatedQueue {
  return new SimulatedQueue({ seed, failures, settings })
}

function newSession(run: SimulatedQueue, mode: SessionMode): string {
  const session = run.sessions.add(newSessionSchema.parse({ name: mode, mode }))
  if (isRefusal(session)) throw new Error('the session was refused')
  return session.id
}

const urls = (host: string, count: number) => Array.from({ length: count }, (_, index) => `http://${host}/${index}`)
const goingOn = (run: SimulatedQueue, sessionId: string | null) =>
  run.pool.holders.filter((holder) => holder.sessionId === sessionId && !holder.isStopping).length

test('an exclusive session has one transfer at a time with one connection, over all of its jobs; others have the slots', async () => {
  const run = newRun()
  onTestFinished(() => run.close())
  const sessionId = newSession(run, 'exclusive')
  const jobs = [
    await run.add({ urls: urls('a.example', 6), sessionId, connections: 8 }),
    await run.add({ urls: urls('b.example', 6), sessionId }),
  ]
  const free = await run.add({ urls: urls('a.example', 30) })
  await run.pass(300, () => expect([goingOn(run, sessionId), goingOn(run, null)]).not.toEqual([2, 0]))
  expect([goingOn(run, sessionId), goingOn(run, null)]).toEqual([1, 5])
  const [running] = run.queue.read.episodes({ jobId: jobs[0]?.id ?? '', status: 'downloading', offset: 0, limit: 9 })?.items ?? []
  expect(running?.connections).toBe(1)
  expect(run.queue.read.job(jobs[1]?.id ?? '')?.waiting).toEqual({ reason: 'session', until: null })
  for (let round = 0; round < 60; round += 1) await run.pass(500, () => expect(goingOn(run, sessionId)).toBeLessThan(2))
  for (const { id } of [...jobs, free]) expect(run.queue.read.job(id)?.status).toBe('completed')
  expect(run.problems).toEqual([])
})

test('the slots say that it is the session that keeps them empty', async () => {
  const run = newRun()
  onTestFinished(() => run.close())
  const sessionId = newSession(run, 'exclusive')
  await run.add({ urls: urls('a.example', 6), sessionId })
  await run.pass(300)
  expect(run.queue.read.stats().slots).toMatchObject({ active: 1, effective: 1, limitedBy: 'session' })
})

test('a mode that is changed counts at once: what is too much goes back to the queue where it is, or more start', async () => {
  const run = newRun()
  onTestFinished(() => run.close())
  const sessionId = newSession(run, 'shared')
  const job = await run.add({ urls: urls('a.example', 12), sessionId })
  await run.pass(100)
  expect(goingOn(run, sessionId)).toBe(6)
  run.sessions.update(sessionId, { mode: 'exclusive', replace: false })
  expect(goingOn(run, sessionId)).toBe(1)
  await run.pass(200, () => expect(goingOn(run, sessionId)).toBeLessThan(2))
  run.sessions.update(sessionId, { mode: 'rotating', replace: false })
  expect(goingOn(run, sessionId)).toBeGreaterThan(3)
  await run.pass(6_000)
  expect(run.queue.read.job(job.id)?.status).toBe('completed')
  expect(run.problems).toEqual([])
})

const step = fc.record({
  kind: fc.constantFrom('mode', 'signOut', 'resume', 'give', 'pass'),
  which: fc.nat({ max: 2 }),
  mode: fc.constantFrom<SessionMode>('shared', 'rotating', 'exclusive', 'automatic'),
  ms: fc.integer({ min: 20, max: 400 }),
})

test('whatever is asked in between, no exclusive session has two, none that is signed out starts, and no slot stays empty', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(step, { minLength: 4, maxLength: 12 }), async (seed, steps) => {
      const run = newRun(seed, 0.05)
      const ids = [newSession(run, 'exclusive'), newSession(run, 'shared'), null]
      const jobs = []
      for (const sessionId of ids)
        jobs.push(await run.add({ urls: urls('a.example', 25), ...(sessionId === null ? {} : { sessionId }) }))
      let freeSinceMs: number | null = null
      const look = () => {
        const facts = run.sessions.all()
        for (const { id, mode } of facts) if (mode === 'exclusive') expect(goingOn(run, id)).toBeLessThan(2)
        const excludedSessions = facts
          .filter(
            ({ id, mode, needsSignIn }) =>
              needsSignIn || (mode === 'exclusive' && run.pool.holders.some((one) => one.sessionId === id)),
          )
          .map(({ id }) => id)
        const next = run.store.nextEligible({ queues: ['default'], excludedHosts: [], excludedSessions })
        const isIdle = run.pool.holders.length < settings.maxSlots && next !== null
        freeSinceMs = isIdle ? (freeSinceMs ?? run.clock.monotonic()) : null
        if (freeSinceMs !== null) expect(run.clock.monotonic() - freeSinceMs).toBeLessThan(100)
      }
      for (const { kind, which, mode, ms } of steps) {
        const sessionId = ids[which] ?? null
        if (kind === 'mode' && sessionId !== null) run.sessions.update(sessionId, { mode, replace: false })
        else if (kind === 'signOut' && sessionId !== null)
          run.sessions.requireSignIn(sessionId, { host: 'a.example', status: 401 })
        else if (kind === 'resume' && sessionId !== null) run.sessions.resume(sessionId)
        else if (kind === 'give') run.queue.jobs.update(jobs[which]?.id ?? '', { sessionId: ids[ms % 3] ?? null })
        await run.pass(ms, look)
      }
      for (const id of ids) if (id !== null) run.sessions.resume(id)
      for (let round = 0; round < 120 && run.store.jobCounts().completed < 3; round += 1) await run.pass(500, look)
      expect(jobs.map(({ id }) => run.queue.read.job(id)?.status)).toEqual(['completed', 'completed', 'completed'])
      expect(run.problems).toEqual([])
      await run.close()
    }),
    { numRuns: 8 },
  )
}, 60_000)
