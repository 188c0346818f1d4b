import { limitWords, mostWorkers } from '../common-memory.ts'

/** A grant is a twentieth of a second of the limit: small enough to be even, large enough to be worth its turn. */
const grantsPerSecond = 20
const leastGrantBytes = 256
const largestGrantBytes = 262_144
/** Unused speed is kept for so long; it makes up for a busy moment and for nothing more. */
const keptSeconds = 0.2
/** The least time to the next look, which may be one whether the worker whose turn it is has had it. */
const turnMs = 1

/** In a millisecond. */
const nanoseconds = 1_000_000

/**
 * A speed limit that goes into debt: a grant is paid back before the next one. All it knows stands in memory that
 * several workers may share. There it is one moment, at which the debt is paid: whoever takes moves it on, so that the
 * sum is exact whoever takes. And among workers it is the turn of the one whose waiting episodes have had least.
 */
export class Bucket {
  #given: BigInt64Array | undefined
  readonly #place: number
  #bytesPerSecond = 0
  #waiting = 0
  #waitsUntil = 0

  /** `words`: see {@link limitWords}, own ones where none are given; `place`: that of this worker. */
  constructor(words?: BigInt64Array, place = 0) {
    this.#given = words
    this.#place = place
  }

  /** Most episodes never have a limit of their own, and need none. */
  get #words(): BigInt64Array {
    this.#given ??= new BigInt64Array(limitWords.count)
    return this.#given
  }

  /** 0 means no limit. */
  setRate(bytesPerSecond: number, now: number): void {
    if (bytesPerSecond === this.#bytesPerSecond) return
    this.#bytesPerSecond = bytesPerSecond
    const rate = BigInt(bytesPerSecond)
    // Neither a debt nor a saving of the old speed outlives a change; the first worker to hear of it ends them.
    if (Atomics.exchange(this.#words, limitWords.rate, rate) === rate) return
    Atomics.store(this.#words, limitWords.freeAt, atNs(now))
  }

  get isLimited(): boolean {
    return this.#bytesPerSecond > 0
  }

  /** What may be granted now; with it goes what was saved while another limit left nothing. */
  grantBytes(now: number): number {
    if (!this.isLimited) return largestGrantBytes
    const savedSeconds = Math.min(keptSeconds, Math.max(0, now - this.#freeAt()) / 1_000)
    const usual = Math.max(leastGrantBytes, this.#bytesPerSecond / grantsPerSecond)
    return Math.min(largestGrantBytes, Math.round(usual + savedSeconds * this.#bytesPerSecond))
  }

  take(bytes: number, now: number): void {
    if (!this.isLimited) return
    const costMs = (bytes / this.#bytesPerSecond) * 1_000
    for (;;) {
      const freeAt = Atomics.load(this.#words, limitWords.freeAt)
      const next = atNs(Math.max(Number(freeAt) / nanoseconds, now - keptSeconds * 1_000) + costMs)
      if (Atomics.compareExchange(this.#words, limitWords.freeAt, freeAt, next) === freeAt) return
    }
  }

  /** Milliseconds until something may be read again; 0 for now. */
  delay(now: number): number {
    return this.isLimited ? Math.max(0, this.#freeAt() - now) : 0
  }

  /** Whether no other worker's waiting episodes have had less than the ones here. */
  isOurTurn(now: number): boolean {
    const least = this.isLimited ? this.#leastElsewhere(now) : null
    return least === null || Atomics.load(this.#words, limitWords.served + this.#place) <= least
  }

  /** Pays for a read in advance. */
  grant(bytes: number, now: number): void {
    this.take(bytes, now)
    if (!this.isLimited) return
    const share = BigInt(Math.round(bytes / Math.max(1, this.#waiting)))
    Atomics.add(this.#words, limitWords.served + this.#place, share)
  }

  /** So many episodes wait for this limit here, and for nothing else; their turn is kept for them until a time. */
  noteWaiting(count: number, now: number, until: number): void {
    if (this.#waitsUntil < now) this.#join(now)
    this.#waiting = count
    this.#waitsUntil = count === 0 ? 0 : until
    Atomics.store(this.#words, limitWords.waitsUntil + this.#place, atNs(this.#waitsUntil))
  }

  /** Who did not wait has no claim to what others had meanwhile, and no debt for what was taken while nobody else wanted it. */
  #join(now: number): void {
    const least = this.#leastElsewhere(now)
    if (least === null) return
    const own = limitWords.served + this.#place
    const lead = BigInt(Math.ceil(this.#bytesPerSecond * (1 / grantsPerSecond + keptSeconds)))
    const served = Atomics.load(this.#words, own)
    if (served < least) Atomics.store(this.#words, own, least)
    if (served > least + lead) Atomics.store(this.#words, own, least + lead)
  }

  /** What an episode has had where they have had least; null where nobody else waits. */
  #leastElsewhere(now: number): bigint | null {
    const present = atNs(now)
    let least: bigint | null = null
    for (let place = 0; place < mostWorkers; place++) {
      if (place === this.#place || Atomics.load(this.#words, limitWords.waitsUntil + place) < present) continue
      const served = Atomics.load(this.#words, limitWords.served + place)
      if (least === null || served < least) least = served
    }
    return least
  }

  /** In milliseconds. */
  #freeAt(): number {
    return Number(Atomics.load(this.#words, limitWords.freeAt)) / nanoseconds
  }
}

/** A time as it stands in memory: nanoseconds, on the clock that all threads of a process have in common. */
function atNs(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * nanoseconds))
}

/** The limits an episode is under, the narrowest first: its own, its job's, its queue's, the program's. They can be exchanged under it. */
export type Limits = [episode: Bucket, job: Bucket, queue: Bucket, global: Bucket]

/** A connection's place under the limits of its episode. */
export class Tap {
  readonly #throttle: Throttle
  readonly buckets: Readonly<Limits>
  readonly episode: Bucket
  readonly resume: () => void
  #granted = 0

  constructor(throttle: Throttle, limits: Readonly<Limits>, resume: () => void) {
    this.#throttle = throttle
    this.episode = limits[0]
    this.buckets = limits
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
    for (const bucket of this.buckets) bucket.grant(bytes, now)
    this.resume()
  }

  /** The first limit that keeps it from its next read, and for how many milliseconds; null where none does. */
  heldBy(now: number): { readonly bucket: Bucket; readonly delayMs: number } | null {
    for (const bucket of this.buckets) {
      const delayMs = bucket.delay(now)
      if (delayMs > 0) return { bucket, delayMs }
      if (!bucket.isOurTurn(now)) return { bucket, delayMs: turnMs }
    }
    return null
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
  readonly global: Bucket
  readonly #waiting = new Map<Bucket, Tap[]>()
  /** The limits for which somebody here waits, as the other workers know. */
  #awaited: ReadonlyMap<Bucket, number> = new Map()
  #timer: NodeJS.Timeout | undefined
  #soon: NodeJS.Immediate | undefined

  constructor(global = new Bucket()) {
    this.global = global
  }

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
    let round = this.#round(now)
    while (round.hasGranted) round = this.#round(now)
    this.#tellWaiting(round, now)
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#pump(), Math.max(turnMs, round.soonestMs))
  }

  /** One read for each episode that may have one. */
  #round(now: number) {
    const awaited = new Map<Bucket, number>()
    let soonestMs = Infinity
    let hasGranted = false
    for (const [episode, line] of [...this.#waiting]) {
      const tap = line[0]
      if (tap === undefined) continue
      const held = tap.heldBy(now)
      if (held !== null) {
        awaited.set(held.bucket, (awaited.get(held.bucket) ?? 0) + 1)
        soonestMs = Math.min(soonestMs, held.delayMs)
        continue
      }
      line.shift()
      // To the end of the round.
      this.#waiting.delete(episode)
      if (line.length > 0) this.#waiting.set(episode, line)
      tap.grant(now)
      hasGranted = true
    }
    return { awaited, soonestMs, hasGranted }
  }

  #tellWaiting({ awaited, soonestMs }: { awaited: ReadonlyMap<Bucket, number>; soonestMs: number }, now: number): void {
    // Saved speed makes up for so much; whoever is later than that is not waited for.
    const until = now + Math.max(turnMs, soonestMs) + keptSeconds * 1_000
    for (const bucket of this.#awaited.keys()) if (!awaited.has(bucket)) bucket.noteWaiting(0, now, until)
    for (const [bucket, count] of awaited) bucket.noteWaiting(count, now, until)
    this.#awaited = awaited
  }
}
