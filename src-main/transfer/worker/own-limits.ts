import type { TransferLimits } from '../protocol.ts'
import { Bucket, type Limits, Tap, type Throttle } from './throttle.ts'

/** What one attempt may use now: limits of its own, and the buckets that it shares with others. */
export class OwnLimits {
  readonly #throttle: Throttle
  readonly #buckets: Limits
  #limits: TransferLimits

  /** `job`, `queue`: the buckets of its job and of its queue, shared by their attempts. */
  constructor(limits: TransferLimits, throttle: Throttle, job: Bucket, queue: Bucket) {
    this.#throttle = throttle
    this.#buckets = [new Bucket(), job, queue, throttle.global]
    this.#limits = limits
    this.change(limits, queue)
  }

  get connections(): number {
    return this.#limits.connections
  }

  get proxy(): TransferLimits['proxy'] {
    return this.#limits.proxy
  }

  /** Whether any speed limit holds for it. */
  get isLimited(): boolean {
    return this.#buckets.some((bucket) => bucket.isLimited)
  }

  /** `queue`: the bucket of its queue, which may have become another. */
  change(limits: TransferLimits, queue: Bucket): void {
    this.#limits = limits
    const { episodeSpeedLimit, jobSpeedLimit, queueLimit } = limits
    const now = performance.now()
    const [episode, job] = this.#buckets
    episode.setRate(episodeSpeedLimit, now)
    job.setRate(jobSpeedLimit, now)
    if (queueLimit !== undefined) queue.setRate(queueLimit.bytesPerSecond, now)
    this.#buckets[2] = queue
    this.#throttle.changed()
  }

  /** For one connection; `resume`: see {@link Tap}. */
  tap(resume: () => void): Tap {
    return new Tap(this.#throttle, this.#buckets, resume)
  }
}
