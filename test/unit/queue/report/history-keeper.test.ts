import { expect, onTestFinished, test } from 'vitest'
import { HistoryKeeper } from '../../../../src-main/queue/report/history-keeper.ts'
import { StatisticsKeeper } from '../../../../src-main/queue/report/statistics-keeper.ts'
import { SettingsKeeper } from '../../../../src-main/queue/settings-keeper.ts'
import { newEpisode, newJob, partOf, temporaryStore } from '../../store/support.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const noon = new Date(2026, 10, 22, 12).getTime()

/** A keeper over a real store with files that were removed, and a clock that is moved by hand. */
function keeperWith(endedDaysAgo: readonly number[], historyDays: number) {
  const { store } = temporaryStore()
  for (const days of endedDaysAgo) {
    const episode = newEpisode()
    const job = store.addJob(newJob(), [episode])
    store.changeEpisode(episode.id, { status: 'downloading' })
    store.changeEpisode(episode.id, { status: 'completed', part: partOf('a', 1, 1), finishedAt: noon - days * dayMs })
    store.removeJob(job.id, { deleteFiles: false, keepHistory: true })
    while (store.clearRemoved(1_000));
  }
  let now = noon
  const due = new Set<{ readonly at: number; readonly call: () => void }>()
  const clock = {
    now: () => now,
    monotonic: () => now,
    schedule: (delayMs: number, call: () => void) => {
      const timer = { at: now + delayMs, call }
      due.add(timer)
      return () => void due.delete(timer)
    },
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const settings = new SettingsKeeper(store, { downloadDirectory: '/downloads', forced: { historyDays } }, log)
  const keeper = new HistoryKeeper({
    world: { store, clock, log },
    settings,
    statistics: new StatisticsKeeper({ store, clock }),
    throughput: { fold: () => undefined },
  })
  onTestFinished(() => keeper.close())
  const pass = async (ms: number) => {
    const until = now + ms
    for (;;) {
      const [next] = [...due].toSorted((one, other) => one.at - other.at)
      if (next === undefined || next.at > until) break
      now = next.at
      due.delete(next)
      next.call()
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    now = until
  }
  const everything = { from: null, before: null, statuses: [], host: null, q: null, jobId: null }
  const remembered = () => store.reportSlice(everything, null, { scan: 100, limit: 100 }).items.length
  return { keeper, pass, remembered, store }
}

test('what was removed is forgotten once it is too old, also while the program runs on', async () => {
  const { keeper, pass, remembered } = keeperWith([1, 9.9, 11, 400], 10)
  keeper.start()
  expect(remembered()).toBe(4)
  await pass(hourMs)
  expect(remembered()).toBe(2)
  await pass(dayMs)
  expect(remembered()).toBe(1)
  await pass(30 * dayMs)
  expect(remembered()).toBe(0)
})

test('where nothing new is remembered, what was stays until it is cleared', async () => {
  const { keeper, pass, remembered } = keeperWith([1, 400], 0)
  keeper.start()
  await pass(2 * dayMs)
  expect(remembered()).toBe(2)
  expect(await keeper.clear()).toBe(2)
  expect(remembered()).toBe(0)
})

test('old days become parts of their months', async () => {
  const { keeper, pass, store } = keeperWith([], 10)
  const day = { host: 'a.example', files: 1, failed: 0, retries: 0, bytes: 5, activeMs: 1 }
  store.addStatistics([
    { ...day, period: '2025-01-01' },
    { ...day, period: '2025-01-31' },
    { ...day, period: '2026-11-20' },
  ])
  keeper.start()
  await pass(hourMs)
  const periods = store.statistics({ by: 'day', from: null, to: null, host: null }).map(({ period, files }) => [period, files])
  expect(periods).toEqual([
    ['2025-01', 2],
    ['2026-11-20', 1],
  ])
})
