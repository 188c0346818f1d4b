import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Attempt } from '../../../src-main/queue/attempts.ts'
import type { EpisodeRecord, JobRecord } from '../../../src-main/queue/ports.ts'
import { episodeProgress, episodeView, type HostHold, jobView } from '../../../src-main/queue/views.ts'

const holds: Record<string, HostHold> = {
  'busy.example': { reason: 'host', until: null },
  'quiet.example': { reason: 'backoff', until: 1_000 },
}
const facts = {
  nowMs: 0,
  closed: null,
  holdOf: (host: string) => holds[host] ?? null,
  sessionHoldOf: (sessionId: string) =>
    sessionId === 'ended' ? ('auth' as const) : sessionId === 'busy' ? ('session' as const) : null,
  queueHoldOf: (queueId: string) => (queueId === 'full' ? { reason: 'slot' as const, until: null, isPaused: false } : null),
}

const episode = (changes: Partial<EpisodeRecord> = {}): EpisodeRecord => ({
  id: 'e1',
  jobId: 'j1',
  index: 1,
  title: null,
  url: 'https://example.org/files/part%201.zip',
  host: 'example.org',
  mirrors: [],
  wantedName: null,
  folder: null,
  sourceKey: null,
  stream: null,
  status: 'queued',
  waitReason: null,
  waitUntil: null,
  attempts: 0,
  bytesDone: 0,
  bytesTotal: null,
  speedLimit: 0,
  checksum: null,
  actualChecksum: null,
  part: null,
  repair: null,
  error: null,
  finishedAt: null,
  retryAt: null,
  laterRetries: 0,
  activeMs: 0,
  ...changes,
})

const job = (changes: Partial<JobRecord> = {}): JobRecord => ({
  id: 'j1',
  title: 'Volumes',
  sourceKind: 'urls',
  sourceUrl: null,
  queueId: 'default',
  directory: '/files',
  status: 'queued',
  priority: 0,
  sequential: false,
  position: 1,
  createdAt: 0,
  startedAt: null,
  finishedAt: null,
  counts: { queued: 2, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 },
  episodesTotal: 2,
  bytesDone: 0,
  bytesKnown: 0,
  unknownSizes: 2,
  partsDone: 0,
  connections: null,
  speedLimit: 0,
  onConflict: null,
  headers: {},
  sessionId: null,
  proxy: null,
  mount: null,
  error: null,
  retryAt: null,
  ...changes,
})

const running = (record: EpisodeRecord, bytesDone: number, bytesTotal: number | null) => {
  const attempt = new Attempt(
    1,
    record,
    { directory: '/downloads', mount: null, queueId: 'default' },
    { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 },
    1,
    0,
  )
  attempt.follow({ attemptId: 1, bytesDone, bytesTotal, connections: 1, segments: [] }, 0)
  return attempt
}

describe('an episode as it is shown', () => {
  it('is called what its address says until a name is known', () => {
    expect(episodeView(episode(), { directory: '/files', queueId: 'default', sessionId: null }, undefined, facts).title).toBe(
      'part 1.zip',
    )
  })

  it('never shows what an address carries as user name and password', () => {
    const view = episodeView(
      episode({ url: 'https://anna:secret@example.org/a', mirrors: ['http://b:c@example.org/'] }),
      { directory: '/', queueId: 'default', sessionId: null },
      undefined,
      facts,
    )
    expect(JSON.stringify(view)).not.toMatch(/secret|anna|b:c/)
  })

  it('says what it waits for: a remembered cause, its busy host, or a slot', () => {
    const reason = (changes: Partial<EpisodeRecord>) =>
      episodeView(
        episode(changes),
        { directory: '/', queueId: changes.host === 'full.example' ? 'full' : 'default', sessionId: null },
        undefined,
        facts,
      ).waiting
    expect(reason({ waitReason: 'backoff', waitUntil: 0 })).toEqual({ reason: 'backoff', until: '1970-01-01T00:00:00.000Z' })
    expect(reason({ host: 'busy.example' })).toEqual({ reason: 'host', until: null })
    expect(reason({ host: 'quiet.example' })).toEqual({ reason: 'backoff', until: '1970-01-01T00:00:01.000Z' })
    expect(reason({})).toEqual({ reason: 'slot', until: null })
    expect(reason({ status: 'paused' })).toBeNull()
  })

  it('says that its session wants a sign-in before all that passes, and that it is busy before its host is', () => {
    const reason = (sessionId: string, changes: Partial<EpisodeRecord> = {}, closed: { until: number } | null = null) =>
      episodeView(episode(changes), { directory: '/', queueId: 'default', sessionId }, undefined, { ...facts, closed }).waiting
        ?.reason
    expect(reason('ended', { waitReason: 'backoff', waitUntil: 9 }, { until: 9 })).toBe('auth')
    expect(reason('busy', { host: 'busy.example' })).toBe('session')
    expect(reason('busy', { waitReason: 'backoff', waitUntil: 9 })).toBe('backoff')
    expect(reason('busy', {}, { until: 9 })).toBe('schedule')
    expect(reason('fine')).toBe('slot')
  })

  it('shows the live bytes of a running attempt rather than the last checkpoint', () => {
    const record = episode({ status: 'downloading', bytesDone: 10, bytesTotal: 100 })
    expect(
      episodeView(record, { directory: '/', queueId: 'default', sessionId: null }, running(record, 50, 100), facts),
    ).toMatchObject({
      bytesDone: 50,
      progress: 50,
    })
  })

  it('reads 100 only where it is finished, an empty file included', () => {
    expect(episodeProgress('completed', 0, 0)).toBe(100)
    expect(episodeProgress('downloading', 0, 0)).toBe(0)
    expect(episodeProgress('downloading', 5, null)).toBeNull()
  })
})

describe('a job as it is shown', () => {
  it('adds what its attempts have beyond the checkpoint', () => {
    const record = episode({ status: 'downloading', bytesDone: 10, bytesTotal: 100 })
    const view = jobView(
      job({ bytesDone: 10, bytesKnown: 100, unknownSizes: 1, partsDone: 100_000 }),
      [running(record, 60, 100)],
      null,
      facts,
    )
    expect(view).toMatchObject({ bytesDone: 60, bytesTotal: null, progress: 30 })
    expect(view.currentEpisode).toMatchObject({ id: 'e1', index: 1, progress: 60 })
  })

  it('of one file has no percent while the length of that is unknown', () => {
    const record = episode({ status: 'downloading' })
    const one = job({ episodesTotal: 1, unknownSizes: 1, bytesKnown: 0, counts: { ...job().counts, queued: 0, downloading: 1 } })
    expect(jobView(one, [running(record, 60, null)], null, facts)).toMatchObject({ bytesDone: 60, progress: null })
    expect(jobView(one, [running(record, 60, 100)], null, facts)).toMatchObject({ progress: 60 })
  })

  it('says what it waits for, as its first queued episode does', () => {
    const waiting = (wait: Partial<Parameters<typeof jobView>[2]>) =>
      jobView(job(), [], { host: 'example.org', waitReason: null, waitUntil: null, ...wait }, facts).waiting
    expect(waiting({ waitReason: 'link' })).toEqual({ reason: 'link', until: null })
    expect(waiting({ host: 'busy.example' })).toEqual({ reason: 'host', until: null })
    expect(waiting({})).toEqual({ reason: 'slot', until: null })
    expect(jobView(job(), [], null, facts).waiting).toBeNull()
  })

  it('waits for the schedule before it waits for a server, and for what is remembered before that', () => {
    const closed = { ...facts, closed: { until: 3_600_000 } }
    const waiting = (wait: Partial<Parameters<typeof jobView>[2]>) =>
      jobView(job(), [], { host: 'busy.example', waitReason: null, waitUntil: null, ...wait }, closed).waiting
    expect(waiting({})).toEqual({ reason: 'schedule', until: '1970-01-01T01:00:00.000Z' })
    expect(waiting({ waitReason: 'link' })).toEqual({ reason: 'link', until: null })
  })

  it('does not fall when the size of an episode becomes known', () => {
    const first = episode({ status: 'downloading' })
    const before = jobView(job({ partsDone: 1_000_000 }), [running(first, 500, null)], null, facts).progress
    const after = jobView(job({ partsDone: 1_000_000 }), [running(first, 500, 1_000_000)], null, facts).progress
    expect(after).toBeGreaterThanOrEqual(before ?? Number.POSITIVE_INFINITY)
  })

  it('never falls as bytes come, and never reads 100 before all is there', () => {
    const record = episode({ status: 'downloading' })
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 2, maxLength: 20 }), (steps) => {
        const percents = steps
          .toSorted((left, right) => left - right)
          .map((bytes) => jobView(job({ partsDone: 1_000_000 }), [running(record, bytes, 1_000_000)], null, facts).progress ?? 0)
        expect(percents).toEqual(percents.toSorted((left, right) => left - right))
        expect(Math.max(...percents)).toBeLessThan(100)
      }),
    )
  })
})
