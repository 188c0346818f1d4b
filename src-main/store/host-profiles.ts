import type { Database } from 'better-sqlite3'
import { hostProfileSchema } from '../../src-preload/contract/index.ts'
import type { Store } from '../queue/ports.ts'

/** So many hosts are remembered. */
const mostHosts = 10_000

/** What was learnt of each host, one row each. */
export function createHostProfiles(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'hostProfile' | 'keepHostProfile'> {
  const select = database.prepare<[string], string>('SELECT profile FROM hosts WHERE host = ?').pluck()
  const selectNewest = database.prepare<[], number>('SELECT coalesce(max(met), 0) FROM hosts').pluck()
  const upsert = database.prepare<[string, string, number]>(
    'INSERT INTO hosts (host, profile, met) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET profile = excluded.profile, met = excluded.met',
  )
  const forget = database.prepare<[number]>('DELETE FROM hosts WHERE met <= ?')

  return {
    hostProfile(host) {
      const text = select.get(host)
      // A row of another version, or a damaged one, is learnt anew.
      const parsed = text === undefined ? null : hostProfileSchema.safeParse(parsedJson(text))
      return parsed?.success === true ? parsed.data : null
    },
    keepHostProfile(host, profile) {
      transaction(() => {
        const met = (selectNewest.get() ?? 0) + 1
        upsert.run(host, JSON.stringify(profile), met)
        forget.run(met - mostHosts)
      })
    },
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
