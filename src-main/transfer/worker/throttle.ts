/** A grant is a twentieth of a second of the limit: small enough to be even, large enough to be worth its turn. */
const grantsPerSecond = 20
const leastGrantBytes = 256
const largestGrantBytes = 262_144
/** Unused speed is kept for so long; it makes up for a busy moment and for nothing more. */
const keptSeconds = 0.2

/** A speed limit that goes into debt: a grant is paid back before the next one. */
export class Bucket {
  #bytesPerSecond = 0
  #level = 0
  #at = 0

  /** 0 means no limit. */
  setRate(bytesPerSecond: number, now: number): void {
    if (bytesPerSecond === this.#bytesPerSecond) return
    this.#refill(now)
    // Neither a debt nor a saving of the old speed outlives a change.
    this.#level = 0
    this.#at = now
    this.#bytesPerSecond = bytesPerSecond
  }

  get isLimited(): boolean {
    return this.#bytesPerSecond > 0
  }

  /** What may be granted now; with it goes what was saved while another limit left nothing. */
  grantBytes(now: number): number {
    if (!this.isLimited) return largestGrantBytes
    this.#refill(now)
    const usual = Math.max(leastGrantBytes, this.#bytesPerSecond / grantsPerSecond)
    return Math.min(largestGrantBytes, Math.round(usual + Math.max(0, this.#level)))
  }

  take(bytes: number, now: number): void {
    if (!this.isLimited) return
    this.#refill(now)
    this.#level -= bytes
  }

  /** Milliseconds until something may be read again; 0 for now. */
  delay(now: number): number {
    if (!this.isLimited) return 0
    this.#refill(now)
    return this.#level >= 0 ? 0 : (-this.#level / this.#bytesPerSecond) * 1_000
  }

  #refill(now: number): void {
    const saved = ((now - this.#at) / 1_000) * this.#bytesPerSecond
    this.#level = Math.min(this.#level + saved, this.#bytesPerSecond * keptSeconds)
    this.#at = now
  }
}

/** A connection's place under the limits of its episode, its job and the program. */
export class Tap {
  readonly #throttle: Throttle
  readonly buckets: readonly Bucket[]
  readonly episode: Bucket
  readonly resume: () => void
  #granted = 0

  constructor(throttle: Throttle, episode: Bucket, job: Bucket, resume: () => void) {
    this.#throttle = throttle
    this.episode = episode
    this.buckets = [throttle.global, job, episode]
    this.resume = resume
  }

  /**
   * How many of so many bytes may be taken now. Fewer than asked: the others are asked for again once `resume` is
   * called, and until then nothing more is read.
   */
  take(bytes: number): number {
    if (!this.buckets.some((bucket) => bucket.isLimited)) return bytes
    const taken = Math.min(bytes, this.#granted)
    this.#granted -= taken
    if (taken < bytes) this.#throttle.wait(this)
    return taken
  }

  /** Pays for the next bytes in advance, so that many connections don't all read on the same credit. */
  grant(now: number): void {
    const bytes = Math.min(...this.buckets.map((bucket) => bucket.grantBytes(now)))
    this.#granted += bytes
    for (const bucket of this.buckets) bucket.take(bytes, now)
    this.resume()
  }

  /** The connection is over; what it was granted and did not read goes back. */
  close(): void {
    const now = performance.now()
    for (const bucket of this.buckets) bucket.take(-this.#granted, now)
    this.#granted = 0
    this.#throttle.forget(this)
  }
}

/** Hands out reads under all limits: episodes in turn, and within an episode its connections in turn. */
export class Throttle {
  readonly global = new Bucket()
  readonly #waiting = new Map<Bucket, Tap[]>()
  #timer: NodeJS.Timeout | undefined
  #soon: NodeJS.Immediate | undefined

  /** Limits have changed: whoever waits is looked at anew. */
  changed(): void {
    this.#pump()
  }

  /** Puts a connection in line; its turn comes in a later round of the event loop at the earliest. */
  wait(tap: Tap): void {
    const line = this.#waiting.get(tap.episode)
    if (line === undefined) this.#waiting.set(tap.episode, [tap])
    else line.push(tap)
    this.#soon ??= setImmediate(() => this.#pump())
  }

  forget(tap: Tap): void {
    const line = this.#waiting.get(tap.episode)
    const index = line?.indexOf(tap) ?? -1
    if (index >= 0) line?.splice(index, 1)
    if (line?.length === 0) this.#waiting.delete(tap.episode)
  }

  #pump(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#soon)
    this.#soon = undefined
    const now = performance.now()
    let soonest = Infinity
    let granted = true
    while (granted && this.#waiting.size > 0) {
      granted = false
      soonest = this.global.delay(now)
      if (soonest > 0) break
      soonest = Infinity
      for (const [episode, line] of [...this.#waiting]) {
        const tap = line[0]
        if (tap === undefined) continue
        const delay = Math.max(...tap.buckets.map((bucket) => bucket.delay(now)))
        if (delay > 0) {
          soonest = Math.min(soonest, delay)
          continue
        }
        line.shift()
        // To the end of the round.
        this.#waiting.delete(episode)
        if (line.length > 0) this.#waiting.set(episode, line)
        tap.grant(now)
        granted = true
      }
    }
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#pump(), Math.max(1, soonest))
  }
}
