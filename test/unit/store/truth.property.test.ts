import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EpisodeRecord, JobRecord, Store } from '../../../src-main/queue/ports.ts'
import {
  type EpisodeStatus,
  episodeStatuses,
  episodeTransitions,
  jobStatuses,
  jobStatusOf,
} from '../../../src-preload/contract/index.ts'
import { expectPicksToTell, hosts, readAll, sessions } from './plain-picks.ts'
import { idsOf, jobQuery, newEpisode, newEpisodes, newId, newJob, partOf } from './support.ts'
import { withStore } from './with-store.ts'

const folders = ['/downloads', '/downloads/series']
const reasons = ['backoff', 'disk', 'auth', 'link'] as const

const number = fc.nat({ max: 1_000 })
const bytes = fc.oneof(fc.nat({ max: 5_000 }), fc.constantFrom(0, 7_000_000_000))
const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), episodes: fc.nat({ max: 5 }), pick: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('more' as const), pick: number }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('transition' as const), pick: number, to: number }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('part' as const), pick: number, done: bytes, total: fc.option(bytes) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('no part' as const), pick: number }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), pick: number, until: fc.option(number) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end waits' as const), until: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end waits of' as const), pick: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hold' as const), pick: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fail' as const), pick: number, at: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move link' as const), pick: number, host: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause job' as const), pick: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume job' as const), pick: number }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('priority' as const), pick: number, priority: fc.integer({ min: -2, max: 2 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('move' as const), pick: number, position: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('move many' as const),
      picks: fc.array(number, { minLength: 1, maxLength: 5 }),
      pick: number,
      to: fc.constantFrom('top' as const, 'bottom' as const, 'before' as const, 'after' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('add queue' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove queue' as const), pick: number }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('put in queue' as const), pick: number, queue: number }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('session' as const), pick: number, id: fc.constantFrom(null, ...sessions) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sequential' as const), pick: number, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fair' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove job' as const), pick: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('clear removed' as const), pick: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove episode' as const), pick: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('requeue' as const) }) },
)
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never

/** What must hold beside the rows. */
interface Expected {
  readonly order: string[]
  isFair: boolean
}

/** The order after several moved together: a neighbour that moves too stands for the next that stays. */
function movedTogether(order: readonly string[], moving: ReadonlySet<string>, to: string, neighbour: string): string[] {
  const staying = order.filter((id) => !moving.has(id))
  const before = order.slice(0, order.indexOf(neighbour) + (to === 'after' ? 1 : 0)).filter((id) => !moving.has(id)).length
  const at = { top: 0, bottom: staying.length }[to] ?? before
  return [...staying.slice(0, at), ...order.filter((id) => moving.has(id)), ...staying.slice(at)]
}

/** Does what an operation says, where there is something to do it to; keeps what is expected. */
function perform(store: Store, expected: Expected, operation: Operation): void {
  const { order } = expected
  const { episodes } = readAll(store)
  const at = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % Math.max(1, items.length)]
  const jobId = 'pick' in operation ? at(order, operation.pick) : undefined
  const episode = 'pick' in operation ? at(episodes, operation.pick) : undefined

  if (operation.kind === 'add') {
    const job = newJob({ directory: at(folders, operation.pick) ?? '/downloads', priority: operation.pick % 3 })
    const added = Array.from({ length: operation.episodes }, (_, index) =>
      newEpisode({ host: at(hosts, index + operation.pick) ?? 'a.example', status: index % 4 === 3 ? 'paused' : 'queued' }),
    )
    store.addJob(job, added)
    order.push(job.id)
  } else if (operation.kind === 'add queue') {
    const id = newId()
    store.addQueue({ id, name: id, slots: null, paused: false, schedule: null })
  } else if (operation.kind === 'remove queue') {
    const id = at(idsOf(store.queues()).slice(1), operation.pick)
    const jobs = store.jobs(jobQuery({ queueId: id })).total
    if (id !== undefined) {
      expect(store.emptyQueue(id, 1_000)).toHaveLength(jobs)
      store.removeQueue(id)
    }
  } else if (operation.kind === 'fair') {
    store.shareFairly(operation.on)
    expected.isFair = operation.on
  } else if (operation.kind === 'end waits') store.endWaits(operation.until)
  else if (operation.kind === 'requeue') store.requeueActive()
  else if (operation.kind === 'clear removed') store.clearRemoved(1 + (operation.pick % 3))
  else if (operation.kind === 'end waits of') store.endWaitsOf(at(reasons, operation.pick) ?? 'disk')
  else if (jobId !== undefined && operation.kind === 'more') store.addEpisodes(jobId, [newEpisode({ host: 'c.example' })])
  else if (jobId !== undefined && operation.kind === 'hold') store.holdEpisodes(jobId, at(reasons, operation.pick) ?? 'disk')
  else if (jobId !== undefined && operation.kind === 'pause job') store.changeEpisodes(jobId, ['queued', 'downloading'], 'paused')
  else if (jobId !== undefined && operation.kind === 'resume job') store.changeEpisodes(jobId, ['paused', 'failed'], 'queued')
  else if (jobId !== undefined && operation.kind === 'put in queue') {
    store.changeJob(jobId, { queueId: at(idsOf(store.queues()), operation.queue) ?? 'default' })
  } else if (jobId !== undefined && operation.kind === 'session') store.changeJob(jobId, { sessionId: operation.id })
  else if (jobId !== undefined && operation.kind === 'sequential') store.changeJob(jobId, { sequential: operation.on })
  else if (jobId !== undefined && operation.kind === 'move many') {
    const moving = new Set(operation.picks.flatMap((pick) => at(order, pick) ?? []))
    const { to } = operation
    const place = to === 'before' ? { before: jobId } : to === 'after' ? { after: jobId } : { end: to }
    expect(store.moveJobs([...moving], place)).toBe(moving.size)
    order.splice(0, order.length, ...movedTogether(order, moving, to, jobId))
  } else if (jobId !== undefined && operation.kind === 'priority') store.changeJob(jobId, { priority: operation.priority })
  else if (jobId !== undefined && operation.kind === 'move') {
    store.moveJob(jobId, operation.position)
    order.splice(order.indexOf(jobId), 1)
    order.splice(operation.position - 1, 0, jobId)
  } else if (jobId !== undefined && operation.kind === 'remove job') {
    store.removeJob(jobId, { deleteFiles: false })
    order.splice(order.indexOf(jobId), 1)
  } else if (episode !== undefined && operation.kind === 'transition') {
    const status = at(episodeTransitions[episode.status], operation.to)
    store.changeEpisode(episode.id, { status, finishedAt: status === 'completed' ? operation.to : null })
  } else if (episode !== undefined && operation.kind === 'part') {
    store.changeEpisode(episode.id, { part: partOf(`${episode.id}.bin`, operation.done, operation.total) })
  } else if (episode !== undefined && operation.kind === 'no part') store.changeEpisode(episode.id, { part: null })
  else if (episode?.status === 'queued' && operation.kind === 'wait') {
    store.changeEpisode(episode.id, { waitReason: at(reasons, operation.pick) ?? 'disk', waitUntil: operation.until })
  } else if (episode?.status === 'downloading' && operation.kind === 'fail') {
    const error = { code: 'NETWORK' as const, message: 'gone', params: {}, at: new Date(operation.at).toISOString() }
    store.changeEpisode(episode.id, { status: 'failed', error })
  } else if (episode !== undefined && operation.kind === 'move link') {
    store.changeEpisode(episode.id, { host: at(hosts, operation.host) ?? 'a.example' })
  } else if (episode !== undefined && operation.kind === 'remove episode') {
    store.removeEpisode(episode.id, { deleteFiles: false })
  }
}

function countsOf(episodes: readonly EpisodeRecord[]): Record<EpisodeStatus, number> {
  const counts = { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 }
  for (const { status } of episodes) counts[status] += 1
  return counts
}

function partDone({ status, bytesDone, bytesTotal }: EpisodeRecord): number {
  if (status === 'completed') return 1_000_000
  return bytesTotal === null || bytesTotal === 0 ? 0 : Math.min(1_000_000, Math.floor((1e6 * bytesDone) / bytesTotal))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0)
function expectJobToTell(job: JobRecord, own: readonly EpisodeRecord[]): void {
  const counts = countsOf(own)
  expect(job.counts).toEqual(counts)
  expect(job.episodesTotal).toBe(own.length)
  expect(job.status).toBe(jobStatusOf(counts))
  expect(job.partsDone).toBe(sum(own.map(partDone)))
  expect(job.unknownSizes).toBe(own.filter(({ bytesTotal }) => bytesTotal === null).length)
  expect(job.bytesDone).toBe(sum(own.map(({ bytesDone }) => bytesDone)))
  expect(job.bytesKnown).toBe(sum(own.map(({ bytesTotal }) => bytesTotal ?? 0)))
  const errors = own.flatMap(({ status, error }) => (status === 'failed' && error !== null ? [error.at] : [])).sort()
  expect(job.error?.at).toBe(errors.at(-1))
}

function expectTotalsToTell(store: Store, jobs: readonly JobRecord[], episodes: readonly EpisodeRecord[]): void {
  expect(store.episodeCounts()).toEqual(countsOf(episodes))
  const jobCounts = store.jobCounts()
  expect(jobCounts.all).toBe(jobs.length)
  for (const { status } of jobs) expect(jobCounts[status]).toBe(jobs.filter((job) => job.status === status).length)
  const waiting = Object.groupBy(
    episodes.filter(({ waitReason }) => waitReason !== null),
    ({ waitReason }) => waitReason ?? '',
  )
  expect(store.waitCounts()).toEqual(
    Object.fromEntries(Object.entries(waiting).map(([reason, items]) => [reason, items?.length])),
  )
  const ends = episodes.flatMap(({ waitUntil }) => (waitUntil === null ? [] : [waitUntil]))
  expect(store.nextWaitEnd()).toBe(ends.length === 0 ? null : Math.min(...ends))
  expect(sum(store.directories(50).map((folder) => folder.jobs))).toBe(jobs.length)
  const named = Map.groupBy(
    jobs.filter(({ sessionId }) => sessionId !== null),
    ({ sessionId }) => sessionId ?? '',
  )
  const isOpen = ({ status }: JobRecord) => status !== 'completed' && status !== 'failed'
  expect(store.sessionJobs()).toEqual(
    new Map([...named].map(([id, own]) => [id, { jobs: own.length, openJobs: own.filter(isOpen).length }])),
  )
  const ofQueues = store.queueJobCounts()
  for (const { id } of store.queues()) {
    const own = jobs.filter(({ queueId }) => queueId === id)
    expect(store.jobs(jobQuery({ queueId: id })).items.map((job) => job.id)).toEqual(idsOf(own))
    for (const status of jobStatuses) {
      expect(ofQueues.get(id)?.[status] ?? 0).toBe(own.filter((job) => job.status === status).length)
    }
  }
}

test('every figure, position and pick equals what the episodes say, whatever happened before', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 60, size: 'max' }), (operations) => {
      withStore((store) => {
        const expected: Expected = { order: [], isFair: false }
        for (const operation of operations) perform(store, expected, operation)
        const { order, isFair } = expected
        const { jobs, episodes } = readAll(store)
        expect(idsOf(jobs)).toEqual(order)
        expect(jobs.map(({ position }) => position)).toEqual(order.map((_, index) => index + 1))
        for (const job of jobs) {
          expectJobToTell(
            job,
            episodes.filter(({ jobId }) => jobId === job.id),
          )
        }
        expect(store.episodeCounts()).toEqual(countsOf(episodes))
        // What waits of removed jobs is counted until its rows are gone.
        while (store.clearRemoved(3));
        expectTotalsToTell(store, jobs, episodes)
        expectPicksToTell(store, { jobs, episodes, isFair })
      })
    }),
    { numRuns: 50 },
  )
})

test('a job has the status that the contract derives from its episodes, for every combination of states', () => {
  withStore((store) => {
    for (let mask = 1; mask < 2 ** episodeStatuses.length; mask += 1) {
      const wanted = episodeStatuses.filter((_, bit) => (mask & (1 << bit)) !== 0)
      const episodes = wanted.map(() => newEpisode())
      const job = store.addJob(newJob(), episodes)
      for (const [index, status] of wanted.entries()) {
        const id = episodes[index]?.id ?? ''
        if (status === 'queued') continue
        if (status !== 'paused') store.changeEpisode(id, { status: 'downloading' })
        if (status !== 'downloading') store.changeEpisode(id, { status })
      }
      const record = store.job(job.id)
      expect(record?.status).toBe(jobStatusOf(countsOf(store.episodes({ jobId: job.id, offset: 0, limit: 10 }).items)))
    }
  })
})

test('a job without episodes counts as completed, as the contract says', () => {
  withStore((store) => {
    const job = store.addJob(newJob(), [])
    expect(job.status).toBe(jobStatusOf(job.counts))
    expect(store.jobCounts()).toMatchObject({ all: 1, completed: 1 })
  })
})

test('servers that claim the largest sizes make no sum overflow, and none is below zero once they are gone', () => {
  withStore((store) => {
    const episodes = newEpisodes(2_000)
    const job = store.addJob(newJob(), episodes)
    store.transaction(() => {
      for (const { id } of episodes) store.changeEpisode(id, { part: partOf(id, 7, Number.MAX_SAFE_INTEGER) })
    })
    expect(store.job(job.id)).toMatchObject({ bytesDone: 14_000, bytesKnown: Number.MAX_SAFE_INTEGER, unknownSizes: 0 })
    store.transaction(() => {
      for (const { id } of episodes) store.changeEpisode(id, { part: null })
    })
    const record = store.job(job.id)
    expect(record).toMatchObject({ bytesDone: 0, unknownSizes: 2_000, partsDone: 0 })
    expect(record?.bytesKnown).toBeGreaterThanOrEqual(0)
  })
})
