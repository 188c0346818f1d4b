import type { Failure } from '../../src-preload/contract/index.ts'
import type { Attempt } from './attempts.ts'
import { Connectivity } from './connectivity.ts'
import type { Dispatcher } from './dispatcher.ts'
import { DoubtfulAttempts, isSilence } from './doubtful-attempts.ts'
import type { HostKeeper } from './host-keeper.ts'
import type { News } from './news.ts'
import type { HostNews } from './ports.ts'
import type { AutoScale } from './scaling/auto-scale.ts'
import type { World } from './world.ts'

interface Parts {
  readonly world: Pick<World, 'clock' | 'network'>
  readonly dispatcher: Dispatcher
  readonly hosts: HostKeeper
  readonly autoScale: AutoScale
  readonly news: News
}

/** Failures that may be for want of a network; of a proxy's, those on the way to it. */
const networkCodes: ReadonlySet<Failure['code']> = new Set(['NETWORK', 'DNS', 'TIMEOUT_STALLED', 'PROXY'])

/** Takes what the engine tells as far as it shows something of hosts, or of the network before them. */
export class HostDesk {
  readonly #parts: Parts
  readonly #connectivity = new Connectivity()
  readonly #doubtful = new DoubtfulAttempts()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Bytes came for an attempt. */
  served(attempt: Attempt, nowMs: number): void {
    this.#heard(nowMs)
    this.#parts.hosts.served(attempt.host)
  }

  /** An answer showed something of a host. */
  note(host: string, news: HostNews): void {
    const { world, dispatcher, hosts, autoScale } = this.#parts
    this.#heard(world.clock.monotonic())
    if (news.kind === 'learnt') {
      const { servesRanges, strongValidators } = news
      hosts.learn(host, {
        ...(servesRanges === null ? {} : { servesRanges }),
        ...(strongValidators === null ? {} : { strongValidators }),
      })
      return
    }
    if (news.kind === 'http2') {
      hosts.learn(host, { http2: news.facts })
      return
    }
    const there = dispatcher.attempts.ofHost(host)
    hosts.refused(host, {
      status: news.status,
      retryAfterMs: news.retryAfterMs,
      connections: Math.max(
        1,
        there.reduce((sum, attempt) => sum + Math.max(1, attempt.connections), 0),
      ),
      isServing: there.some((attempt) => attempt.isServed),
    })
    autoScale.refused(host)
    dispatcher.shareHost(host)
    this.#parts.news.stats()
  }

  /** The machine slept, or its network is another: failures of the next moments are no server's. */
  disturbed(): void {
    this.#connectivity.disturbed(this.#parts.world.clock.monotonic())
  }

  /** Whether an attempt failed for want of a network. */
  isOffline({ host }: Attempt, failure: Failure): boolean {
    const { world, hosts } = this.#parts
    const { clock, network } = world
    const { code, params } = failure
    // Whoever answered was reached, and to ask the system takes longer than all else that follows from a failure.
    if (!networkCodes.has(code)) return false
    // Another of its attempts has found the network gone, and nothing came from this host since.
    if (isSilence(failure) && hosts.quietOf(host)?.reason === 'offline') return true
    return this.#connectivity.isGone({ host, code, params }, clock.monotonic(), network.isUp())
  }

  /** Episodes of which attempts were counted since the network was last heard, with how many each had before. */
  get doubtfulAttempts(): ReadonlyMap<string, number> {
    return this.#doubtful.before
  }

  /** An attempt was counted for this failure; `attempts`: before it. */
  counted({ episodeId }: Attempt, failure: Failure, attempts: number): void {
    this.#doubtful.count(episodeId, failure, attempts)
  }

  /** The network was gone when this host was asked: nobody asks it for a while. */
  leaveAlone({ host }: Attempt): void {
    this.#doubtful.settle()
    this.#parts.hosts.unreachable(host)
    this.#parts.news.stats()
  }

  /** An attempt is over: with how many connections its host served it best. */
  learnFrom({ host, tally }: Attempt): void {
    if (tally.best !== null) this.#parts.hosts.learn(host, { bestConnections: tally.best })
  }

  #heard(nowMs: number): void {
    this.#connectivity.answered(nowMs)
    this.#doubtful.settle()
  }
}
