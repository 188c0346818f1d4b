import type { Database } from 'better-sqlite3'
import { addresses } from './schema/addresses.ts'
import { counters } from './schema/counters.ts'
import { doomed } from './schema/doomed.ts'
import { doomedContents } from './schema/doomed-contents.ts'
import { episodeHosts } from './schema/episode-hosts.ts'
import { episodeLog } from './schema/episode-log.ts'
import { feedMoves } from './schema/feed-moves.ts'
import { folders } from './schema/folders.ts'
import { historyFiles } from './schema/history-files.ts'
import { hosts } from './schema/hosts.ts'
import { integrity } from './schema/integrity.ts'
import { origins } from './schema/origins.ts'
import { places } from './schema/places.ts'
import { proxies } from './schema/proxies.ts'
import { queues } from './schema/queues.ts'
import { readiness } from './schema/readiness.ts'
import { relocating } from './schema/relocating.ts'
import { removedJobs } from './schema/removed-jobs.ts'
import { report } from './schema/report.ts'
import { sealing } from './schema/sealing.ts'
import { search } from './schema/search.ts'
import { sessionRounds } from './schema/session-rounds.ts'
import { sessions } from './schema/sessions.ts'
import { signatures } from './schema/signatures.ts'
import { subscriptions } from './schema/subscriptions.ts'
import { tables } from './schema/tables.ts'
import { throughput } from './schema/throughput.ts'
import { tournament } from './schema/tournament.ts'
import { undo } from './schema/undo.ts'
import { unfinished } from './schema/unfinished.ts'

/** What leads from each `user_version` to the next. Entries are only ever added at the end. */
const migrations: readonly string[] = [
  [tables, counters, places, readiness, search].join('\n'),
  integrity,
  hosts,
  doomed,
  unfinished,
  [queues, tournament].join('\n'),
  report,
  historyFiles,
  removedJobs,
  sessions,
  sessionRounds,
  sealing,
  proxies,
  origins,
  addresses,
  folders,
  subscriptions,
  signatures,
  feedMoves,
  doomedContents,
  episodeLog,
  throughput,
  relocating,
  episodeHosts,
  undo,
]

/** What this program knows and makes. */
export const newestVersion = migrations.length

/** The database was written by a newer Staffel; it was not touched. */
export class StoreVersionError extends Error {
  override readonly name = 'StoreVersionError'
  readonly found: number
  readonly supported: number

  constructor(found: number, supported: number) {
    super(`The database has version ${found}; this version of Staffel knows up to version ${supported}.`)
    this.found = found
    this.supported = supported
  }
}

/** The `user_version` of a database; throws a {@link StoreVersionError} where this program is too old for it. */
export function checkVersion(database: Database): number {
  const version = Number(database.pragma('user_version', { simple: true }))
  if (version > migrations.length) throw new StoreVersionError(version, migrations.length)
  return version
}

/** Brings the database to the newest version, as a whole: a new one is made, and an old one changed, with one flush. */
export function migrate(database: Database): void {
  const version = checkVersion(database)
  if (version === newestVersion) return
  database
    .transaction(() => {
      for (const statements of migrations.slice(version)) database.exec(statements)
      database.pragma(`user_version = ${newestVersion}`)
    })
    .exclusive()
}
