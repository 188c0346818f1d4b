import type { Failure } from '../../src-preload/contract/index.ts'

/** Somebody was there to say these. */
const saidReasons: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_NONAME'])

/** Whether a failure may as well be for want of a network as its server's. */
export function isSilence({ code, params }: Pick<Failure, 'code' | 'params'>): boolean {
  // The way to a proxy is a way out too; what a proxy answers was said by somebody.
  const isWay = code === 'PROXY' && (params.fault === 'unreachable' || params.fault === 'cut')
  return (code === 'TIMEOUT_STALLED' || code === 'NETWORK' || code === 'DNS' || isWay) && !saidReasons.has(params.reason)
}

/**
 * Attempts that were counted although it may have been the network that was gone: that shows a moment later, for a cut
 * is often noticed as silence first. Until somebody answers, what was counted can be taken back.
 */
export class DoubtfulAttempts {
  /** What each episode had counted when this began. */
  readonly #before = new Map<string, number>()

  /** An attempt of an episode was counted for this failure; `attempts`: before it. */
  count(episodeId: string, failure: Pick<Failure, 'code' | 'params'>, attempts: number): void {
    if (isSilence(failure) && !this.#before.has(episodeId)) this.#before.set(episodeId, attempts)
  }

  /** Each episode with what it had counted before any of these. */
  get before(): ReadonlyMap<string, number> {
    return this.#before
  }

  /** Somebody answered, and the network was there; or all of it was taken back. */
  settle(): void {
    this.#before.clear()
  }
}
