import { createClock } from '../../../src-main/platform/clock.ts'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import type { SessionRecord, TransferOrder } from '../../../src-main/queue/ports.ts'
import { ExchangeDesk } from '../../../src-main/sessions/exchange-desk.ts'
import { Jar } from '../../../src-main/sessions/jar.ts'
import { LiveSession, type LiveSessionNews } from '../../../src-main/sessions/live-session.ts'
import type { NewCookie, SessionMode } from '../../../src-preload/contract/index.ts'
import { TransferBench } from '../transfer-bench.ts'
import { noAuthorization } from './no-authorization.ts'

export function sessionRecord(mode: SessionMode, changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: 'session',
    name: 'Session',
    mode,
    effectiveMode: mode === 'automatic' ? 'shared' : mode,
    hosts: [],
    signInUrl: null,
    signIn: null,
    rotations: 0,
    rotatedAt: null,
    createdAt: '2026-01-05T00:00:00.000Z',
    usedAt: null,
    ...changes,
  }
}

export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The real pool, a real worker and a real desk with one session, whose cookies are kept in memory. */
export class SessionBench {
  readonly bench: TransferBench
  readonly live: LiveSession
  readonly desk: ExchangeDesk
  /** What the disk holds after each write of the jar. */
  readonly kept: string[]
  readonly news: LiveSessionNews[] = []

  private constructor(bench: TransferBench, live: LiveSession, desk: ExchangeDesk, kept: string[]) {
    this.bench = bench
    this.live = live
    this.desk = desk
    this.kept = kept
    live.onNews((news) => this.news.push(news))
  }

  static async start(
    mode: SessionMode,
    { workers = 1, changes = {} as Partial<SessionRecord>, workerUrl = undefined as URL | undefined } = {},
  ) {
    const kept: string[] = []
    const store = { putSession: () => undefined, putJar: (_id: string, jar: string) => void kept.push(jar) }
    const clock = createClock()
    const record = sessionRecord(mode, changes)
    const live = new LiveSession({ record, jar: new Jar(clock.now), store, clock, saveIntervalMs: () => 1_000 })
    const sessions = { live: (id: string) => (id === record.id && !live.hasEnded ? live : null) }
    const desk = new ExchangeDesk({ sessions, authorization: noAuthorization, clock, log: silentLog })
    return new SessionBench(await TransferBench.start({}, workerUrl, workers, desk), live, desk, kept)
  }

  /** A person signs in: the token becomes the session's. */
  hand(token: string, changes: Partial<NewCookie> = {}): void {
    this.live.hand([{ name: 'token', value: token, domain: '127.0.0.1', path: '/', ...changes }], { replace: true })
  }

  /** The token that the disk holds. */
  get keptToken(): string | null {
    return tokenIn(this.kept.at(-1))
  }

  /** Fetches all of them, so many at a time. */
  async fetchAll(urls: readonly string[], slots: number, changes: (index: number) => Partial<TransferOrder> = () => ({})) {
    const waiting = urls.map((url, index) => ({ url, index }))
    const outcomes: Awaited<ReturnType<TransferBench['fetch']>>[] = []
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { url, index } = next
        outcomes[index] = await this.bench.fetch(url, {
          sessionId: this.live.record.id,
          hostProfile: fourAtOnce,
          ...changes(index),
        })
      }
    }
    await Promise.all(Array.from({ length: slots }, work))
    return outcomes
  }

  close(): Promise<void> {
    return this.bench.close()
  }
}

/** A host that did well with four connections: an episode begins with them. */
const fourAtOnce = { ...unknownHost, bestConnections: 4 }

export function tokenIn(jar: string | undefined): string | null {
  if (jar === undefined) return null
  return (
    Jar.parse(jar, Date.now)
      ?.values()
      .find(({ name }) => name === 'token')?.value ?? null
  )
}
