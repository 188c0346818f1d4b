import { expect, onTestFinished, test } from 'vitest'
import type { Dispatcher } from '../../../../src-main/queue/dispatcher.ts'
import type { News } from '../../../../src-main/queue/news.ts'
import { LaterRetryKeeper } from '../../../../src-main/queue/report/later-retry-keeper.ts'
import { defaultSettings, type Settings } from '../../../../src-preload/contract/index.ts'
import { newEpisodes, newJob, temporaryStore } from '../../store/support.ts'

const minuteMs = 60_000
const settings: Settings = { ...defaultSettings, downloadDirectory: '/downloads' }
const error = { code: 'NETWORK', message: '', params: {}, at: new Date(0).toISOString() } as const

/** A keeper over a real store with failed episodes that are due at these minutes, and a clock that is moved by hand. */
function keeperWith(dueMinutes: readonly number[], isWatched = false) {
  const { store } = temporaryStore()
  const episodes = newEpisodes(dueMinutes.length)
  const job = store.addJob(newJob(), episodes)
  store.transaction(() => {
    for (const [index, { id }] of episodes.entries()) {
      store.changeEpisode(id, { status: 'downloading' })
      store.changeEpisode(id, { status: 'failed', error, finishedAt: 1, retryAt: (dueMinutes[index] ?? 0) * minuteMs })
    }
  })
  let nowMs = 0
  let wallMs = 0
  const due = new Set<{ readonly atMs: number; readonly call: () => void }>()
  const seen = { pumps: 0, jobs: [] as string[], scheduled: 0 }
  const clock = {
    now: () => wallMs,
    monotonic: () => nowMs,
    schedule: (delayMs: number, call: () => void) => {
      const timer = { atMs: nowMs + delayMs, call }
      due.add(timer)
      seen.scheduled++
      return () => void due.delete(timer)
    },
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const news: Pick<News, 'jobs' | 'job' | 'removed'> = {
    jobs: (ids) => void seen.jobs.push(...ids),
    job: (id) => void seen.jobs.push(id),
    removed: () => undefined,
  }
  const dispatcher: Pick<Dispatcher, 'pump'> = { pump: () => void seen.pumps++ }
  let notedMs = 0
  const lookAtClock = () => {
    const jumpedMs = wallMs - nowMs - notedMs
    notedMs += jumpedMs
    if (isWatched && jumpedMs !== 0) keeper.shift(jumpedMs)
  }
  const keeper: LaterRetryKeeper = new LaterRetryKeeper({ world: { store, clock, log }, dispatcher, news, lookAtClock })
  onTestFinished(() => keeper.close())
  /** Time goes on, and all that became due happens. */
  const pass = async (ms: number) => {
    const untilMs = nowMs + ms
    for (;;) {
      const [next] = [...due].toSorted((one, other) => one.atMs - other.atMs)
      if (next === undefined || next.atMs > untilMs) break
      wallMs += next.atMs - nowMs
      nowMs = next.atMs
      due.delete(next)
      next.call()
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    wallMs += untilMs - nowMs
    nowMs = untilMs
  }
  const statuses = () => episodes.map(({ id }) => store.episode(id)?.status)
  const jump = (ms: number) => {
    wallMs += ms
  }
  return { keeper, store, job, pass, statuses, seen, jump }
}

test('each comes back when it is due, not before, and is counted', async () => {
  const { keeper, store, job, pass, statuses, seen } = keeperWith([10, 60])
  keeper.plan()
  await pass(9.9 * minuteMs)
  expect(statuses()).toEqual(['failed', 'failed'])
  await pass(0.2 * minuteMs)
  expect(statuses()).toEqual(['queued', 'failed'])
  expect(seen).toMatchObject({ pumps: 1, jobs: [job.id] })
  await pass(60 * minuteMs)
  expect(statuses()).toEqual(['queued', 'queued'])
  expect(store.episodes({ jobId: job.id, offset: 0, limit: 9 }).items.map(({ laterRetries }) => laterRetries)).toEqual([1, 1])
  const { scheduled } = seen
  await pass(600 * minuteMs)
  expect(seen.scheduled).toBe(scheduled)
})

test('thousands that are due at once come back in steps', async () => {
  const { keeper, pass, statuses, seen } = keeperWith(Array.from({ length: 3_000 }, () => 5))
  keeper.plan()
  await pass(6 * minuteMs)
  expect(new Set(statuses())).toEqual(new Set(['queued']))
  expect(seen.pumps).toBe(1)
})

test('a clock that is set forward brings them back within half a minute, and one that is set back does not make it busy', async () => {
  const { keeper, pass, statuses, seen, jump } = keeperWith([10])
  keeper.plan()
  await pass(1_000)
  jump(-3_600_000)
  const { scheduled } = seen
  await pass(minuteMs)
  expect(seen.scheduled - scheduled).toBeLessThanOrEqual(3)
  expect(statuses()).toEqual(['failed'])
  jump(86_400_000)
  await pass(30_000)
  expect(statuses()).toEqual(['queued'])
})

test('a clock that is set, and is seen to be, brings nothing back sooner or later', async () => {
  const { keeper, pass, statuses, jump } = keeperWith([10], true)
  keeper.plan()
  await pass(1_000)
  jump(86_400_000)
  await pass(9 * minuteMs)
  jump(-3_600_000)
  await pass(58_000)
  expect(statuses()).toEqual(['failed'])
  await pass(1_000)
  expect(statuses()).toEqual(['queued'])
})

test('switched off, what was to come back stays failed; so does a job that is paused', async () => {
  const off = keeperWith([10, 20])
  off.keeper.plan()
  await Promise.all([
    off.keeper.follow({ ...settings, laterRetries: { ...settings.laterRetries, enabled: false } }, settings),
    off.pass(minuteMs),
  ])
  await off.pass(60 * minuteMs)
  expect(off.statuses()).toEqual(['failed', 'failed'])

  const paused = keeperWith([10])
  paused.keeper.plan()
  await Promise.all([paused.keeper.dropOfJob(paused.job.id), paused.pass(minuteMs)])
  await paused.pass(60 * minuteMs)
  expect(paused.statuses()).toEqual(['failed'])
})
