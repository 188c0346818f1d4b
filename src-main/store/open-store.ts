import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { SecretBox, Store } from '../queue/ports.ts'
import { createAdding } from './adding.ts'
import { createAdditions } from './additions.ts'
import { Backups } from './backups.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createDoomedFiles } from './doomed-files.ts'
import { createEpisodeList } from './episode-list.ts'
import { createEpisodeLogs } from './episode-logs.ts'
import { createEpisodeStatements } from './episode-statements.ts'
import { createExporting } from './exporting.ts'
import { createFailures } from './failures.ts'
import { findingIn } from './findings.ts'
import { createFinished } from './finished.ts'
import { createHistory } from './history.ts'
import { createHostProfiles } from './host-profiles.ts'
import { createJobStatements } from './job-statements.ts'
import { createJobStrip } from './job-strip.ts'
import { JournalFlush } from './journal-flush.ts'
import { createKnownAddresses, registerAddressHash } from './known-addresses.ts'
import { createLeftFiles } from './left-files.ts'
import { createListing } from './listing.ts'
import { createMadeFolders } from './made-folders.ts'
import { checkVersion, migrate, newestVersion } from './migrations.ts'
import { createMoving } from './moving.ts'
import { createOverview } from './overview.ts'
import { createPicking } from './picking.ts'
import { createProxyStore } from './proxy-store.ts'
import { createQueueRows } from './queue-rows.ts'
import { createRelocating } from './relocating.ts'
import { createRemoving } from './removing.ts'
import { createReportList } from './report-list.ts'
import { createSealing, registerSealing } from './sealing.ts'
import { createSearch } from './search.ts'
import { searchText, searchTextFunction } from './search-text.ts'
import { clearRemains, takeUpKey } from './secret-keeping.ts'
import { createSessionStore } from './session-store.ts'
import { createSettingsRows } from './settings-rows.ts'
import { createShelf } from './shelf.ts'
import { createStatistics } from './statistics.ts'
import { StoreDamagedError } from './store-damaged-error.ts'
import { createSubscriptionStore } from './subscription-store.ts'
import { createSweeps } from './sweeps.ts'
import { createThroughput } from './throughput.ts'
import { createTotals } from './totals.ts'
import { createTransaction } from './transaction.ts'
import { createUndoing } from './undoing.ts'

/** How long a statement waits for another process that reads the file, such as a backup. */
const busyTimeoutMs = 5_000
/** What the write-ahead log is cut back to once it has been copied into the database. */
const journalBytes = 67_108_864
/** A search of 250,000 texts (20 MB) finds them here, and what a report asks for stays beside them. */
const cacheKib = 65_536

export interface StorePlace {
  /** The database. */
  readonly file: string
  /** Seals what is secret before it reaches the disk. */
  readonly box: SecretBox
  /** Where copies of it are kept; beside it where nothing is said. */
  readonly backups?: Backups
  /** `checkList` has just found it whole, so it is not looked through again. */
  readonly isKnownWhole?: boolean
}

/**
 * Opens the database, creates it (mode 0600, its folder too) and brings it to the newest version.
 *
 * @throws StoreVersionError where a newer Staffel wrote it; then nothing was changed
 * @throws StoreDamagedError where it cannot be read; then nothing was changed
 */
export function openStore(place: StorePlace): Store {
  const { file, box, backups = new Backups(join(dirname(file), 'backups')), isKnownWhole = false } = place
  const database = openDatabase(file)
  try {
    return assemble(database, { file, box, backups, isKnownWhole })
  } catch (error) {
    database.close()
    throw StoreDamagedError.explain(error, file)
  }
}

function openDatabase(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // SQLite gives its journals the mode of the database, and the database whatever the umask leaves.
  closeSync(openSync(file, 'a', 0o600))
  return new Database(file, { timeout: busyTimeoutMs })
}

function assemble(database: Database.Database, { file, box, backups, isKnownWhole }: Required<StorePlace>): Store {
  const version = checkVersion(database)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  if (process.platform === 'darwin') {
    database.pragma('fullfsync = ON')
    database.pragma('checkpoint_fullfsync = ON')
  }
  // The episodes of a removed job go in slices behind it; what else belongs to a job goes by trigger.
  database.pragma('foreign_keys = OFF')
  database.pragma('temp_store = MEMORY')
  database.pragma(`cache_size = -${cacheKib}`)
  database.pragma(`journal_size_limit = ${journalBytes}`)
  database.function(searchTextFunction, { deterministic: true }, searchText)
  const finding = version === 0 || isKnownWhole ? null : findingIn(database)
  if (finding !== null) throw StoreDamagedError.found(file, finding)
  // What a migration makes of it no older Staffel reads.
  if (version > 0 && version < newestVersion) backups.makeAtOnce(database, Date.now())
  registerSealing(database, box)
  registerAddressHash(database)
  migrate(database)
  const areSecretsLost = takeUpKey(database, box)
  clearRemains(database, backups, Date.now())
  const sealing = createSealing(box)

  const journal = new JournalFlush(file)
  const transaction = createTransaction(database)
  const checkpoints = createCheckpoints(database)
  const jobs = createJobStatements(database, transaction, sealing)
  const totals = createTotals(database)
  const search = createSearch(database)
  const queues = createQueueRows(database, transaction, totals.jobCounts)
  const { remember, ...history } = createHistory(database, transaction)
  const { putAt, ...moving } = createMoving(database, transaction)
  const shelf = createShelf(database, { putAt })
  const removing = createRemoving(database, transaction, { remember, checkpoints, shelf })
  const { keep, ...undoing } = createUndoing(database, transaction, { shelf, putAt, checkpoints })
  const { episodes, slice } = createEpisodeList(database, sealing)
  return {
    areSecretsLost,
    transaction,
    flushed: () => journal.flushed(),
    backUp: (now) => backups.make(database, now),
    lastBackupAt: (now) => backups.all(now).find(({ madeAt }) => madeAt <= now)?.madeAt ?? null,
    ...jobs,
    ...createAdding(database, transaction, { sealing, job: jobs.job }),
    ...moving,
    ...undoing,
    ...createEpisodeStatements(database, transaction, { sealing, checkpoints, keep }),
    ...removing,
    ...createAdditions(database, transaction, { ...removing, checkpoints }),
    ...createSweeps(database, transaction),
    ...createListing(database, { ...totals, ...queues }, { slice, sealing, search }),
    episodes,
    ...queues,
    ...createExporting(database, sealing, search),
    ...createFinished(database, sealing),
    ...createPicking(database, transaction, sealing),
    ...createDoomedFiles(database, transaction),
    ...createMadeFolders(database, transaction),
    ...createRelocating(database, transaction),
    ...totals,
    ...createFailures(database, transaction, search),
    ...createReportList(database),
    ...history,
    ...createLeftFiles(database),
    ...createKnownAddresses(database),
    ...createStatistics(database, transaction),
    ...createEpisodeLogs(database),
    ...createJobStrip(database),
    ...createThroughput(database, transaction),
    ...createOverview(database),
    ...createHostProfiles(database, transaction),
    ...createSettingsRows(database, transaction),
    ...createSessionStore(database, transaction, box),
    ...createProxyStore(database, transaction, box),
    ...createSubscriptionStore(database, transaction, box),
    close: () => {
      journal.close()
      database.close()
    },
  }
}
