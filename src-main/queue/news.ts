import type {
  Episode,
  EpisodeProgress,
  Job,
  JobProgress,
  Notice,
  ProxyServer,
  Queue,
  Settings,
  StaffelEvent,
  Stats,
  Undoable,
} from '../../src-preload/contract/index.ts'
import type { Attempt, Attempts } from './attempts.ts'
import type { EventHub } from './event-hub.ts'
import type { NoticeKeeper } from './notice-keeper.ts'
import type { Clock, Random } from './ports.ts'

/** At most ten frames a second, whatever happens. */
const frameMs = 100
/** Speeds of what runs are told at least this often, so that a stall is seen to fall to 0. */
const idleFrameMs = 1_000
/** The counts of the whole list cost more than a row: told this often at most. */
const statsMs = 250
/** Jobs that one change is told of one by one. */
export const mostJobsTold = 100
/** Sessions are shown with all of their cookies, and their servers may renew these with each answer. */
const sessionsMs = 500

/** A notice before it is told. */
export type NewNotice = Omit<Notice, 'id' | 'at'>

/** Where the news finds how things stand now. */
export interface NewsSources {
  readonly attempts: Attempts
  readonly reader: {
    job(id: string): Job | null
    episode(id: string): Episode | null
    liveEpisode(attempt: Attempt): EpisodeProgress
    speed(): number
    stats(): Stats
    sessions(): Pick<Extract<StaffelEvent, { type: 'sessions' }>, 'sessions' | 'credentials'>
  }
}

/**
 * Gathers what changed and tells it in frames: what changed twice between two frames is told once, as it is then.
 * The attempts and the reader come with `attach`, since they in turn announce their changes here.
 */
export class News {
  readonly #hub: EventHub
  readonly #clock: Clock
  readonly #random: Pick<Random, 'id'>
  readonly #notices: Pick<NoticeKeeper, 'add'>
  #sources: NewsSources | null = null
  #jobs = new Set<string>()
  #episodes = new Set<string>()
  /** What the last frames said of what still runs, by id. */
  #told = new Map<string, string>()
  #statsAreStale = false
  #statsAtMs = Number.NEGATIVE_INFINITY
  #sessionsAreStale = false
  #sessionsTold = ''
  #sessionsAtMs = Number.NEGATIVE_INFINITY
  #frameAtMs = Number.NEGATIVE_INFINITY
  #cancelFrame: (() => void) | null = null
  #isIdleFrame = false

  constructor(
    hub: EventHub,
    { clock, random }: { readonly clock: Clock; readonly random: Pick<Random, 'id'> },
    notices: Pick<NoticeKeeper, 'add'>,
  ) {
    this.#hub = hub
    this.#clock = clock
    this.#random = random
    this.#notices = notices
  }

  attach(sources: NewsSources): void {
    this.#sources = sources
  }

  job(id: string): void {
    this.#jobs.add(id)
    this.#statsAreStale = true
    this.#soon()
  }

  /** Changes in many jobs at once: of more than a screen shows, every list is read again instead. */
  jobs(ids: readonly string[]): void {
    if (ids.length <= mostJobsTold) for (const id of ids) this.job(id)
    else this.removed([], [])
  }

  episode(id: string): void {
    this.#episodes.add(id)
    this.#soon()
  }

  stats(): void {
    this.#statsAreStale = true
    this.#soon()
  }

  sessions(): void {
    this.#sessionsAreStale = true
    this.#soon()
  }

  progress(): void {
    this.#soon()
  }

  removed(jobIds: readonly string[], episodeIds: readonly string[]): void {
    this.#hub.publish({ type: 'removed', jobIds: [...jobIds], episodeIds: [...episodeIds] })
    this.#sessionsAreStale = true
    this.stats()
  }

  settings(settings: Settings): void {
    this.#hub.publish({ type: 'settings', settings })
    this.stats()
  }

  queues(queues: readonly Queue[]): void {
    this.#hub.publish({ type: 'queues', queues: [...queues] })
    this.stats()
  }

  undo(undoables: readonly Undoable[]): void {
    this.#hub.publish({ type: 'undo', undoables: [...undoables] })
  }

  proxies(proxies: readonly ProxyServer[]): void {
    this.#hub.publish({ type: 'proxies', proxies: [...proxies] })
  }

  notice(notice: NewNotice): void {
    const told = { ...notice, id: this.#random.id(), at: new Date(this.#clock.now()).toISOString() }
    this.#notices.add(told)
    this.#hub.publish({ type: 'notice', notice: told })
  }

  close(): void {
    this.#cancelFrame?.()
  }

  #soon(): void {
    if (this.#cancelFrame !== null && !this.#isIdleFrame) return
    this.#cancelFrame?.()
    this.#isIdleFrame = false
    this.#plan(Math.max(0, this.#frameAtMs + frameMs - this.#clock.monotonic()))
  }

  #plan(delayMs: number): void {
    this.#cancelFrame = this.#clock.schedule(delayMs, () => {
      this.#cancelFrame = null
      this.#frame(this.#isIdleFrame)
    })
  }

  #frame(isIdle: boolean): void {
    const jobs = this.#jobs
    const episodes = this.#episodes
    this.#jobs = new Set()
    this.#episodes = new Set()
    this.#frameAtMs = this.#clock.monotonic()
    if (!this.#hub.hasListeners || this.#sources === null) return
    const { attempts, reader } = this.#sources
    for (const id of jobs) this.#tellJob(reader.job(id))
    for (const id of episodes) this.#tell(reader.episode(id), (episode) => ({ type: 'episode', episode }))
    this.#tellProgress(isIdle)
    this.#tellStats()
    this.#tellSessions()
    if (attempts.all().length > 0 && this.#cancelFrame === null) {
      this.#isIdleFrame = true
      this.#plan(idleFrameMs)
    }
  }

  #tellJob(job: Job | null): void {
    this.#tell(job, (view) => ({ type: 'job', job: view }))
    // A session is shown with how many jobs it has.
    this.#sessionsAreStale ||= job !== null && job.sessionId !== null
  }

  #tell<View>(view: View | null, event: (view: View) => StaffelEvent): void {
    if (view !== null) this.#hub.publish(event(view))
  }

  #tellProgress(all: boolean): void {
    if (this.#sources === null) return
    const { attempts, reader } = this.#sources
    const told = new Map<string, string>()
    const episodes: EpisodeProgress[] = []
    const jobs: JobProgress[] = []
    for (const attempt of attempts.all()) {
      const before = this.#told.get(attempt.episodeId)
      if (before !== undefined) told.set(attempt.episodeId, before)
      if (!all && !attempt.isDirty) continue
      attempt.isDirty = false
      const now = reader.liveEpisode(attempt)
      if (isNews(told, now.id, now)) episodes.push(now)
    }
    const moved = new Set(episodes.map((episode) => episode.jobId))
    for (const jobId of attempts.jobIds()) {
      const before = this.#told.get(jobId)
      if (before !== undefined) told.set(jobId, before)
      const job = moved.has(jobId) ? reader.job(jobId) : null
      if (job === null) continue
      const { id, bytesDone, bytesTotal, progress, speed, etaSeconds, currentEpisode } = job
      const now = { id, bytesDone, bytesTotal, progress, speed, etaSeconds, currentEpisode }
      if (isNews(told, id, now)) jobs.push(now)
    }
    this.#told = told
    if (episodes.length > 0) this.#hub.publish({ type: 'progress', speed: reader.speed(), jobs, episodes })
  }

  #tellStats(): void {
    if (!this.#statsAreStale || this.#sources === null) return
    const now = this.#clock.monotonic()
    if (now - this.#statsAtMs < statsMs) {
      if (this.#cancelFrame === null) this.#plan(this.#statsAtMs + statsMs - now)
      return
    }
    this.#statsAreStale = false
    this.#statsAtMs = now
    this.#hub.publish({ type: 'stats', stats: this.#sources.reader.stats() })
  }

  #tellSessions(): void {
    if (!this.#sessionsAreStale || this.#sources === null) return
    const now = this.#clock.monotonic()
    if (now - this.#sessionsAtMs < sessionsMs) {
      if (this.#cancelFrame === null) this.#plan(this.#sessionsAtMs + sessionsMs - now)
      return
    }
    this.#sessionsAreStale = false
    this.#sessionsAtMs = now
    const shown = this.#sources.reader.sessions()
    const text = JSON.stringify(shown)
    if (text === this.#sessionsTold) return
    this.#sessionsTold = text
    this.#hub.publish({ type: 'sessions', ...shown })
  }
}

/** Whether this differs from what was told of the same id before; remembers it. */
function isNews(told: Map<string, string>, id: string, now: object): boolean {
  const text = JSON.stringify(now)
  if (told.get(id) === text) return false
  told.set(id, text)
  return true
}
