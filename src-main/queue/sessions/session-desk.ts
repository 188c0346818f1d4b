import type { Failure } from '../../../src-preload/contract/index.ts'
import { assertNever } from '../assert-never.ts'
import type { Attempt } from '../attempts.ts'
import type { Dispatcher } from '../dispatcher.ts'
import { mostJobsTold, type News } from '../news.ts'
import type { SessionNews } from '../ports.ts'
import type { World } from '../world.ts'
import { isHostOf } from './is-host-of.ts'

interface Parts {
  readonly world: Pick<World, 'store' | 'sessions' | 'log'>
  readonly dispatcher: Dispatcher
  readonly news: Pick<News, 'sessions' | 'notice' | 'jobs' | 'job' | 'removed'>
}

/** Episodes that are remembered for having ended a session: more than one session has on its way at once. */
const mostEnders = 1_000

/**
 * What a refusal means for an attempt that belongs to a session. `ended`: the session wants a sign-in. `renewed`: it was
 * asked with what the session had before. `own`: the session is let in, and this file is not for it. `credential`: it
 * belongs to none, and the credential of its host is refused.
 */
export type SessionRefusal = 'ended' | 'renewed' | 'own' | 'credential'

/** Joins the queue and the sessions: what becomes of episodes that are refused, and of all of a session when it is another. */
export class SessionDesk {
  readonly #parts: Parts
  /** Episodes that have ended a session, by id. `isFine`: others of it were let in afterwards all the same. */
  readonly #enders = new Map<string, { readonly sessionId: string; isFine: boolean }>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** An attempt was let in: its first bytes came, or its end. */
  letIn({ session, episodeId }: Attempt): void {
    if (session === null || this.#enders.size === 0) return
    this.#enders.delete(episodeId)
    for (const ender of this.#enders.values()) ender.isFine ||= ender.sessionId === session.id
  }

  /** Null where the attempt belongs to no session, and its host has no credential that is refused. */
  refusalOf({ session, episodeId, host }: Attempt): SessionRefusal | null {
    const facts = session === null ? null : this.#parts.world.sessions.facts(session.id)
    if (session === null || facts === null) return this.#isCredentialRefused(host) ? 'credential' : null
    if (facts.renewals !== session.renewals) return 'renewed'
    return this.#enders.get(episodeId)?.isFine === true ? 'own' : 'ended'
  }

  /** A server wants a sign-in for the session of this attempt. */
  end({ session, episodeId, host }: Attempt, { params }: Failure): void {
    if (session === null) return
    const { sessions, log } = this.#parts.world
    this.#enders.delete(episodeId)
    this.#enders.set(episodeId, { sessionId: session.id, isFine: false })
    const [oldest] = this.#enders.keys()
    if (this.#enders.size > mostEnders && oldest !== undefined) this.#enders.delete(oldest)
    try {
      sessions.requireSignIn(session.id, {
        host: typeof params.host === 'string' ? params.host : host,
        status: typeof params.status === 'number' ? params.status : null,
      })
    } catch (error) {
      // It holds for this run; after the next start one request shows it again.
      log.error('that a session needs a sign-in could not be kept', { sessionId: session.id, error: String(error) })
    }
  }

  #isCredentialRefused(host: string): boolean {
    return this.#parts.world.sessions.refusedHosts().some((pattern) => isHostOf(pattern, host))
  }

  follow(told: SessionNews): void {
    const { news } = this.#parts
    news.sessions()
    switch (told.kind) {
      case 'changed':
        return this.#changed(told.sessionId)
      case 'credentials':
        return this.#tryAt(told.hosts)
      case 'ended': {
        const { sessionId, name, host } = told
        const params = { sessionId, name, host }
        return news.notice({ level: 'warning', code: 'SESSION_ENDED', params, jobId: null, episodeId: null })
      }
      case 'rotates': {
        const { sessionId, name } = told
        return news.notice({ level: 'info', code: 'SESSION_ROTATES', params: { sessionId, name }, jobId: null, episodeId: null })
      }
      case 'shown':
        return
      default:
        return assertNever(told)
    }
  }

  #changed(sessionId: string): void {
    const { world, dispatcher, news } = this.#parts
    // The jobs of one that is gone have none any more: lists are read again.
    if (world.sessions.facts(sessionId) === null) news.removed([], [])
    else news.jobs(world.store.jobsOfSession(sessionId, mostJobsTold + 1))
    dispatcher.giveUpSurplus()
    dispatcher.renewLimits([...new Set(dispatcher.attempts.ofSession(sessionId).map(({ jobId }) => jobId))])
    dispatcher.pump()
  }

  /** What waits for a sign-in at these hosts without a session may be let in now. */
  #tryAt(patterns: readonly string[]): void {
    const { world, dispatcher, news } = this.#parts
    const hosts = world.store.waitingHosts('auth').filter((host) => patterns.some((pattern) => isHostOf(pattern, host)))
    for (const jobId of world.store.endWaitsOf('auth', { hosts })) news.job(jobId)
    dispatcher.pump()
  }
}
