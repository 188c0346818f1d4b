import { expect, onTestFinished, test } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { newSessionSchema, type StaffelEvent } from '../../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

type SessionsEvent = Extract<StaffelEvent, { type: 'sessions' }>

/** What a subscriber is told of the sessions, with when, in milliseconds since it came. */
function listenTo(run: SimulatedQueue): readonly (SessionsEvent & { readonly atMs: number })[] {
  const told: (SessionsEvent & { readonly atMs: number })[] = []
  const startedAtMs = run.clock.monotonic()
  void (async () => {
    for await (const event of run.queue.subscribe()) {
      if (event.type === 'sessions') told.push({ ...event, atMs: run.clock.monotonic() - startedAtMs })
    }
  })()
  return told
}

test('whoever listens is told how the sessions stand, and then of what changes, at most twice a second and once for all', async () => {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 2 } })
  onTestFinished(() => run.close())
  const session = run.sessions.add(newSessionSchema.parse({ name: 'Archive' }))
  if (isRefusal(session)) throw new Error('the session was refused')
  const told = listenTo(run)
  await run.pass(1_000)
  expect(told).toMatchObject([{ atMs: expect.any(Number), sessions: [{ name: 'Archive' }], credentials: [] }])
  for (let change = 0; change < 40; change += 1) {
    run.sessions.update(session.id, { name: `Archive ${change}`, replace: false })
    await run.pass(50)
  }
  await run.pass(1_000)
  expect(told.length).toBeGreaterThan(3)
  expect(told.length).toBeLessThan(8)
  expect(told.at(-1)?.sessions).toMatchObject([{ name: 'Archive 39' }])
  // Read up to one step of the clock late.
  for (const [at, { atMs }] of told.entries()) if (at > 1) expect(atMs - (told[at - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(495)
  const before = told.length
  await run.pass(3_000)
  expect(told.length).toBe(before)
})

test('how many jobs a session has is told as they are added, finished and removed, and so is a credential', async () => {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: { maxSlots: 2 } })
  onTestFinished(() => run.close())
  const session = run.sessions.add(newSessionSchema.parse({ name: 'Archive' }))
  if (isRefusal(session)) throw new Error('the session was refused')
  const told = listenTo(run)
  const last = () => told.at(-1)?.sessions.map(({ jobs, openJobs }) => [jobs, openJobs])
  const job = await run.add({ urls: ['http://a.example/1'], sessionId: session.id, startPaused: true })
  await run.pass(700)
  expect(last()).toEqual([[1, 1]])
  await run.queue.jobs.resume(job.id)
  await run.pass(4_000)
  expect(last()).toEqual([[1, 0]])
  const removed = run.queue.jobs.remove(job.id, { deleteFiles: false })
  await run.pass(1_000)
  await removed
  expect(last()).toEqual([[0, 0]])
  run.credentials.add({ host: 'a.example', scheme: 'basic', username: 'anna', secret: 'hush' })
  await run.pass(1_000)
  expect(told.at(-1)?.credentials).toMatchObject([{ host: 'a.example', username: 'anna' }])
  expect(JSON.stringify(told)).not.toContain('hush')
})
