import type { Sessions } from '../../src-main/queue/ports.ts'

/** A list without sessions. */
export const noSessions: Sessions = {
  all: () => [],
  facts: () => null,
  requireSignIn: () => undefined,
  resume: () => undefined,
  shown: () => ({ sessions: [], credentials: [] }),
  onNews: () => () => undefined,
}
