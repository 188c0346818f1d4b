import { nothingYet } from '../../src-main/sources/inspection-entry.ts'
import type { Cookie, Episode, Inspection, Job, Session } from '../../src-preload/contract/index.ts'

/** A job as the core would tell it, with what a test cares about. */
export function jobWith(facts: Partial<Job> & Pick<Job, 'id'>): Job {
  return {
    title: `Job ${facts.id}`,
    source: { kind: 'urls', url: null },
    queueId: 'default',
    directory: '/downloads',
    status: 'queued',
    priority: 0,
    sequential: false,
    position: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    episodesTotal: 2,
    episodesCompleted: 0,
    episodesFailed: 0,
    episodesPaused: 0,
    bytesDone: 0,
    bytesTotal: null,
    progress: 0,
    speed: 0,
    etaSeconds: null,
    connections: null,
    speedLimit: 0,
    sessionId: null,
    proxy: null,
    currentEpisode: null,
    waiting: null,
    error: null,
    retryAt: null,
    ...facts,
  }
}

/** An episode as the core would tell it, with what a test cares about. */
export function episodeWith(facts: Partial<Episode> & Pick<Episode, 'id' | 'jobId'>): Episode {
  return {
    index: 1,
    title: `Episode ${facts.id}`,
    url: 'https://example.org/file',
    mirrors: [],
    fileName: null,
    folder: null,
    path: null,
    status: 'queued',
    waiting: null,
    attempts: 0,
    bytesDone: 0,
    bytesTotal: null,
    progress: null,
    speed: 0,
    etaSeconds: null,
    connections: 0,
    speedLimit: 0,
    segments: [],
    checksum: null,
    error: null,
    finishedAt: null,
    retryAt: null,
    laterRetries: 0,
    ...facts,
  }
}

/** A cookie as the core would show it, with what a test cares about. */
export function cookieWith(facts: Partial<Cookie> = {}): Cookie {
  return {
    name: 'sid',
    domain: 'example.org',
    path: '/',
    expires: null,
    secure: true,
    httpOnly: true,
    hostOnly: true,
    sameSite: 'lax',
    changedAt: null,
    ...facts,
  }
}

/** A session as the core would tell it, with what a test cares about. */
export function sessionWith(facts: Partial<Session> & Pick<Session, 'id'>): Session {
  return {
    name: `Session ${facts.id}`,
    mode: 'automatic',
    effectiveMode: 'shared',
    hosts: [],
    signInUrl: null,
    cookies: [],
    signIn: null,
    rotations: 0,
    rotatedAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    usedAt: null,
    jobs: 0,
    openJobs: 0,
    ...facts,
  }
}

/** An inspection as the core would tell it, with what a test cares about: it has found nothing. */
export function inspectionWith(facts: Partial<Inspection>): Inspection {
  return { id: '1', state: 'done', ...nothingYet, error: null, ...facts }
}
