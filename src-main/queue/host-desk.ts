import type { Failure } from '../../src-preload/contract/index.ts'
import type { Attempt } from './attempts.ts'
import { Connectivity } from './connectivity.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { HostKeeper } from './host-keeper.ts'
import type { News } from './news.ts'
import type { HostNews } from './ports.ts'
import type { World } from './world.ts'

interface Parts {
  readonly world: Pick<World, 'clock' | 'network'>
  readonly dispatcher: Dispatcher
  readonly hosts: HostKeeper
  readonly news: News
}

/** Takes what the engine tells as far as it shows something of hosts, or of the network before them. */
export class HostDesk {
  readonly #parts: Parts
  readonly #connectivity = new Connectivity()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Bytes came for an attempt. */
  served(attempt: Attempt, nowMs: number): void {
    this.#connectivity.answered(nowMs)
    this.#parts.hosts.served(attempt.host)
  }

  /** An answer showed something of a host. */
  note(host: string, news: HostNews): void {
    const { world, dispatcher, hosts } = this.#parts
    this.#connectivity.answered(world.clock.monotonic())
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
    dispatcher.shareHost(host)
    this.#parts.news.stats()
  }

  /** Whether an attempt failed for want of a network. */
  isOffline({ host }: Attempt, { code, params }: Failure): boolean {
    const { clock, network } = this.#parts.world
    return this.#connectivity.isGone({ host, code, params }, clock.monotonic(), network.isUp())
  }

  /** The network was gone when this host was asked: nobody asks it for a while. */
  leaveAlone({ host }: Attempt): void {
    this.#parts.hosts.unreachable(host)
    this.#parts.news.stats()
  }

  /** An attempt is over: with how many connections its host served it best. */
  learnFrom({ host, tally }: Attempt): void {
    if (tally.best !== null) this.#parts.hosts.learn(host, { bestConnections: tally.best })
  }
}
