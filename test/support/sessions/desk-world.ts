import type { ExchangeEnd, ExchangeGrant, ExchangeRequest, ExchangeVerdict } from '../../../src-main/queue/ports.ts'
import { ExchangeDesk } from '../../../src-main/sessions/exchange-desk.ts'
import { Jar } from '../../../src-main/sessions/jar.ts'
import { LiveSession } from '../../../src-main/sessions/live-session.ts'
import type { SessionMode } from '../../../src-preload/contract/index.ts'
import { HandClock } from '../hand-clock.ts'
import { noAuthorization } from './no-authorization.ts'
import { sessionRecord, silentLog, tokenIn } from './session-bench.ts'

/** One request on its way through the desk. */
export interface Traveller {
  readonly id: string
  readonly stop: AbortController
  /** Undefined while it waits for its turn. */
  grant?: ExchangeGrant | null
  /** Of the answer that it was given. */
  verdict?: ExchangeVerdict
  isOver: boolean
}

export const origin = 'https://files.example.com'

/** The real desk with one session, a disk that may refuse, a clock that is moved by hand, and requests that are answered at will. */
export class DeskWorld {
  readonly clock = new HandClock()
  readonly live: LiveSession
  readonly desk: ExchangeDesk
  readonly travellers: Traveller[] = []
  /** The jar that would be there after a crash. */
  durable: string | undefined
  isDiskFull = false
  /** Called with each grant, at the moment of it. */
  onGrant: (traveller: Traveller) => void = () => undefined
  #hasSession = true
  #lastId = 0

  constructor(mode: SessionMode, token: string) {
    const jar = new Jar(() => this.clock.now())
    const store = {
      putSession: () => undefined,
      putJar: (_id: string, text: string, _record: object, { durable }: { readonly durable: boolean }) => {
        if (this.isDiskFull) throw new Error('the disk is full')
        if (durable) this.durable = text
      },
    }
    this.live = new LiveSession({ record: sessionRecord(mode), jar, store, clock: this.clock, saveIntervalMs: () => 1_000 })
    this.live.hand([{ name: 'token', value: token, domain: 'files.example.com', path: '/' }], { replace: true })
    this.live.keep({ durable: true })
    const sessions = { live: () => (this.#hasSession ? this.live : null) }
    this.desk = new ExchangeDesk({ sessions, authorization: noAuthorization, clock: this.clock, log: silentLog })
  }

  /** Those that were granted and have not ended. */
  get underWay(): readonly Traveller[] {
    return this.travellers.filter(({ grant, isOver }) => grant !== undefined && grant !== null && !isOver)
  }

  get waiting(): readonly Traveller[] {
    return this.travellers.filter(({ grant, isOver }) => grant === undefined && !isOver)
  }

  get durableToken(): string | null {
    return tokenIn(this.durable)
  }

  begin(changes: Partial<ExchangeRequest> = {}): Traveller {
    const traveller: Traveller = { id: `exchange ${++this.#lastId}`, stop: new AbortController(), isOver: false }
    this.travellers.push(traveller)
    const url = changes.url ?? `${origin}/file`
    const request: ExchangeRequest = {
      attemptId: 1,
      sessionId: 'session',
      url,
      method: 'GET',
      origins: [new URL(url).origin],
      repeats: null,
      ...changes,
    }
    this.desk.begin(traveller.id, request, traveller.stop.signal).then(
      (grant) => {
        traveller.grant = grant
        if (grant === null) traveller.isOver = true
        else this.onGrant(traveller)
      },
      () => {
        traveller.isOver = true
      },
    )
    return traveller
  }

  end(traveller: Traveller, end: ExchangeEnd): void {
    traveller.isOver = true
    void this.desk.end(traveller.id, end).then((verdict) => {
      traveller.verdict = verdict
    })
  }

  answer(traveller: Traveller, status: number, ...setCookies: string[]): void {
    this.end(traveller, { kind: 'answered', status, setCookies, challenges: [], hadOwnAuthorization: false })
  }

  removeSession(): void {
    this.#hasSession = false
    this.live.end()
  }

  /** All that follows from what happened so far has happened. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The token that goes along with a grant. */
export function tokenOf({ grant }: Traveller): string | null {
  return /(?:^|; )token=([^;]*)/.exec(grant?.cookie ?? '')?.[1] ?? null
}
