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
    // Where the cut was noticed only as silence, that was counted, and is given back.
    expect(seen.offline).toMatchObject(Array(2).fill({ status: 'queued', waiting: { reason: 'offline' }, attempts: 0 }))
    // What was under way may have fallen silent first; whoever asked anew has found no way, and says so for the host.
    expect(seen.codes).toContain('NETWORK')
    expect(Date.parse(seen.offline[0].waiting.until)).toBeGreaterThan(0)
    expect(seen.limitedBy).toBe('offline')
    expect(seen.done).toMatchObject({ status: 'completed', error: null })
    expect(seen.isExact).toBe(true)
  },
)
