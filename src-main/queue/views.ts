import {
  type Episode,
  type EpisodeProgress,
  type EpisodeStatus,
  type ExpectedChecksum,
  type Job,
  jobStatusOf,
  type Waiting,
  withoutCredentials,
} from '../../src-preload/contract/index.ts'
import type { Attempt } from './attempts.ts'
import { episodeFolder, joinedPath } from './episode-folder.ts'
import { episodeTitle } from './names.ts'
import type { EpisodeRecord, JobRecord, JobWait } from './ports.ts'
import type { QueueHold } from './queues/queue-hold.ts'
import type { SessionHold } from './sessions/session-hold.ts'

const millionth = 1_000_000

/** What an episode takes from its job to be shown. */
export type EpisodeOwner = Pick<JobRecord, 'directory' | 'queueId' | 'sessionId'>

export interface HostHold {
  readonly reason: 'host' | 'backoff' | 'offline'
  readonly until: number | null
}

/** What of the moment a view needs beside the row. */
export interface ViewFacts {
  /** Monotonic time in milliseconds. */
  readonly nowMs: number
  /** The schedule lets nothing be started, and until when; null where it does. */
  readonly closed: { readonly until: number | null } | null
  /** Why nothing can be started at this host now, and until when where that is known; null where something can. */
  holdOf(host: string): HostHold | null
  /** Why nothing of this queue can be started now. */
  queueHoldOf(queueId: string): Omit<QueueHold, 'isFirm'> | null
  /** Why nothing of this session can be started now. */
  sessionHoldOf(sessionId: string): SessionHold | null
}

/** What moves while an episode runs. */
export function episodeLive(attempt: Attempt, nowMs: number): EpisodeProgress {
  const { bytesTotal } = attempt
  const bytesDone = clampedTo(bytesTotal, attempt.bytesDone)
  const speed = attempt.meter.bytesPerSecond(nowMs)
  return {
    id: attempt.episodeId,
    jobId: attempt.jobId,
    bytesDone,
    bytesTotal,
    progress: episodeProgress('downloading', bytesDone, bytesTotal),
    speed,
    etaSeconds: etaSeconds(bytesTotal === null ? null : bytesTotal - bytesDone, speed),
    connections: attempt.connections,
    // Of unknown size: there is no map to draw.
    segments: bytesTotal === null ? [] : attempt.segments.map((segment) => ({ ...segment })),
  }
}

/** The row of an episode with what is live about it. */
export function episodeView(record: EpisodeRecord, owner: EpisodeOwner, attempt: Attempt | undefined, facts: ViewFacts): Episode {
  const fileName = record.part?.fileName ?? null
  return {
    id: record.id,
    jobId: record.jobId,
    index: record.index,
    title: episodeTitle(record),
    url: withoutCredentials(record.url),
    mirrors: record.mirrors.map(withoutCredentials),
    fileName,
    folder: record.folder,
    path: fileName === null ? null : joinedPath(episodeFolder(owner.directory, record.folder), fileName),
    status: record.status,
    waiting: record.status === 'queued' ? waitOf(record, owner, facts) : null,
    attempts: record.attempts,
    speedLimit: record.speedLimit,
    checksum: checksumView(record),
    error: record.error,
    finishedAt: timeText(record.finishedAt),
    retryAt: timeText(record.retryAt),
    laterRetries: record.laterRetries,
    ...(attempt === undefined ? restingParts(record) : episodeLive(attempt, facts.nowMs)),
  }
}

function restingParts(record: EpisodeRecord): Omit<EpisodeProgress, 'id' | 'jobId'> {
  const hasMap = record.status !== 'completed' && record.bytesTotal !== null
  return {
    bytesDone: clampedTo(record.bytesTotal, record.bytesDone),
    bytesTotal: record.bytesTotal,
    progress: episodeProgress(record.status, record.bytesDone, record.bytesTotal),
    speed: 0,
    etaSeconds: null,
    connections: 0,
    segments: hasMap ? (record.part?.segments ?? []).map((mark) => ({ ...mark, active: false })) : [],
  }
}

/**
 * The row of a job with what is live about its active episodes. Its percent is the mean of its episodes' parts:
 * sizes that become known never make it fall.
 */
export function jobView(record: JobRecord, attempts: readonly Attempt[], wait: JobWait | null, facts: ViewFacts): Job {
  let bytesDone = record.bytesDone
  let bytesKnown = record.bytesKnown
  let unknownSizes = record.unknownSizes
  let partsDone = record.partsDone
  let speed = 0
  for (const attempt of attempts) {
    bytesDone += attempt.bytesDone - attempt.stored.bytesDone
    partsDone += partOf(attempt.bytesDone, attempt.bytesTotal) - partOf(attempt.stored.bytesDone, attempt.stored.bytesTotal)
    if (attempt.stored.bytesTotal === null && attempt.bytesTotal !== null) unknownSizes -= 1
    bytesKnown += (attempt.bytesTotal ?? 0) - (attempt.stored.bytesTotal ?? 0)
    speed += attempt.meter.bytesPerSecond(facts.nowMs)
  }
  return {
    id: record.id,
    title: record.title,
    source: { kind: record.sourceKind, url: record.sourceUrl === null ? null : withoutCredentials(record.sourceUrl) },
    queueId: record.queueId,
    directory: record.directory,
    status: jobStatusOf(record.counts),
    priority: record.priority,
    sequential: record.sequential,
    position: record.position,
    createdAt: timeText(record.createdAt) ?? '',
    startedAt: timeText(record.startedAt),
    finishedAt: timeText(record.finishedAt),
    episodesTotal: record.episodesTotal,
    episodesCompleted: record.counts.completed,
    episodesFailed: record.counts.failed,
    episodesPaused: record.counts.paused,
    bytesDone,
    bytesTotal: unknownSizes > 0 ? null : bytesKnown,
    // One file of unknown length has no percent, as its episode has none; among several it counts once it is finished.
    progress: record.episodesTotal === 1 && unknownSizes === 1 && bytesDone > 0 ? null : jobProgress(partsDone, record),
    speed,
    etaSeconds: etaSeconds(bytesLeft(record.episodesTotal, unknownSizes, bytesKnown, bytesDone), speed),
    connections: record.connections,
    speedLimit: record.speedLimit,
    sessionId: record.sessionId,
    proxy: record.proxy,
    currentEpisode: currentOf(attempts),
    waiting: wait === null ? null : waitOf(wait, record, facts),
    error: record.error,
    retryAt: timeText(record.retryAt),
  }
}

/** The first in the job's order that is active. */
function currentOf(attempts: readonly Attempt[]): Job['currentEpisode'] {
  if (attempts.length === 0) return null
  const { episodeId, index, title, bytesDone, bytesTotal } = attempts.reduce((first, next) =>
    next.index < first.index ? next : first,
  )
  return { id: episodeId, index, title, progress: episodeProgress('downloading', bytesDone, bytesTotal) }
}

/** 0–100 of one episode, in hundredths; null where the size is unknown. An empty file is done when it is there. */
export function episodeProgress(status: EpisodeStatus, bytesDone: number, bytesTotal: number | null): number | null {
  if (status === 'completed') return 100
  if (bytesTotal === null) return null
  return bytesTotal === 0 ? 0 : hundredths(Math.min(1, bytesDone / bytesTotal))
}

function jobProgress(partsDone: number, record: JobRecord): number | null {
  if (record.episodesTotal === 0) return null
  const share = partsDone / (record.episodesTotal * millionth)
  // Only what is all there reads 100.
  const all = record.counts.completed === record.episodesTotal
  return all ? 100 : Math.min(99.99, hundredths(Math.max(0, share)))
}

/** The part of a file that is there, in millionths; as the store counts it. */
function partOf(bytesDone: number, bytesTotal: number | null): number {
  if (bytesTotal === null || bytesTotal === 0) return 0
  return Math.min(millionth, Math.floor((millionth * bytesDone) / bytesTotal))
}

function hundredths(share: number): number {
  return Math.floor(share * 10_000) / 100
}

/** What is still to come; unknown sizes are taken for the mean of the known ones, null while none is known. */
function bytesLeft(total: number, unknownSizes: number, bytesKnown: number, bytesDone: number): number | null {
  const known = total - unknownSizes
  if (known === 0) return null
  return Math.max(0, bytesKnown + (unknownSizes * bytesKnown) / known - bytesDone)
}

function etaSeconds(bytes: number | null, speed: number): number | null {
  return bytes === null || speed <= 0 ? null : Math.ceil(bytes / speed)
}

function waitOf(
  { host, waitReason, waitUntil }: JobWait,
  { queueId, sessionId }: Pick<EpisodeOwner, 'queueId' | 'sessionId'>,
  facts: ViewFacts,
): Waiting {
  const session = sessionId === null ? null : facts.sessionHoldOf(sessionId)
  // A person has to do something about this one; the others pass.
  if (session === 'auth') return { reason: 'auth', until: null }
  if (waitReason !== null) return { reason: waitReason, until: timeText(waitUntil) }
  if (facts.closed !== null) return { reason: 'schedule', until: timeText(facts.closed.until) }
  const queue = facts.queueHoldOf(queueId)
  if (queue !== null) {
    const isPaused = queue.isPaused ? { queuePaused: true as const } : {}
    return { reason: queue.reason, until: timeText(queue.until), queueId, ...isPaused }
  }
  if (session === 'session') return { reason: 'session', until: null }
  const hold = facts.holdOf(host)
  return { reason: hold?.reason ?? 'slot', until: timeText(hold?.until ?? null) }
}

/** The digest the file must have: the user's, else the one that the server named. */
export function expectedOf({ checksum, part }: Pick<EpisodeRecord, 'checksum' | 'part'>): ExpectedChecksum | null {
  return checksum ?? part?.toldChecksum ?? null
}

export function checksumView(record: Pick<EpisodeRecord, 'checksum' | 'part' | 'actualChecksum'>): Episode['checksum'] {
  const checksum = expectedOf(record)
  if (checksum === null) return null
  const expected = checksum.expected.toLowerCase()
  const actual = record.actualChecksum
  return { algorithm: checksum.algorithm, expected, actual, matches: actual === null ? null : actual === expected }
}

function clampedTo(bytesTotal: number | null, bytesDone: number): number {
  return bytesTotal === null ? bytesDone : Math.min(bytesTotal, bytesDone)
}

export function timeText(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
