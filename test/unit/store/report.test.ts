import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportFilter, ReportPlace, ReportRecord, Store } from '../../../src-main/queue/ports.ts'
import type { EpisodeErrorCode } from '../../../src-preload/contract/index.ts'
import { newEpisode, newJob, partOf, removeWhole, temporaryStore } from './support.ts'
import { withStore } from './with-store.ts'

const anything: ReportFilter = { from: null, before: null, statuses: [], host: null, q: null, jobId: null }

const errorOf = (code: EpisodeErrorCode, params = {}) => ({ code, message: '', params, at: new Date(0).toISOString() })

function end(store: Store, id: string, at: number, failure?: ReturnType<typeof errorOf>, retryAt: number | null = null): void {
  store.changeEpisode(id, { status: 'downloading' })
  if (failure === undefined) store.changeEpisode(id, { status: 'completed', part: partOf(`${id}.bin`, 5, 5), finishedAt: at })
  else store.changeEpisode(id, { status: 'failed', error: failure, finishedAt: at, retryAt })
}

/** A job with these episodes, ended or not; their ids. */
function jobWith(
  store: Store,
  ends: readonly { readonly at: number | null; readonly fails?: boolean; readonly host?: string }[],
) {
  const episodes = ends.map(({ host }) => newEpisode(host === undefined ? {} : { host }))
  const job = store.addJob(newJob(), episodes)
  for (const [index, { at, fails }] of ends.entries()) {
    if (at !== null) end(store, episodes[index]?.id ?? '', at, fails === true ? errorOf('NETWORK') : undefined)
  }
  return { job: job.id, ids: episodes.map(({ id }) => id) }
}

/** All of the report, read in slices of such a size. */
function reportOf(store: Store, filter: Partial<ReportFilter> = {}, scan = 3, limit = 2): ReportRecord[] {
  const records: ReportRecord[] = []
  let after: ReportPlace | null = null
  for (let slice = 0; slice < 10_000; slice++) {
    const { items, end: edge } = store.reportSlice({ ...anything, ...filter }, after, { scan, limit })
    records.push(...items)
    if (edge === null) return records
    after = edge
  }
  throw new Error('the report has no end')
}

const entries = fc.array(
  fc.record({
    at: fc.integer({ min: 1, max: 8 }),
    fails: fc.boolean(),
    isRemoved: fc.boolean(),
    host: fc.constantFrom('a.example', 'b.example'),
  }),
  { maxLength: 25 },
)

test('in slices of any size the report is all that ended, once each, newest first, whether it is still in the list or not', () => {
  fc.assert(
    fc.property(
      entries,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.record({
        from: fc.option(fc.integer({ min: 1, max: 8 })),
        before: fc.option(fc.integer({ min: 1, max: 8 })),
        host: fc.option(fc.constant('a.example')),
        statuses: fc.subarray(['completed', 'failed'] as const),
      }),
      (some, scan, limit, filter) => {
        withStore((store) => {
          const ended = (entry: (typeof some)[number]) => {
            const { job, ids } = jobWith(store, [entry, { at: null }])
            if (entry.isRemoved) removeWhole(store, job, { deleteFiles: false, keepHistory: true })
            return { ...entry, id: ids[0] ?? '', status: entry.fails ? 'failed' : 'completed' } as const
          }
          const wanted = store
            .transaction(() => some.map(ended), { durable: false })
            .filter(({ at }) => (filter.from === null || at >= filter.from) && (filter.before === null || at < filter.before))
            .filter(({ host }) => filter.host === null || host === filter.host)
            .filter(({ status }) => filter.statuses.length === 0 || filter.statuses.includes(status))
          const found = reportOf(store, filter, scan, limit)
          const facts = found.map(({ id, endedAt, removed, status }) => ({ id, endedAt, removed, status }))
          expect(facts.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
            wanted
              .map(({ id, at, isRemoved, status }) => ({ id, endedAt: at, removed: isRemoved, status }))
              .toSorted((a, b) => a.id.localeCompare(b.id)),
          )
          expect(found.map(({ endedAt }) => endedAt)).toEqual(found.map(({ endedAt }) => endedAt).toSorted((a, b) => b - a))
        })
      },
    ),
    { numRuns: 60 },
  )
})

test('the report is searched by each word in titles, names and addresses, in the list and after it', () => {
  const { store } = temporaryStore()
  const episodes = [
    newEpisode({ url: 'http://a.example/straße-1.pdf' }),
    newEpisode({ url: 'http://a.example/2.pdf', title: 'Second deed' }),
  ]
  const job = store.addJob(newJob({ title: 'Parish of Ulm' }), episodes)
  for (const [index, { id }] of episodes.entries()) end(store, id, index + 1)
  const found = (q: string) => reportOf(store, { q }).map(({ url }) => url)
  const searches = () => [found('STRASSE'), found('deed ulm'), found('parish'), found('deed 1.pdf'), found('100%')]
  const before = searches()
  expect(before).toEqual([
    ['http://a.example/straße-1.pdf'],
    ['http://a.example/2.pdf'],
    ['http://a.example/2.pdf', 'http://a.example/straße-1.pdf'],
    [],
    [],
  ])
  removeWhole(store, job.id, { deleteFiles: false, keepHistory: true })
  expect(searches().map((urls) => urls.length)).toEqual([1, 1, 2, 0, 0])
})

test('what is removed without being remembered is gone, and what opens a door is not kept', () => {
  const { store } = temporaryStore()
  const forgotten = jobWith(store, [{ at: 1 }])
  removeWhole(store, forgotten.job, { deleteFiles: false })
  const secret = newEpisode({ url: 'https://me:word@a.example/f.bin?id=1&token=abc' })
  store.addJob(newJob(), [secret, newEpisode()])
  end(store, secret.id, 2)
  store.removeEpisode(secret.id, { deleteFiles: false, keepHistory: true })
  expect(reportOf(store).map(({ url }) => url)).toEqual(['https://a.example/f.bin?id=1&token=…'])
})

test('old history is forgotten a part at a time, and what is in the list stays', () => {
  const { store } = temporaryStore()
  for (const at of [1, 2, 3, 4]) removeWhole(store, jobWith(store, [{ at }]).job, { deleteFiles: false, keepHistory: true })
  jobWith(store, [{ at: 1 }])
  expect(store.forgetHistory(4, 2)).toBe(2)
  expect(store.forgetHistory(4, 2)).toBe(1)
  expect(reportOf(store).map(({ endedAt, removed }) => [endedAt, removed])).toEqual([
    [4, true],
    [1, false],
  ])
})

test('failures are found by host, job, view and reason, newest first, and queued again with all their attempts', () => {
  const { store } = temporaryStore()
  const episodes = ['a.example', 'a.example', 'b.example', 'b.example'].map((host) => newEpisode({ host }))
  const [gone, lost, busy, fine] = episodes.map(({ id }) => id) as [string, string, string, string]
  const job = store.addJob(newJob({ title: 'Deeds', directory: '/deeds' }), episodes)
  end(store, gone, 1, errorOf('HTTP_STATUS', { status: 404 }))
  end(store, lost, 2, errorOf('NETWORK'), 700)
  end(store, busy, 3, errorOf('HTTP_STATUS', { status: 503 }), 500)
  end(store, fine, 4)
  store.changeEpisode(lost, { laterRetries: 2, attempts: 5 })
  store.changeJob(job.id, { finishedAt: 9 })
  const found = (selection: object) =>
    store.failureSlice({ jobs: null, ...selection }, null, 9).items.map(({ code, httpStatus }) => httpStatus ?? code)
  expect(found({})).toEqual([503, 'NETWORK', 404])
  expect(found({ host: 'A.example' })).toEqual(['NETWORK', 404])
  expect(found({ codes: ['HTTP_STATUS'], httpStatuses: [404] })).toEqual([404])
  expect(found({ jobs: new Set() })).toEqual([])
  expect(store.jobsWithFailures({})).toBeNull()
  expect(store.jobsWithFailures({ q: 'deeds' })?.size).toBe(1)
  expect(store.jobsWithFailures({ directory: '/other' })?.size).toBe(0)
  expect(store.jobsWithFailures({ status: ['failed'], jobIds: [job.id] })?.size).toBe(1)
  expect(store.jobsWithFailures({ status: ['queued'], jobIds: [job.id] })?.size).toBe(0)
  expect(store.failedAtHost('b.example')).toBe(1)

  const { items, end: edge } = store.failureSlice({ jobs: null }, null, 2)
  expect(store.retryFailed(items.map(({ key }) => key))).toEqual({ retried: 2, jobIds: [job.id] })
  expect(store.episode(lost)).toMatchObject({ status: 'queued', attempts: 0, laterRetries: 0, retryAt: null, error: null })
  expect(store.job(job.id)).toMatchObject({ finishedAt: null, retryAt: null })
  expect(store.failureSlice({ jobs: null }, edge, 2)).toMatchObject({ items: [{ httpStatus: 404 }], end: null })
})

test('a failed episode that is due comes back, is counted, and any other way back takes its due time away', () => {
  const { store } = temporaryStore()
  const episodes = [newEpisode(), newEpisode(), newEpisode(), newEpisode()]
  const [first, second, third, fourth] = episodes.map(({ id }) => id) as [string, string, string, string]
  const job = store.addJob(newJob(), episodes)
  for (const [index, id] of [first, second, third, fourth].entries()) end(store, id, 1, errorOf('DNS'), 100 * (index + 1))
  expect(store.nextLaterRetry()).toBe(100)
  expect(store.job(job.id)?.retryAt).toBe(100)
  expect(store.endLaterRetries(99, 9)).toEqual({ retried: 0, jobIds: [] })
  expect(store.endLaterRetries(200, 1)).toEqual({ retried: 1, jobIds: [job.id] })
  expect(store.episode(first)).toMatchObject({ status: 'queued', laterRetries: 1, retryAt: null, error: null, finishedAt: null })
  store.changeEpisode(second, { status: 'queued', laterRetries: 0 })
  expect(store.nextLaterRetry()).toBe(300)
  expect(store.dropLaterRetries(job.id, 1)).toBe(1)
  expect(store.episode(third)).toMatchObject({ status: 'failed', retryAt: null })
  store.changeEpisodes(job.id, ['failed'], 'queued', { resetAttempts: true })
  expect(store.nextLaterRetry()).toBeNull()
  expect(store.dropLaterRetries(null, 9)).toBe(0)
  expect(store.episode(fourth)?.status).toBe('queued')
})

test('due times go with the clock, and none is further away than it may be', () => {
  const { store } = temporaryStore()
  const episodes = [newEpisode(), newEpisode()]
  const job = store.addJob(newJob(), episodes)
  for (const [index, { id }] of episodes.entries()) end(store, id, 1, errorOf('DNS'), 100 * (index + 1))
  store.shiftLaterRetries(1_000)
  expect(store.job(job.id)?.retryAt).toBe(1_100)
  store.capLaterRetries(1_150)
  store.shiftLaterRetries(-1_000)
  expect(episodes.map(({ id }) => store.episode(id)?.retryAt)).toEqual([100, 150])
})
