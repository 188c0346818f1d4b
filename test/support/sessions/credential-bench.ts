import { createClock } from '../../../src-main/platform/clock.ts'
import { createRandom } from '../../../src-main/platform/random.ts'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import { CredentialKeeper } from '../../../src-main/sessions/credential-keeper.ts'
import { ExchangeDesk } from '../../../src-main/sessions/exchange-desk.ts'
import { HostAuthorization } from '../../../src-main/sessions/host-authorization.ts'
import { Jar } from '../../../src-main/sessions/jar.ts'
import { LiveSession } from '../../../src-main/sessions/live-session.ts'
import { newCredentialSchema } from '../../../src-preload/contract/index.ts'
import { TransferBench } from '../transfer-bench.ts'
import { sessionRecord, silentLog } from './session-bench.ts'

/** The real pool, a real worker, a real desk with one session, and the real keeper of credentials, which are kept in memory. */
export class CredentialBench {
  readonly bench: TransferBench
  readonly credentials: CredentialKeeper

  private constructor(bench: TransferBench, credentials: CredentialKeeper) {
    this.bench = bench
    this.credentials = credentials
  }

  static async start(): Promise<CredentialBench> {
    const clock = createClock()
    const random = createRandom()
    const store = {
      credentials: () => [],
      putCredential: () => undefined,
      removeCredential: () => undefined,
      transaction: <Result>(work: () => Result) => work(),
    }
    const credentials = new CredentialKeeper({ store, clock, random })
    const authorization = new HostAuthorization({ credentials, cnonce: () => random.id(), now: () => clock.now() })
    const jar = new Jar(clock.now)
    const live = new LiveSession({
      record: sessionRecord('shared'),
      jar,
      store: { putJar: () => undefined, putSession: () => undefined },
      clock,
      saveIntervalMs: () => 1_000,
    })
    const sessions = { live: (id: string) => (id === live.record.id ? live : null) }
    const desk = new ExchangeDesk({ sessions, authorization, clock, log: silentLog })
    return new CredentialBench(await TransferBench.start({}, undefined, 1, desk), credentials)
  }

  /** The credential as a form would hand it in; its id. */
  add(host: string, facts: { scheme?: string; username?: string; secret?: string } = {}): string {
    const input = newCredentialSchema.parse({ host, username: 'ann', secret: 'open sesame', ...facts })
    const added = this.credentials.add(input)
    if (!('id' in added)) throw new Error('the host has a credential')
    return added.id
  }

  shown(id: string) {
    return this.credentials.list().items.find((credential) => credential.id === id)
  }

  /** Fetches over so many connections from the start. `sessionId`: null for none, or `session`. */
  fetch(url: string, { connections = 1, sessionId = null }: { connections?: number; sessionId?: 'session' | null } = {}) {
    return this.bench.fetch(url, {
      sessionId,
      limits: { connections, episodeSpeedLimit: 0, jobSpeedLimit: 0 },
      hostProfile: { ...unknownHost, bestConnections: connections },
    })
  }
}
