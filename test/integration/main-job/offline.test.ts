import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const script = resolve(import.meta.dirname, '../../support/pulled-network.ts')

/** Runs a program in a network of its own. */
const apart = (...command: readonly string[]) =>
  execFileSync('unshare', ['--net', ...command], { encoding: 'utf8', stdio: 'pipe' })

/** Why that cannot be done on this machine; null where it can. */
function refusal(): string | null {
  try {
    apart('ip', 'link', 'set', 'lo', 'up')
    return null
  } catch {
    return 'no network of its own is permitted here'
  }
}

const reason = refusal()

it.skipIf(reason !== null)(
  `a network that is pulled burns no attempt, however few there are, and everything goes on by itself with it${reason === null ? '' : ` (left out: ${reason})`}`,
  { timeout: 60_000 },
  () => {
    const seen = JSON.parse(apart(process.execPath, script))
    // What was under way falls silent, what is asked anew finds no way: which of both is met first is chance. Of this
    // machine's own addresses silence proves nothing and counts; of any other it would not.
    const code = expect.stringMatching(/^(NETWORK|TIMEOUT_STALLED)$/)
    expect(seen.offline).toMatchObject({ status: 'queued', waiting: { reason: 'offline' }, error: { code } })
    expect(Date.parse(seen.offline.waiting.until)).toBeGreaterThan(0)
    expect(seen.limitedBy).toBe('offline')
    expect(seen.done).toMatchObject({ status: 'completed', error: null })
    expect(seen.isExact).toBe(true)
  },
)
