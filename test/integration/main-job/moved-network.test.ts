import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const script = resolve(import.meta.dirname, '../../support/moved-network.ts')

/** Why a second network cannot be made on this machine; null where it can. */
function refusal(): string | null {
  try {
    execFileSync('unshare', ['--net', 'ip', 'link', 'add', 'here', 'type', 'veth', 'peer', 'name', 'there'], { stdio: 'pipe' })
    return null
  } catch {
    return 'no networks of its own are permitted here'
  }
}

const reason = refusal()

it.skipIf(reason !== null)(
  `a machine that comes into another network asks anew at once, from where it was, and counts no attempt${reason === null ? '' : ` (left out: ${reason})`}`,
  { timeout: 90_000 },
  () => {
    const seen = JSON.parse(execFileSync('unshare', ['--net', process.execPath, script], { encoding: 'utf8', stdio: 'pipe' }))
    // A connection may be silent for 60 s there; the addresses are looked at each 5 s.
    expect(seen.goesOnAfterMs).toBeLessThan(15_000)
    expect(seen).toMatchObject({ status: 'completed', attempts: 0, isExact: true })
  },
)
