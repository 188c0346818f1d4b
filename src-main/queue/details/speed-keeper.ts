import type { Speeds } from '../../../src-preload/contract/index.ts'
import type { Attempt, Attempts } from '../attempts.ts'
import type { World } from '../world.ts'
import { SpeedTrail, stepMs } from './speed-trail.ts'

/** So many episodes and jobs have a trail; who ran longest ago loses it. 6 kB each at most. */
const mostTrails = 2_000

/** What came in the step under way. */
interface Running {
  bytes: number
  files: number
}

/** The trail of a job, with the number of files that it brought in each of its steps. */
interface JobTrail {
  readonly speeds: SpeedTrail
  readonly files: SpeedTrail
}

/**
 * Speeds over the last hour, of each episode, each job and the whole: a sample every five seconds while something runs, in
 * memory alone. What begins and ends within a step gets no trail of its own, and counts for its job.
 */
export class SpeedKeeper {
  readonly #clock: Pick<World['clock'], 'now' | 'monotonic' | 'schedule'>
  readonly #attempts: Pick<Attempts, 'all'>
  readonly #total = new SpeedTrail()
  readonly #episodes = new Map<string, SpeedTrail>()
  readonly #jobs = new Map<string, JobTrail>()
  /** What each attempt had when the step began. */
  #counted = new Map<number, number>()
  readonly #runningJobs = new Map<string, Running>()
  readonly #runningEpisodes = new Map<string, number>()
  #totalBytes = 0
  #stepBegunMs = 0
  #cancel: (() => void) | null = null

  constructor(clock: Pick<World['clock'], 'now' | 'monotonic' | 'schedule'>, attempts: Pick<Attempts, 'all'>) {
    this.#clock = clock
    this.#attempts = attempts
  }

  /** Something runs: from now on samples are taken, until nothing does. */
  begin(): void {
    if (this.#cancel !== null) return
    this.#stepBegunMs = this.#clock.monotonic()
    this.#plan()
  }

  /** An attempt is over; `bytesDone`: what its episode has now. */
  ended(attempt: Attempt, bytesDone: number, isFile: boolean): void {
    this.begin()
    this.#count(attempt, bytesDone, bytesDone > (this.#counted.get(attempt.id) ?? Number.POSITIVE_INFINITY))
    this.#counted.delete(attempt.id)
    if (isFile) this.#runningOf(attempt.jobId).files += 1
  }

  close(): void {
    this.#cancel?.()
  }

  episode(id: string): Speeds {
    return this.#shown(this.#episodes.get(id))
  }

  job(id: string): Speeds {
    return this.#shown(this.#jobs.get(id)?.speeds)
  }

  total(): Speeds {
    return this.#shown(this.#total)
  }

  /** How fast a job was in the last hour while it ran; null where it did not. */
  pace(jobId: string): { readonly meanSpeed: number; readonly filesPerHour: number } | null {
    const now = this.#step(this.#clock.monotonic())
    const trail = this.#jobs.get(jobId)
    const meanSpeed = trail?.speeds.mean(now) ?? null
    if (trail === undefined || meanSpeed === null) return null
    return { meanSpeed, filesPerHour: ((trail.files.mean(now) ?? 0) * 3_600_000) / stepMs }
  }

  #plan(): void {
    this.#cancel = this.#clock.schedule(stepMs, () => {
      this.#cancel = null
      this.#sample()
    })
  }

  #sample(): void {
    const now = this.#clock.monotonic()
    const attempts = this.#attempts.all()
    for (const attempt of attempts) this.#count(attempt, attempt.bytesDone, true)
    const seconds = Math.max(0.001, (now - this.#stepBegunMs) / 1_000)
    const step = this.#step(now)
    const hadNone = this.#runningJobs.size === 0
    for (const [id, bytes] of this.#runningEpisodes) this.#add(this.#episodes, id, step, bytes / seconds)
    for (const [id, { bytes, files }] of this.#runningJobs)
      this.#addJob(id, step, bytes / seconds, (files * stepMs) / seconds / 1_000)
    if (!hadNone && step > this.#total.last) this.#total.add(step, this.#totalBytes / seconds)
    const last = new Map<number, number>()
    for (const { id, bytesDone } of attempts) last.set(id, bytesDone)
    this.#counted = last
    this.#runningEpisodes.clear()
    this.#runningJobs.clear()
    this.#totalBytes = 0
    this.#stepBegunMs = now
    if (attempts.length > 0) this.#plan()
  }

  #count(attempt: Attempt, bytesDone: number, hasTrail: boolean): void {
    // Where it starts over the difference is none; what comes from then on is counted.
    const came = Math.max(0, bytesDone - (this.#counted.get(attempt.id) ?? attempt.bytesAtStart))
    if (hasTrail) this.#runningEpisodes.set(attempt.episodeId, (this.#runningEpisodes.get(attempt.episodeId) ?? 0) + came)
    this.#runningOf(attempt.jobId).bytes += came
    this.#totalBytes += came
  }

  #runningOf(jobId: string): Running {
    const running = this.#runningJobs.get(jobId) ?? { bytes: 0, files: 0 }
    this.#runningJobs.set(jobId, running)
    return running
  }

  #add(trails: Map<string, SpeedTrail>, id: string, step: number, speed: number): void {
    const trail = taken(trails, id) ?? new SpeedTrail()
    if (step > trail.last) trail.add(step, speed)
    putLast(trails, id, trail)
  }

  #addJob(id: string, step: number, speed: number, files: number): void {
    const trail = taken(this.#jobs, id) ?? { speeds: new SpeedTrail(), files: new SpeedTrail() }
    if (step > trail.speeds.last) {
      trail.speeds.add(step, speed)
      trail.files.add(step, files)
    }
    putLast(this.#jobs, id, trail)
  }

  #shown(trail: SpeedTrail = new SpeedTrail()): Speeds {
    const nowMs = this.#clock.monotonic()
    const offsetMs = this.#clock.now() - nowMs
    return trail.speeds(this.#step(nowMs), (step) => Math.round((step * stepMs + offsetMs) / 1_000))
  }

  /** Steps begin at 1, and with the clock that never jumps. */
  #step(monotonicMs: number): number {
    return Math.max(0, Math.round(monotonicMs / stepMs)) + 1
  }
}

function taken<Trail>(trails: Map<string, Trail>, id: string): Trail | undefined {
  const trail = trails.get(id)
  trails.delete(id)
  return trail
}

function putLast<Trail>(trails: Map<string, Trail>, id: string, trail: Trail): void {
  trails.set(id, trail)
  const oldest = trails.size > mostTrails ? trails.keys().next().value : undefined
  if (oldest !== undefined) trails.delete(oldest)
}
