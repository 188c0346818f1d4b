import type { Episode, Job } from '../../src-preload/contract/index.ts'

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
