import type { Exchanges } from '../../queue/ports.ts'
import type { FromWorker, ToWorker } from '../protocol.ts'

type Wanted = Extract<FromWorker, { kind: 'exchangeWanted' }>
type Ended = Extract<FromWorker, { kind: 'exchangeEnded' }>

/** Carries the exchanges of one worker, while it lives, to the owner of the sessions and back. */
export class ExchangeRelay {
  readonly #exchanges: Exchanges
  readonly #post: (message: ToWorker) => void
  readonly #name: string
  /** What waits for its turn, and what was granted (null). */
  readonly #open = new Map<number, AbortController | null>()

  /** `name`: never that of another relay while the program runs. */
  constructor(exchanges: Exchanges, name: string, post: (message: ToWorker) => void) {
    this.#exchanges = exchanges
    this.#name = name
    this.#post = post
  }

  handle(word: Wanted | Ended): void {
    if (word.kind === 'exchangeWanted') void this.#begin(word)
    else void this.#end(word)
  }

  /** The worker has died. What it had sent nobody will tell the end of. */
  lose(): void {
    for (const exchangeId of [...this.#open.keys()]) {
      void this.#end({ kind: 'exchangeEnded', exchangeId, end: { kind: 'unanswered', wasSent: true } })
    }
  }

  async #begin({ exchangeId, request }: Wanted): Promise<void> {
    const waiting = new AbortController()
    this.#open.set(exchangeId, waiting)
    const name = this.#nameOf(exchangeId)
    let grant: Awaited<ReturnType<Exchanges['begin']>>
    try {
      grant = await this.#exchanges.begin(name, request, waiting.signal)
    } catch {
      // Given up by the one who asked, who is not waiting for an answer.
      return
    }
    if (waiting.signal.aborted) {
      await this.#exchanges.end(name, { kind: 'unanswered', wasSent: false })
      return
    }
    this.#open.set(exchangeId, null)
    this.#post({ kind: 'exchangeGranted', exchangeId, grant })
  }

  async #end({ exchangeId, end }: Ended): Promise<void> {
    const waiting = this.#open.get(exchangeId)
    if (waiting === undefined) return
    this.#open.delete(exchangeId)
    if (waiting !== null) {
      waiting.abort()
      return
    }
    const verdict = await this.#exchanges.end(this.#nameOf(exchangeId), end)
    if (end.kind === 'answered' && (end.status === 401 || end.status === 403)) {
      this.#post({ kind: 'exchangeJudged', exchangeId, verdict })
    }
  }

  #nameOf(exchangeId: number): string {
    return `${this.#name}:${exchangeId}`
  }
}
