import type { ItemParts } from './item-parts.ts'

/**
 * These jobs name another session, or none. What runs of them goes on with it from where it is; what waited for a
 * sign-in, or failed for want of one, tries again where there is a session now.
 */
export function followSession(
  { world, dispatcher, reporting }: ItemParts,
  jobIds: readonly string[],
  sessionId: string | null,
): void {
  for (const jobId of jobIds) {
    for (const attempt of dispatcher.attempts.ofJob(jobId)) {
      if ((attempt.session?.id ?? null) !== sessionId && !attempt.isVerifying) void dispatcher.stop(attempt, 'queued')
    }
  }
  if (sessionId === null || jobIds.length === 0) return
  world.store.endWaitsOf('auth', { jobIds })
  reporting.failures
    .retry({ jobIds: [...jobIds], codes: ['AUTH_REQUIRED'] })
    .catch((error: unknown) =>
      world.log.error('what failed for want of a sign-in could not be queued again', { error: String(error) }),
    )
}

/** A person wants this to go on: a session that it waits for is tried as it is. */
export function tryItsSession({ world }: Pick<ItemParts, 'world'>, jobId: string): void {
  const sessionId = world.store.job(jobId)?.sessionId ?? null
  if (sessionId !== null && world.sessions.facts(sessionId)?.needsSignIn === true) world.sessions.resume(sessionId)
}
