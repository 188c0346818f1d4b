import type { Database } from 'better-sqlite3'
import { keptLogSchema } from '../../src-preload/contract/index.ts'
import type { LogRecord, Store } from '../queue/ports.ts'

/** Entries of one episode: of more than these the middle is left out. */
const mostEntries = 50
/** The first ones say how it began. */
const mostFirst = 10
/** So many episodes have a log: about 20 MB. */
const mostLogs = 20_000

/** What happened to episodes, one row each. */
export function createEpisodeLogs(database: Database): Pick<Store, 'appendLogs' | 'episodeLog'> {
  const selectPk = database.prepare<[string], number>('SELECT pk FROM episodes WHERE id = ?').pluck()
  const select = database.prepare<[number], string>('SELECT entries FROM episode_log WHERE episode = ?').pluck()
  const selectNewest = database.prepare<[], number>('SELECT coalesce(max(kept), 0) FROM episode_log').pluck()
  const upsert = database.prepare<[number, number, string]>(
    'INSERT INTO episode_log (episode, kept, entries) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET kept = excluded.kept, entries = excluded.entries',
  )
  const forget = database.prepare<[number]>(
    'DELETE FROM episode_log WHERE kept <= (SELECT kept FROM episode_log ORDER BY kept DESC LIMIT 1 OFFSET ?)',
  )
  const read = (pk: number): LogRecord[] => {
    const text = select.get(pk)
    // A row of another version, or a damaged one, says nothing.
    const parsed = text === undefined ? null : keptLogSchema.safeParse(parsedJson(text))
    return parsed?.success === true ? parsed.data.map(([at, code, params]) => ({ at, code, params })) : []
  }

  return {
    appendLogs(logs) {
      let kept = selectNewest.get() ?? 0
      for (const { episodeId, entries } of logs) {
        const pk = selectPk.get(episodeId)
        if (pk === undefined) continue
        kept += 1
        const all = withoutMiddle([...read(pk), ...entries])
        upsert.run(pk, kept, JSON.stringify(all.map(({ at, code, params }) => [at, code, params])))
      }
      forget.run(mostLogs)
    },
    episodeLog(episodeId) {
      const pk = selectPk.get(episodeId)
      return pk === undefined ? [] : read(pk)
    },
  }
}

function withoutMiddle(entries: readonly LogRecord[]): readonly LogRecord[] {
  if (entries.length <= mostEntries) return entries
  return [...entries.slice(0, mostFirst), ...entries.slice(mostFirst - mostEntries)]
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
