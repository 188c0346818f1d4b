import type { Failure } from '../../src-preload/contract/index.ts'
import type { Log, SessionFacts, Sessions } from '../queue/ports.ts'

/**
 * A server has refused a document for want of a sign-in: its session waits for one from now on, with all that belongs to it, as
 * it would after a download. Not where the session was renewed since the document was asked for.
 *
 * @param asked The session as it was then; null for none.
 */
export function endSession(
  { sessions, log }: { readonly sessions: Pick<Sessions, 'facts' | 'requireSignIn'>; readonly log: Log },
  asked: SessionFacts | null,
  { code, params }: Pick<Failure, 'code' | 'params'>,
): void {
  if (asked === null || code !== 'AUTH_REQUIRED') return
  if (sessions.facts(asked.id)?.renewals !== asked.renewals) return
  try {
    sessions.requireSignIn(asked.id, {
      host: typeof params.host === 'string' ? params.host : '',
      status: typeof params.status === 'number' ? params.status : null,
    })
  } catch (error) {
    // It holds for this run; after the next start one request shows it again.
    log.error('that a session needs a sign-in could not be kept', { sessionId: asked.id, error: String(error) })
  }
}
