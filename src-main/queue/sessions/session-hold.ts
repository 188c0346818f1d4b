import type { SessionFacts } from '../ports.ts'

/** Why nothing of a session is started now: it waits for a sign-in, or it has its one transfer. */
export type SessionHold = 'auth' | 'session'

/** Null where an episode of the session may be started; `active`: how many of it hold a slot. */
export function sessionHold({ needsSignIn, mode }: SessionFacts, active: () => number): SessionHold | null {
  if (needsSignIn) return 'auth'
  return mode === 'exclusive' && active() > 0 ? 'session' : null
}
