import type { TransferLook } from '../protocol.ts'
import type { BodyPump } from './body-pump.ts'
import type { Lane } from './lane.ts'
import type { Mirrors } from './mirrors.ts'
import { unknownEnd } from './segments.ts'

export type DownloadLook = Pick<TransferLook, 'connections' | 'places'>

/** Looks that follow each other faster see chance. */
const leastBetweenMs = 500

/** Says who fetches what, to whoever looks; without one it costs nothing. */
export class DownloadLooks {
  readonly #seen = new WeakMap<BodyPump, { atMs: number; bytes: number; speed: number }>()

  look(lanes: Iterable<Lane>, mirrors: Mirrors): DownloadLook {
    const now = performance.now()
    const connections = [...lanes].flatMap(({ number, mirror, segment, pump }) => {
      if (segment === null) return []
      const end = segment.end === unknownEnd ? null : segment.end
      const speed = pump === null ? 0 : this.#speedOf(pump, now)
      return [
        {
          number,
          url: mirror.source.url,
          start: segment.start,
          position: segment.received,
          end,
          speed,
          isWaiting: pump === null,
        },
      ]
    })
    return { connections, places: mirrors.all.map(({ source, connections: count }) => ({ url: source.url, connections: count })) }
  }

  /** Bytes per second since the last look; at the first one since the body began. */
  #speedOf(pump: BodyPump, now: number): number {
    const before = this.#seen.get(pump)
    if (before !== undefined && now - before.atMs < leastBetweenMs) return before.speed
    const speed = before === undefined ? pump.meanRate : ((pump.delivered - before.bytes) / (now - before.atMs)) * 1_000
    this.#seen.set(pump, { atMs: now, bytes: pump.delivered, speed })
    return Math.round(speed)
  }
}
