import type { HostProfile } from '../../src-preload/contract/index.ts'

/** What nothing is known of. */
export const unknownHost: HostProfile = {
  servesRanges: null,
  strongValidators: null,
  bestConnections: null,
  refusedConnections: null,
  refusedAt: null,
  refusedStatus: null,
  retryAfterMs: null,
  scaledTo: null,
  http2: null,
}

/** What one answer or one finished file teaches; what it says nothing of stays as it was. */
export type Lesson = Partial<HostProfile>

/** The profile with the lesson learnt; the same object where there was nothing new in it. */
export function taught(profile: HostProfile, lesson: Lesson): HostProfile {
  const next = { ...profile, ...lesson }
  return JSON.stringify(next) === JSON.stringify(profile) ? profile : next
}
