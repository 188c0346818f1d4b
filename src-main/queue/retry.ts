import type { EpisodeErrorCode, Settings, WaitReason } from '../../src-preload/contract/index.ts'
import type { SessionRefusal } from './sessions/session-desk.ts'

/**
 * What follows from a failure: `retry` counts as an attempt and backs off; `wait` holds the episode with a named
 * cause and burns no attempt; `fail` ends it. `asTold` follows what the engine knows of this very answer, and where
 * something waits only for what may pass, `ifPasses` says for what.
 */
interface Rule {
  readonly then: 'retry' | 'fail' | 'asTold' | { readonly wait: WaitReason } | { readonly ifPasses: WaitReason }
  readonly bytes: 'keep' | 'drop'
  /** Whether it may have passed in an hour: where the server or the way to it is at fault, and not what was asked for. */
  readonly later: 'yes' | 'no' | 'asTold'
  /** How long to wait where the server names no time: for want of this machine, not of the server, so no attempt is counted. */
  readonly ownWaitMs?: number
}

/** Failure → recovery, exhaustive. */
const rules: Readonly<Record<EpisodeErrorCode, Rule>> = {
  // 408, 425, 429 and 5xx may pass; other refusals are the server's last word.
  HTTP_STATUS: { then: 'asTold', bytes: 'keep', later: 'asTold' },
  NETWORK: { then: 'retry', bytes: 'keep', later: 'yes' },
  TIMEOUT_STALLED: { then: 'retry', bytes: 'keep', later: 'yes' },
  // Names come back when the network does.
  DNS: { then: 'retry', bytes: 'keep', later: 'yes' },
  // A broken handshake may pass, a wrong certificate does not.
  TLS: { then: 'asTold', bytes: 'keep', later: 'asTold' },
  // The engine has asked again and without a range; what is there cannot be joined to anything.
  RANGE_MISMATCH: { then: 'retry', bytes: 'drop', later: 'yes' },
  CONTENT_CHANGED: { then: 'retry', bytes: 'drop', later: 'yes' },
  SIZE_MISMATCH: { then: 'retry', bytes: 'drop', later: 'yes' },
  // Bytes with a wrong digest are worth nothing, and a second transfer may be right. What its pieces prove is kept.
  CHECKSUM_MISMATCH: { then: 'retry', bytes: 'drop', later: 'no' },
  // Room is made; a file system that takes no file this large is not.
  DISK_FULL: { then: { ifPasses: 'disk' }, bytes: 'keep', later: 'no' },
  PERMISSION: { then: 'fail', bytes: 'keep', later: 'no' },
  PATH_INVALID: { then: 'fail', bytes: 'keep', later: 'no' },
  FILE_EXISTS: { then: 'fail', bytes: 'keep', later: 'no' },
  // A drive is plugged in again, a folder made again, by its owner: here it would be made in the wrong place.
  FOLDER_MISSING: { then: { wait: 'disk' }, bytes: 'keep', later: 'no' },
  // The part file was taken away by someone.
  FILE_MISSING: { then: 'retry', bytes: 'drop', later: 'no' },
  TOO_MANY_REDIRECTS: { then: 'fail', bytes: 'keep', later: 'no' },
  UNSUPPORTED_SCHEME: { then: 'fail', bytes: 'keep', later: 'no' },
  ADDRESS_REFUSED: { then: 'fail', bytes: 'keep', later: 'no' },
  AUTH_REQUIRED: { then: { wait: 'auth' }, bytes: 'keep', later: 'no' },
  LINK_EXPIRED: { then: { wait: 'link' }, bytes: 'keep', later: 'no' },
  // A proxy comes back like a server; other credentials than it wants, or one that is not there, are a person's to mend.
  PROXY: { then: 'asTold', bytes: 'keep', later: 'asTold' },
  SESSION_CONFLICT: { then: 'retry', bytes: 'keep', later: 'yes' },
  SOURCE_UNREADABLE: { then: 'fail', bytes: 'keep', later: 'no' },
  // File handles are freed as others finish.
  TOO_MANY_FILES: { then: 'retry', bytes: 'keep', later: 'yes', ownWaitMs: 2_000 },
  CANCELLED: { then: 'fail', bytes: 'keep', later: 'no' },
  INTERNAL: { then: 'retry', bytes: 'keep', later: 'no' },
}

/** Waits that the server asked for count as no attempt, but not for ever. */
const askedWaitsLimit = 50
/** Nor do those of a server that is busy and does not say for how long. */
const busyWaitsLimit = 10
/** An attempt that brought this much was worth its while: counting starts anew. */
export const worthwhileBytes = 65_536
/** No wait is longer than this, whatever a server says. */
export const longestServerWaitMs = 24 * 3_600_000

export interface FailureFacts {
  readonly code: EpisodeErrorCode
  /** The same request may succeed later. */
  readonly transient: boolean
  /** What the server asked for, RFC 9110 §10.2.3. */
  readonly retryAfterMs: number | null
  /** Bytes of this episode that are on disk. */
  readonly bytesDone: number
  /** Bytes that this attempt added. */
  readonly bytesBrought: number
  /** Of the bytes that are marked each is proved by the digest of its piece. */
  readonly isProved: boolean
  /** Attempts counted before this one. */
  readonly attempts: number
  /** Waits of this episode that counted as no attempt, since the program started. */
  readonly uncountedWaits: number
  /** 429 or 503: the server is there and has too much to do. */
  readonly isBusy: boolean
  /** The network was gone, so the server was never asked. */
  readonly isOffline: boolean
  /** What a refusal means for the session or the credential it was asked with; null where there is neither. */
  readonly session: SessionRefusal | null
}

export type Recovery =
  | {
      readonly kind: 'retry'
      readonly bytes: 'keep' | 'drop'
      readonly delayMs: number
      readonly attempts: number
      readonly counted: boolean
    }
  | { readonly kind: 'wait'; readonly reason: WaitReason; readonly bytes: 'keep' | 'drop' }
  /** It is queued, and its session waits for a sign-in, and with it all that belongs to that. */
  | { readonly kind: 'signIn'; readonly bytes: 'keep' | 'drop' }
  | { readonly kind: 'fail'; readonly bytes: 'keep' | 'drop'; readonly attempts: number }

/** Decides what follows from a failure. `fraction` is uniform in [0, 1). */
export function recoveryFrom(facts: FailureFacts, settings: Settings['retry'], fraction: number): Recovery {
  const { then, bytes: usually } = rules[facts.code]
  const bytes = facts.isProved ? 'keep' : usually
  const attempts = (facts.bytesBrought >= worthwhileBytes ? 0 : facts.attempts) + 1
  const uncounted = (delayMs: number): Recovery => ({ kind: 'retry', bytes, delayMs, attempts: facts.attempts, counted: false })
  // Its host is left alone until the network is back; there is nothing to count.
  if (facts.isOffline) return uncounted(0)
  if (facts.code === 'AUTH_REQUIRED' && facts.session !== null) {
    if (facts.session === 'ended') return { kind: 'signIn', bytes }
    // Other credentials for its host end that wait, at the start of a file too.
    if (facts.session === 'credential') return { kind: 'wait', reason: 'auth', bytes }
    return facts.session === 'renewed' ? uncounted(0) : { kind: 'fail', bytes, attempts }
  }
  if (typeof then === 'object') {
    const reason = 'wait' in then ? then.wait : then.ifPasses
    if ('ifPasses' in then && !facts.transient) return { kind: 'fail', bytes, attempts }
    if (reason === 'disk') return { kind: 'wait', reason, bytes }
    // Waiting for help only makes sense in the middle of a download; at its start the answer is the answer.
    if (facts.bytesDone === 0) return { kind: 'fail', bytes, attempts }
    // What was just delivered may only have moved: the address is followed again, from its beginning, before anyone is asked.
    const mayHaveMoved = facts.bytesBrought > 0 && facts.uncountedWaits < busyWaitsLimit
    return mayHaveMoved ? uncounted(0) : { kind: 'wait', reason, bytes }
  }
  if (then === 'fail' || (then === 'asTold' && !facts.transient)) return { kind: 'fail', bytes, attempts }
  const waitMs = uncountedWaitMs(facts, settings, fraction)
  if (waitMs !== null) return uncounted(Math.min(waitMs, longestServerWaitMs))
  if (attempts >= settings.maxAttempts) return { kind: 'fail', bytes, attempts }
  return { kind: 'retry', bytes, delayMs: backOffMs(attempts, settings, fraction), attempts, counted: true }
}

/** How long to wait without counting an attempt; null where it counts. What the server says beats our own. */
function uncountedWaitMs(facts: FailureFacts, settings: Settings['retry'], fraction: number): number | null {
  const { retryAfterMs, uncountedWaits, isBusy } = facts
  const askedMs = retryAfterMs ?? rules[facts.code].ownWaitMs ?? null
  if (askedMs !== null) return uncountedWaits < askedWaitsLimit ? askedMs : null
  return isBusy && uncountedWaits < busyWaitsLimit ? backOffMs(uncountedWaits + 1, settings, fraction) : null
}

/** Exponential back-off with full jitter: uniform between 0 and base × 2^(attempts − 1), at most the maximum. */
export function backOffMs(attempts: number, settings: Settings['retry'], fraction: number): number {
  const ceiling = Math.min(settings.maxDelayMs, settings.baseDelayMs * 2 ** (attempts - 1))
  return Math.round(ceiling * fraction)
}

/** Whether an episode that has failed for good may come through later. */
export function mayPassLater({ code, transient }: Pick<FailureFacts, 'code' | 'transient'>): boolean {
  const { later } = rules[code]
  return later === 'yes' || (later === 'asTold' && transient)
}
