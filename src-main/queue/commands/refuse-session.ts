import type { Sessions } from '../ports.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** Why a job cannot name this session; null where it can, or where none is named. */
export function refuseSession(sessions: Sessions, sessionId: string | null | undefined): Refusal | null {
  if (sessionId == null || sessions.facts(sessionId) !== null) return null
  const options = sessions.all().map(({ id }) => id)
  return refuse('INVALID_INPUT', { issues: [{ path: 'sessionId', value: sessionId, reason: 'option', options }] })
}
