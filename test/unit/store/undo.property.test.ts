import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import type { EpisodeStatus, UndoAction } from '../../../src-preload/contract/index.ts'
import { newEpisode, newId, newJob, partOf } from './support.ts'
import { withStore } from './with-store.ts'

const number = fc.nat({ max: 1_000 })
const statuses = ['queued', 'paused', 'failed', 'completed', 'waiting', 'later'] as const
const list = fc.array(fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
const deeds = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'jobs' as const,
      'episodes' as const,
      'pause' as const,
      'resume' as const,
      'retry' as const,
      'change' as const,
      'move' as const,
    ),
    picks: fc.array(number, { minLength: 1, maxLength: 3 }),
    to: number,
    value: fc.integer({ min: -3, max: 3 }),
    limit: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
)

const jobIds = (store: Store) =>
  store
    .rows({ sort: 'position', order: 'asc', offset: 0, limit: 1_000, expanded: [] })
    .rows.flatMap((row) => (row.kind === 'job' ? [row.job.id] : []))
const episodeIds = (store: Store) =>
  jobIds(store).flatMap((jobId) => store.episodes({ jobId, offset: 0, limit: 1_000 }).items.map(({ id }) => id))
const picked = (ids: readonly string[], picks: readonly number[]) =>
  ids.length === 0 ? [] : [...new Set(picks.map((pick) => ids[pick % ids.length] ?? ''))]

function fill(store: Store, jobs: readonly (readonly (typeof statuses)[number][])[]): void {
  for (const [at, wanted] of jobs.entries()) {
    const episodes = wanted.map((status, index) =>
      newEpisode({ host: `${index % 2}.example`, status: status === 'paused' ? 'paused' : 'queued' }),
    )
    store.addJob(newJob({ priority: at % 2 }), episodes)
    for (const [index, { id }] of episodes.entries()) enter(store, id, wanted[index] ?? 'queued')
  }
}

function enter(store: Store, id: string, status: EpisodeStatus | 'waiting' | 'later'): void {
  if (status === 'waiting') store.changeEpisode(id, { waitReason: 'backoff', waitUntil: 5_000, attempts: 2 })
  if (status !== 'failed' && status !== 'completed' && status !== 'later') return
  store.changeEpisode(id, { status: 'downloading', part: partOf(`${id}.bin`, 5, 10) })
  const error = { code: 'NETWORK', message: 'gone', params: {}, at: '2026-01-01T00:00:00.000Z' } as const
  if (status === 'completed') store.changeEpisode(id, { status, part: partOf(`${id}.bin`, 10, 10), finishedAt: 1_000 })
  else store.changeEpisode(id, { status: 'failed', error, finishedAt: 900, retryAt: status === 'later' ? 9_000 : null })
}

/** Everything that the list's file says of it, in its order. */
function dump(file: string): unknown {
  const database = new Database(file, { readonly: true })
  try {
    const read = (sql: string) => database.prepare(sql).all()
    return {
      order: read('SELECT id FROM jobs ORDER BY place'),
      jobs: read('SELECT * FROM jobs ORDER BY pk').map((row) => ({ ...(row as object), place: null })),
      episodes: read('SELECT * FROM episodes ORDER BY pk'),
      tallies: read('SELECT * FROM tallies WHERE count <> 0 ORDER BY kind, name'),
      ready: read(
        'SELECT job, host, first_idx, queue, session, priority, load, is_held FROM job_hosts WHERE first_idx IS NOT NULL ORDER BY job, host',
      ),
      heads: read('SELECT queue, session, host, job, idx, priority, load FROM heads ORDER BY queue, session, host'),
      texts: read('SELECT * FROM texts ORDER BY job, idx'),
      queues: read('SELECT * FROM queue_jobs WHERE jobs <> 0 ORDER BY queue, status'),
      folders: read('SELECT * FROM directories ORDER BY directory'),
      blocks: read('SELECT sum(jobs) AS jobs FROM place_blocks'),
      remembered: read(
        'SELECT (SELECT count(*) FROM undo_deeds) + (SELECT count(*) FROM undo_episodes) + (SELECT count(*) FROM undo_jobs) + (SELECT count(*) FROM shelved_jobs) + (SELECT count(*) FROM removed_jobs) AS rows',
      ),
      doomed: read('SELECT * FROM doomed_files'),
    }
  } finally {
    database.close()
  }
}

test('whatever is done to many and undone in turn leaves the list as it was, in every sum that is kept of it', () => {
  fc.assert(
    fc.property(list, deeds, (jobs, wanted) =>
      withStore((store, file) => {
        fill(store, jobs)
        const shown: unknown[] = []
        const done: { key: number; limit: number }[] = []
        for (const { kind, picks, to, value, limit } of wanted) {
          shown.push(dump(file))
          const ids = picked(jobIds(store), picks)
          const removal = kind === 'jobs' || kind === 'episodes'
          const action: UndoAction = removal ? 'remove' : kind
          const key = store.beginDeed({ id: newId(), action }, kind === 'change' ? ['priority'] : [])
          done.push({ key, limit })
          if (kind === 'jobs') for (const id of ids) store.removeJob(id, { deleteFiles: false, deed: key })
          else if (kind === 'episodes') removeEpisodes(store, picked(episodeIds(store), picks), key)
          else if (kind === 'change') {
            store.keepJobs(key, ids)
            for (const id of ids) store.changeJob(id, { priority: value })
          } else if (kind === 'move') {
            store.keepJobs(key, ids)
            const [target] = picked(jobIds(store), [to])
            if (target !== undefined && ids.length > 0)
              store.moveJobs(
                ids,
                value % 2 === 0 && !ids.includes(target) ? { before: target } : { end: value > 0 ? 'top' : 'bottom' },
              )
          } else for (const id of ids) sweep(store, id, kind, key)
          while (store.clearRemoved(limit));
        }
        for (const { key, limit } of done.toReversed()) {
          store.beginUndoing(key)
          for (
            let place = store.yieldClaimed(key, null, limit).after;
            place !== null;
            place = store.yieldClaimed(key, place, limit).after
          );
          while (store.takeBack(key, limit).isMore);
          while (store.forgetDeed(key, limit));
          const now = dump(file) as { remembered: unknown }
          const before = shown.pop() as { remembered: unknown }
          expect(now).toEqual(before)
        }
      }),
    ),
    { numRuns: 20 },
  )
})

function removeEpisodes(store: Store, ids: readonly string[], deed: number): void {
  const touched = new Set<string>()
  for (const id of ids) {
    touched.add(store.episode(id)?.jobId ?? '')
    store.removeEpisode(id, { deleteFiles: false, deed })
  }
  for (const id of touched) if (store.job(id)?.episodesTotal === 0) store.removeJob(id, { deleteFiles: false, deed })
}

function sweep(store: Store, jobId: string, kind: 'pause' | 'resume' | 'retry', deed: number): void {
  if (kind === 'pause') {
    store.keepLaterRetries(deed, jobId)
    store.dropLaterRetries(jobId, 1_000)
    store.changeEpisodes(jobId, ['queued'], 'paused', { deed })
  } else if (kind === 'resume') {
    store.changeEpisodes(jobId, ['paused'], 'queued', { deed })
    store.changeEpisodes(jobId, ['queued'], 'queued', { onlyWaiting: true, deed })
  } else {
    store.changeEpisodes(jobId, ['failed'], 'queued', { resetAttempts: true, deed })
    store.changeEpisodes(jobId, ['queued'], 'queued', { onlyWaiting: true, resetAttempts: true, deed })
  }
}
