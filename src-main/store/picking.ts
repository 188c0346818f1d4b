import type { Database } from 'better-sqlite3'
import type { WaitReason } from '../../src-preload/contract/index.ts'
import type { JobWait, Store } from '../queue/ports.ts'
import { type EpisodeRow, episodeColumns, toEpisodeRecord } from './episode-rows.ts'
import type { Sealing } from './sealing.ts'

const firstHead = (what: string, queue: string) =>
  `SELECT ${what} FROM heads WHERE queue = ${queue} AND host NOT IN (SELECT value FROM json_each(@hosts))
   AND session NOT IN (SELECT value FROM json_each(@sessions)) ORDER BY priority DESC, load, place, idx LIMIT 1`
const withEpisode = (head: string) => `
  SELECT ${episodeColumns} FROM (${head}) AS head
  CROSS JOIN jobs AS j ON j.pk = head.job
  CROSS JOIN episodes AS e ON e.job = head.job AND e.idx = head.idx`

/**
 * Reads as many heads of the queue as excluded hosts and sessions have in front, then one; see `schema/session-rounds.ts`.
 * The plus keeps SQLite from planning the statement anew for each value that is bound, which took twenty times as long.
 */
export const nextOfQueueQuery = withEpisode(firstHead('job, idx', '+@queue'))

/** The same for each of the queues, then the best of these. */
export const nextOfQueuesQuery = withEpisode(`
  SELECT best.job, best.idx FROM json_each(@queues) AS allowed
  CROSS JOIN heads AS best
    ON best.queue = allowed.value AND (best.session, best.host) = (${firstHead('session, host', 'allowed.value')})
  ORDER BY best.priority DESC, best.load, best.place, best.idx LIMIT 1`)

/** Waits of one reason; null: of any job, at any host. */
interface Waits {
  readonly reason: WaitReason
  readonly jobs: string | null
  readonly hosts: string | null
}

/** What may start, and when that changes by itself. */
export function createPicking(
  database: Database,
  transaction: Store['transaction'],
  sealing: Sealing,
): Pick<
  Store,
  | 'nextEligible'
  | 'shareFairly'
  | 'jobWait'
  | 'hasEligible'
  | 'holdEpisodes'
  | 'endWaits'
  | 'endWaitsOf'
  | 'waitingHosts'
  | 'episodesWaiting'
  | 'jobsOfSession'
  | 'nextWaitEnd'
  | 'shiftWaits'
  | 'capWaits'
> {
  const selectOfQueue = database.prepare<[{ queue: string; hosts: string; sessions: string }], EpisodeRow>(nextOfQueueQuery)
  const selectOfQueues = database.prepare<[{ queues: string; hosts: string; sessions: string }], EpisodeRow>(nextOfQueuesQuery)
  const setFair = database.prepare<[0 | 1]>('UPDATE sharing SET is_fair = ?')
  // The first is answered by the index of what is ready; only where nothing is does the second read, and then its first row.
  const ofJob = "FROM episodes WHERE job = (SELECT pk FROM jobs WHERE id = ?) AND status = 'queued'"
  const selectReady = database.prepare<[string], JobWait>(
    `SELECT host, wait_reason AS waitReason, wait_until AS waitUntil ${ofJob} AND wait_reason IS NULL LIMIT 1`,
  )
  const selectHeld = database.prepare<[string], JobWait>(
    `SELECT host, wait_reason AS waitReason, wait_until AS waitUntil ${ofJob} ORDER BY idx LIMIT 1`,
  )
  const selectAny = database.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM heads)').pluck()
  const hold = database.prepare<[WaitReason, string]>(
    `UPDATE episodes SET wait_reason = ?
     WHERE job = (SELECT pk FROM jobs WHERE id = ?) AND status = 'queued' AND wait_reason IS NULL`,
  )
  const holdInFolder = database.prepare<[WaitReason, string, string]>(
    `UPDATE episodes SET wait_reason = ?
     WHERE job = (SELECT pk FROM jobs WHERE id = ?) AND status = 'queued' AND wait_reason IS NULL AND folder = ?`,
  )
  const endOver = database.prepare<[number], { id: string; jobId: string | null }>(
    `UPDATE episodes SET wait_reason = NULL, wait_until = NULL WHERE wait_until IS NOT NULL AND wait_until <= ?
     RETURNING id, (SELECT jobs.id FROM jobs WHERE jobs.pk = episodes.job) AS jobId`,
  )
  const waitsFor = `wait_reason = @reason AND (@hosts IS NULL OR host IN (SELECT value FROM json_each(@hosts)))
    AND (@jobs IS NULL OR job IN (SELECT pk FROM jobs WHERE id IN (SELECT value FROM json_each(@jobs))))`
  const selectWaiting = database
    .prepare<[Waits], string>(`SELECT id FROM jobs WHERE pk IN (SELECT job FROM episodes WHERE ${waitsFor})`)
    .pluck()
  const endReason = database.prepare<[Waits]>(`UPDATE episodes SET wait_reason = NULL, wait_until = NULL WHERE ${waitsFor}`)
  const selectHosts = database.prepare<[string], string>('SELECT DISTINCT host FROM episodes WHERE wait_reason = ?').pluck()
  const selectWaitingIds = database
    .prepare<[WaitReason, number], string>(
      'SELECT e.id FROM episodes AS e CROSS JOIN jobs AS j ON j.pk = e.job WHERE e.wait_reason = ? LIMIT ?',
    )
    .pluck()
  const selectOfSession = database.prepare<[string, number], string>('SELECT id FROM jobs WHERE session_id = ? LIMIT ?').pluck()
  const selectEnd = database
    .prepare<[], number | null>('SELECT min(wait_until) FROM episodes WHERE wait_until IS NOT NULL')
    .pluck()
  const selectTimed = database
    .prepare<[], string>('SELECT id FROM jobs WHERE pk IN (SELECT job FROM episodes WHERE wait_until IS NOT NULL)')
    .pluck()
  const shift = database.prepare<[number]>('UPDATE episodes SET wait_until = wait_until + ? WHERE wait_until IS NOT NULL')
  const cap = database.prepare<[{ latest: number }]>('UPDATE episodes SET wait_until = @latest WHERE wait_until > @latest')

  return {
    nextEligible({ queues, excludedHosts, excludedSessions }) {
      const [queue, ...others] = queues
      if (queue === undefined) return null
      const excluded = { hosts: JSON.stringify(excludedHosts), sessions: JSON.stringify(excludedSessions) }
      const isOne = others.length === 0
      const row = isOne
        ? selectOfQueue.get({ queue, ...excluded })
        : selectOfQueues.get({ queues: JSON.stringify(queues), ...excluded })
      return row === undefined ? null : toEpisodeRecord(row, sealing)
    },
    shareFairly(isFair) {
      transaction(() => setFair.run(isFair ? 1 : 0))
    },
    jobWait: (jobId) => selectReady.get(jobId) ?? selectHeld.get(jobId) ?? null,
    hasEligible: () => selectAny.get() === 1,
    holdEpisodes(jobId, reason, folder) {
      transaction(() => (folder === undefined ? hold.run(reason, jobId) : holdInFolder.run(reason, jobId, folder)))
    },
    // Those of removed jobs end too, so that nobody waits for them, and are nobody's.
    endWaits: (now) => transaction(() => endOver.all(now)).flatMap(({ id, jobId }) => (jobId === null ? [] : { id, jobId })),
    endWaitsOf(reason, { jobIds, hosts } = {}) {
      const waits = { reason, jobs: listText(jobIds), hosts: listText(hosts) }
      const waiting = selectWaiting.all(waits)
      if (waiting.length > 0) transaction(() => endReason.run(waits))
      return waiting
    },
    waitingHosts: (reason) => selectHosts.all(reason),
    episodesWaiting: (reason, limit) => selectWaitingIds.all(reason, limit),
    jobsOfSession: (sessionId, limit) => selectOfSession.all(sessionId, limit),
    nextWaitEnd: () => selectEnd.get() ?? null,
    shiftWaits(byMs) {
      const jobIds = selectTimed.all()
      if (jobIds.length > 0) transaction(() => shift.run(byMs))
      return jobIds
    },
    capWaits(latest) {
      transaction(() => cap.run({ latest }))
    },
  }
}

function listText(list: readonly string[] | undefined): string | null {
  return list === undefined ? null : JSON.stringify(list)
}
