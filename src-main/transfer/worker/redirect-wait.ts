import { setTimeout as sleep } from 'node:timers/promises'
import { problem } from './failure-of.ts'
import type { ShownAnswer } from './host-notes.ts'
import { parseRetryAfter } from './retry-after.ts'

/** Longer than this no slot is held for a redirect: the episode waits outside and begins anew. */
const longestHeldMs = 60_000

/**
 * Waits as long as a redirect asks before it is followed (RFC 9110 §10.2.3). Throws HTTP_STATUS with the server's wish
 * where that is too long to wait for in place; rejects with the signal's reason.
 */
export async function waitForRedirect(
  { status, headers }: ShownAnswer,
  facts: { readonly host: string; readonly signal: AbortSignal; readonly onWaiting: (isWaiting: boolean) => void },
): Promise<void> {
  const wish = headers['retry-after']
  if (typeof wish !== 'string') return
  const waitMs = parseRetryAfter(wish, Date.now(), typeof headers.date === 'string' ? headers.date : undefined) ?? 0
  if (waitMs === 0) return
  if (waitMs > longestHeldMs) {
    throw problem('HTTP_STATUS', 'The server wants the file to be asked for later.', {
      params: { status, host: facts.host },
      transient: true,
      retryAfterMs: waitMs,
    })
  }
  facts.onWaiting(false)
  try {
    await sleep(waitMs, undefined, { signal: facts.signal })
  } catch {
    throw facts.signal.reason
  }
}
