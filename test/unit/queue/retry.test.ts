import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backOffMs, type FailureFacts, mayPassLater, recoveryFrom } from '../../../src-main/queue/retry.ts'
import { episodeErrorCodes } from '../../../src-preload/contract/index.ts'

const settings = { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 60_000 }
const facts = (changes: Partial<FailureFacts>): FailureFacts => ({
  code: 'NETWORK',
  transient: true,
  retryAfterMs: null,
  bytesDone: 0,
  bytesBrought: 0,
  isProved: false,
  attempts: 0,
  uncountedWaits: 0,
  isBusy: false,
  isOffline: false,
  session: null,
  ...changes,
})
const recovery = (changes: Partial<FailureFacts>) => recoveryFrom(facts(changes), settings, 0.5)

describe('what follows from a failure', () => {
  it('keeps the bytes that their pieces prove where a digest is wrong, and no others', () => {
    expect(recovery({ code: 'CHECKSUM_MISMATCH' })).toMatchObject({ kind: 'retry', bytes: 'drop' })
    expect(recovery({ code: 'CHECKSUM_MISMATCH', isProved: true })).toMatchObject({ kind: 'retry', bytes: 'keep' })
  })

  it('is another attempt with the bytes kept where the network broke', () => {
    expect(recovery({})).toEqual({ kind: 'retry', bytes: 'keep', delayMs: 500, attempts: 1, counted: true })
  })

  it('is the end once the attempts are used up', () => {
    expect(recovery({ attempts: 2 })).toEqual({ kind: 'fail', bytes: 'keep', attempts: 3 })
  })

  it('starts counting anew after an attempt that brought something', () => {
    expect(recovery({ attempts: 2, bytesBrought: 1_000_000 })).toMatchObject({ kind: 'retry', attempts: 1 })
  })

  it('throws the bytes away where they proved wrong', () => {
    expect(recovery({ code: 'CHECKSUM_MISMATCH' })).toMatchObject({ kind: 'retry', bytes: 'drop' })
  })

  it('is the end at once where the answer is the server’s last word', () => {
    expect(recovery({ code: 'HTTP_STATUS', transient: false })).toEqual({ kind: 'fail', bytes: 'keep', attempts: 1 })
  })

  it('obeys the server’s own wait, which counts as no attempt', () => {
    expect(recovery({ code: 'HTTP_STATUS', retryAfterMs: 7_000, attempts: 2 })).toEqual({
      kind: 'retry',
      bytes: 'keep',
      delayMs: 7_000,
      attempts: 2,
      counted: false,
    })
  })

  it('is another attempt where a proxy failed, and the end where only a person can mend it', () => {
    expect(recovery({ code: 'PROXY' })).toEqual({ kind: 'retry', bytes: 'keep', delayMs: 500, attempts: 1, counted: true })
    expect(recovery({ code: 'PROXY', transient: false })).toEqual({ kind: 'fail', bytes: 'keep', attempts: 1 })
    expect([true, false].map((transient) => mayPassLater({ code: 'PROXY', transient }))).toEqual([true, false])
  })

  it('waits for file handles that others will free, and counts no attempt for it', () => {
    expect(recovery({ code: 'TOO_MANY_FILES', attempts: 2 })).toMatchObject({
      kind: 'retry',
      delayMs: 2_000,
      attempts: 2,
      counted: false,
    })
  })

  it('waits for a busy server that names no time, longer each time, and counts no attempt for it', () => {
    const busy = (uncountedWaits: number) => recovery({ code: 'HTTP_STATUS', isBusy: true, attempts: 2, uncountedWaits })
    expect(busy(0)).toEqual({ kind: 'retry', bytes: 'keep', delayMs: 500, attempts: 2, counted: false })
    expect(busy(3)).toMatchObject({ delayMs: 4_000, counted: false })
    // A server that is busy for ever is one that does not work.
    expect(busy(10)).toMatchObject({ kind: 'fail', attempts: 3 })
  })

  it('counts nothing while there is no network, for as long as that lasts', () => {
    expect(recovery({ code: 'DNS', isOffline: true, attempts: 2, uncountedWaits: 1_000 })).toEqual({
      kind: 'retry',
      bytes: 'keep',
      delayMs: 0,
      attempts: 2,
      counted: false,
    })
  })

  it('counts the server’s waits after all when they never end', () => {
    expect(recovery({ code: 'HTTP_STATUS', retryAfterMs: 1, attempts: 2, uncountedWaits: 50 })).toMatchObject({ kind: 'fail' })
  })

  it('waits for room on a full disk and burns no attempt', () => {
    expect(recovery({ code: 'DISK_FULL', attempts: 2 })).toEqual({ kind: 'wait', reason: 'disk', bytes: 'keep' })
  })

  it('is the end where the file system takes no file this large', () => {
    expect(recovery({ code: 'DISK_FULL', transient: false, bytesDone: 5 })).toMatchObject({ kind: 'fail', bytes: 'keep' })
  })

  it('waits for a folder that is gone, bytes or none', () => {
    expect(recovery({ code: 'FOLDER_MISSING' })).toEqual({ kind: 'wait', reason: 'disk', bytes: 'keep' })
  })

  it.each(['LINK_EXPIRED', 'AUTH_REQUIRED'] as const)(
    'follows the address anew once it served something, before it waits: %s',
    (code) => {
      expect(recovery({ code, bytesDone: 5, bytesBrought: 5, attempts: 1 })).toEqual({
        kind: 'retry',
        bytes: 'keep',
        delayMs: 0,
        attempts: 1,
        counted: false,
      })
      expect(recovery({ code, bytesDone: 5, bytesBrought: 0 })).toMatchObject({ kind: 'wait' })
      expect(recovery({ code, bytesDone: 5, bytesBrought: 5, uncountedWaits: 10 })).toMatchObject({ kind: 'wait' })
    },
  )

  it('waits for help where a link expires in the middle, and fails where it never worked', () => {
    expect(recovery({ code: 'LINK_EXPIRED', bytesDone: 5 })).toEqual({ kind: 'wait', reason: 'link', bytes: 'keep' })
    expect(recovery({ code: 'AUTH_REQUIRED', bytesDone: 0 })).toMatchObject({ kind: 'fail' })
  })

  it('asks for a sign-in where the session is refused, however much of the file is there, and counts no attempt', () => {
    for (const bytesDone of [0, 5]) {
      expect(recovery({ code: 'AUTH_REQUIRED', session: 'ended', bytesDone, attempts: 2 })).toEqual({
        kind: 'signIn',
        bytes: 'keep',
      })
    }
  })

  it('tries again at once where the session was renewed since it was asked, and fails where this file alone is refused', () => {
    expect(recovery({ code: 'AUTH_REQUIRED', session: 'renewed', attempts: 2 })).toMatchObject({
      kind: 'retry',
      delayMs: 0,
      attempts: 2,
      counted: false,
    })
    expect(recovery({ code: 'AUTH_REQUIRED', session: 'own', bytesDone: 5 })).toMatchObject({ kind: 'fail', bytes: 'keep' })
  })

  it('waits for other credentials where those of the host are refused, before the first byte too', () => {
    for (const bytesDone of [0, 5]) {
      expect(recovery({ code: 'AUTH_REQUIRED', session: 'credential', bytesDone, attempts: 2 })).toEqual({
        kind: 'wait',
        reason: 'auth',
        bytes: 'keep',
      })
    }
  })
  it('is as ever where a session has nothing to do with it', () => {
    expect(recovery({ session: 'ended' })).toEqual(recovery({}))
  })

  it('never exceeds the attempts, whatever fails', () => {
    fc.assert(
      fc.property(fc.constantFrom(...episodeErrorCodes), fc.boolean(), fc.nat(10), (code, transient, attempts) => {
        const outcome = recovery({ code, transient, attempts })
        if (outcome.kind === 'retry' && outcome.counted) expect(outcome.attempts).toBeLessThan(settings.maxAttempts)
      }),
    )
  })
})

describe('the back-off', () => {
  it('doubles, bounded by the maximum, with full jitter', () => {
    expect([1, 2, 3, 10].map((attempts) => backOffMs(attempts, settings, 1))).toEqual([1_000, 2_000, 4_000, 60_000])
    expect(backOffMs(10, settings, 0)).toBe(0)
  })
})
