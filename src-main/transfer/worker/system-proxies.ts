import type { ProxyPlace } from '../protocol.ts'
import { placesOfScript } from './proxy-place.ts'

/** A network can become another at any moment, and with it what the system says. */
const knownMs = 5_000
const mostOrigins = 1_000
/** A proxy that could not be reached comes after the others for so long. */
const avoidedMs = 60_000

interface Known {
  readonly at: number
  readonly answer: Promise<string | null>
}

/** What the system says of the ways to servers, asked of the main thread once in a while for each origin. */
export class SystemProxies {
  readonly #send: (askId: number, origin: string) => void
  readonly #known = new Map<string, Known>()
  readonly #asked = new Map<number, (found: string | null) => void>()
  readonly #failedAt = new Map<string, number>()
  #askId = 0
  /** Nobody is there to be asked. */
  #isAbsent = false

  constructor(send: (askId: number, origin: string) => void) {
    this.#send = send
  }

  /**
   * The best way to the server of a URL: a proxy, or null for the direct one. Undefined where the system says nothing.
   * Of the URL no more than its origin is told to a proxy script.
   */
  async of({ origin }: URL): Promise<ProxyPlace | null | undefined> {
    if (this.#isAbsent) return undefined
    const now = performance.now()
    let known = this.#known.get(origin)
    if (known === undefined || now - known.at > knownMs) {
      if (this.#known.size >= mostOrigins) this.#known.clear()
      known = { at: now, answer: this.#ask(origin) }
      this.#known.set(origin, known)
    }
    const answer = await known.answer
    if (answer === null) {
      this.#isAbsent = true
      return undefined
    }
    const places = placesOfScript(answer)
    return places.find((place) => !this.#isAvoided(place)) ?? places[0]
  }

  found(askId: number, found: string | null): void {
    this.#asked.get(askId)?.(found)
    this.#asked.delete(askId)
  }

  /** A proxy could not be reached: the next best is taken for a while. */
  failed({ id, name }: ProxyPlace): void {
    if (id === null) this.#failedAt.set(name, performance.now())
  }

  #ask(origin: string): Promise<string | null> {
    const askId = ++this.#askId
    const { promise, resolve } = Promise.withResolvers<string | null>()
    this.#asked.set(askId, resolve)
    this.#send(askId, origin)
    return promise
  }

  #isAvoided(place: ProxyPlace | null): boolean {
    const failedAt = place === null ? undefined : this.#failedAt.get(place.name)
    return failedAt !== undefined && performance.now() - failedAt < avoidedMs
  }
}
