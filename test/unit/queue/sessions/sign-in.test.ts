import { expect, onTestFinished, test } from 'vitest'
import type { TransferOrder } from '../../../../src-main/queue/ports.ts'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { newSessionSchema, type StaffelEvent } from '../../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

const settings = { maxSlots: 4, maxConnectionsPerHost: 99, retry: { maxAttempts: 3, baseDelayMs: 10, maxDelayMs: 50 } }

/** A queue whose server lets in or refuses as a test says. */
function queueThat(refuses: (order: TransferOrder, bytesDone: number) => boolean): SimulatedQueue {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings, refuses })
  onTestFinished(() => run.close())
  return run
}

function newSession(run: SimulatedQueue, given: object = {}): string {
  const session = run.sessions.add(newSessionSchema.parse({ name: 'Archive', mode: 'shared', ...given }))
  if (isRefusal(session)) throw new Error('the session was refused')
  return session.id
}

const urls = (host: string, count: number) => Array.from({ length: count }, (_, index) => `http://${host}/${index}`)
const cookie = { name: 'token', value: 'new', domain: 'a.example', path: '/' }
const newCookies = { cookies: [cookie], replace: false }

function episodesOf(run: SimulatedQueue, jobId: string) {
  return run.queue.read.episodes({ jobId, offset: 0, limit: 1_000 })?.items ?? []
}

const reasonsOf = (run: SimulatedQueue, jobId: string) => episodesOf(run, jobId).map(({ waiting }) => waiting?.reason ?? null)

/** Notices that anybody who listens is told from now on. */
function noticesOf(run: SimulatedQueue): readonly StaffelEvent[] {
  const told: StaffelEvent[] = []
  const subscription = run.queue.subscribe()
  void (async () => {
    for await (const event of subscription) if (event.type === 'notice') told.push(event)
  })()
  return told
}

test('one refusal holds all of its session, with bytes or without, and nobody else; nothing has used an attempt', async () => {
  let isSignedOut = false
  const run = queueThat(({ sessionId }, bytesDone) => isSignedOut && sessionId !== null && bytesDone !== 8_000)
  const told = noticesOf(run)
  const sessionId = newSession(run)
  const [first, second] = [
    await run.add({ urls: urls('a.example', 20), sessionId }),
    await run.add({ urls: urls('a.example', 5), sessionId }),
  ]
  const free = await run.add({ urls: urls('b.example', 3) })
  await run.pass(120)
  isSignedOut = true
  await run.pass(400)
  expect(new Set([...reasonsOf(run, first.id), ...reasonsOf(run, second.id)])).toContain('auth')
  const later = await run.add({ urls: urls('c.example', 2), sessionId })
  await run.pass(5_000)
  const waiting = [first, second, later].flatMap(({ id }) => episodesOf(run, id)).filter(({ status }) => status !== 'completed')
  expect(waiting.map(({ waiting: wait, status, attempts }) => [wait?.reason, status, attempts])).toEqual(
    waiting.map(() => ['auth', 'queued', 0]),
  )
  expect(waiting.some(({ bytesDone }) => bytesDone > 0)).toBe(true)
  expect(waiting.filter(({ error }) => error?.code === 'AUTH_REQUIRED').length).toBeGreaterThan(0)
  expect(run.queue.read.job(second.id)).toMatchObject({ status: 'queued', waiting: { reason: 'auth' } })
  expect(run.queue.read.job(free.id)).toMatchObject({ status: 'completed' })
  expect(run.queue.read.stats().slots).toMatchObject({ active: 0, limitedBy: 'session' })
  expect(run.sessions.get(sessionId)).toMatchObject({ signIn: { host: 'a.example', status: 401 }, openJobs: 3 })
  expect(told.filter((event) => event.type === 'notice' && event.notice.code === 'SESSION_ENDED')).toMatchObject([
    { notice: { params: { name: 'Archive', host: 'a.example' } } },
  ])

  isSignedOut = false
  expect(run.sessions.update(sessionId, newCookies)).toMatchObject({ signIn: null })
  await run.pass(5_000)
  for (const { id } of [first, second, later]) expect(run.queue.read.job(id)).toMatchObject({ status: 'completed' })
  expect(run.problems).toEqual([])
})

test.each(['resume', 'credentials', 'a person who wants the job to go on'] as const)(
  'what waits goes on by itself after: %s',
  async (way) => {
    let isSignedOut = true
    const run = queueThat(({ sessionId }) => isSignedOut && sessionId !== null)
    const sessionId = newSession(run)
    const job = await run.add({ urls: urls('a.example', 3), sessionId })
    await run.pass(200)
    expect(reasonsOf(run, job.id)).toEqual(['auth', 'auth', 'auth'])
    isSignedOut = false
    await run.pass(2_000)
    expect(reasonsOf(run, job.id)).toEqual(['auth', 'auth', 'auth'])
    if (way === 'resume') run.sessions.resume(sessionId)
    else if (way === 'credentials') run.credentials.add({ host: 'a.example', scheme: 'automatic', username: 'anna', secret: 'x' })
    else await run.queue.jobs.resume(job.id)
    await run.pass(2_000)
    expect(run.queue.read.job(job.id)).toMatchObject({ status: 'completed' })
  },
)

test('what is on its way with older cookies when new ones come is asked once more, and ends nothing', async () => {
  const renewals = new Map<string, boolean>()
  const run = queueThat(({ episodeId, sessionId }, bytesDone) => {
    if (sessionId === null || bytesDone < 16_000 || renewals.has(episodeId)) return false
    // The new cookies come while this one is being refused for the older ones.
    renewals.set(episodeId, true)
    run.sessions.update(sessionId, newCookies)
    return true
  })
  const sessionId = newSession(run)
  const job = await run.add({ urls: urls('a.example', 6), sessionId })
  await run.pass(6_000)
  expect(run.queue.read.job(job.id)).toMatchObject({ status: 'completed' })
  expect(renewals.size).toBeGreaterThan(2)
  expect(run.sessions.get(sessionId)).toMatchObject({ signIn: null })
})

test('a file that alone is refused ends its session once, and fails by itself where the others are let in afterwards', async () => {
  const run = queueThat(({ url }) => url.endsWith('/2'))
  const sessionId = newSession(run)
  const job = await run.add({ urls: urls('a.example', 12), sessionId })
  await run.pass(6_000)
  expect(run.queue.read.job(job.id)).toMatchObject({ status: 'queued', waiting: { reason: 'auth' } })
  for (let renewal = 0; renewal < 3; renewal += 1) {
    run.sessions.resume(sessionId)
    await run.pass(6_000)
  }
  expect(run.queue.read.job(job.id)).toMatchObject({ status: 'failed', episodesCompleted: 11, error: { code: 'AUTH_REQUIRED' } })
  expect(run.sessions.get(sessionId)).toMatchObject({ signIn: null })
})

test('a job without a session waits in the middle and fails at the start as ever, and goes on once it is given one', async () => {
  const run = queueThat(({ sessionId, url }, bytesDone) => sessionId === null && (url.endsWith('/0') ? bytesDone >= 8_000 : true))
  const job = await run.add({ urls: urls('a.example', 4) })
  const other = await run.add({ urls: urls('a.example', 1) })
  await run.pass(4_000)
  expect(episodesOf(run, job.id).map(({ status, waiting }) => [status, waiting?.reason])).toEqual([
    ['queued', 'auth'],
    ['failed', undefined],
    ['failed', undefined],
    ['failed', undefined],
  ])
  const sessionId = newSession(run)
  expect(run.queue.jobs.update(job.id, { sessionId })).toMatchObject({ sessionId })
  await run.pass(4_000)
  expect(run.queue.read.job(job.id)).toMatchObject({ status: 'completed', sessionId })
  expect(episodesOf(run, other.id)[0]).toMatchObject({ waiting: { reason: 'auth' } })
  run.queue.jobs.updateMany([other.id, 'gone'], { sessionId })
  await run.pass(4_000)
  expect(run.queue.read.job(other.id)).toMatchObject({ status: 'completed', sessionId })
})

test('credentials for its host end the wait of a job without a session, and no other', async () => {
  let isSignedOut = true
  const run = queueThat((_, bytesDone) => isSignedOut && bytesDone >= 8_000)
  const [job, other] = [await run.add({ urls: urls('a.example:8080', 1) }), await run.add({ urls: urls('b.example', 1) })]
  await run.pass(2_000)
  expect([...reasonsOf(run, job.id), ...reasonsOf(run, other.id)]).toEqual(['auth', 'auth'])
  isSignedOut = false
  run.credentials.add({ host: 'a.example', scheme: 'basic', username: 'anna', secret: 'x' })
  await run.pass(2_000)
  expect(run.queue.read.job(job.id)).toMatchObject({ status: 'completed' })
  expect(reasonsOf(run, other.id)).toEqual(['auth'])
})

test('another session is taken up by what runs, from where it is', async () => {
  const orders: TransferOrder[] = []
  const run = queueThat((order, bytesDone) => {
    if (bytesDone === 0 || order.part !== null) orders.push(order)
    return false
  })
  const [one, other] = [newSession(run), newSession(run)]
  const job = await run.add({ urls: urls('a.example', 1), sessionId: one })
  await run.pass(200)
  run.queue.jobs.update(job.id, { sessionId: other })
  await run.pass(4_000)
  expect(run.queue.read.job(job.id)).toMatchObject({ status: 'completed', sessionId: other })
  expect(orders.map(({ sessionId }) => sessionId)).toContain(other)
  expect(run.problems).toEqual([])
})

test('a session is not removed while jobs that are not finished name it, unless by force: those go on without it', async () => {
  const run = queueThat(({ sessionId }) => sessionId !== null)
  const sessionId = newSession(run)
  const job = await run.add({ urls: urls('a.example', 2), sessionId })
  await run.pass(200)
  expect(run.sessions.remove(sessionId, { force: false })).toMatchObject({ refused: 'CONFLICT', params: { openJobs: 1 } })
  expect(run.sessions.remove(sessionId, { force: true })).toEqual({ done: true })
  await run.pass(2_000)
  expect(run.queue.read.job(job.id)).toMatchObject({ status: 'completed', sessionId: null })
  expect(run.store.sessionJobs().size).toBe(0)
})

test('a session that nobody knows is refused by its name, alone and among many', async () => {
  const run = queueThat(() => false)
  const job = await run.add({ urls: urls('a.example', 1) })
  const issue = { issues: [{ path: 'sessionId', value: 'nobody', reason: 'option', options: [] }] }
  const refusal = { refused: 'INVALID_INPUT', params: issue }
  expect(await run.queue.jobs.add({ urls: urls('a.example', 1), sessionId: 'nobody' })).toEqual(refusal)
  expect(run.queue.jobs.update(job.id, { sessionId: 'nobody' })).toEqual(refusal)
  expect(run.queue.jobs.updateMany([job.id], { sessionId: 'nobody' })).toEqual(refusal)
  expect(run.queue.read.job(job.id)?.sessionId).toBeNull()
})
