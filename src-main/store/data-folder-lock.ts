import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Another process works on this data folder. `pid` is null where it has not written it yet. */
export class DataFolderLockedError extends Error {
  override readonly name = 'DataFolderLockedError'
  readonly directory: string
  readonly pid: number | null

  constructor(directory: string, pid: number | null) {
    super(`The data folder ${directory} is in use by ${pid === null ? 'another process' : `process ${pid}`}.`)
    this.directory = directory
    this.pid = pid
  }
}

/** A connection that nothing refers to is collected, and its lock goes with it: what is held is named here. */
const held = new Set<Database.Database>()

/**
 * Takes the data folder for this process, at once or not at all, and creates it where it is missing.
 *
 * The lock is SQLite's exclusive one on an empty file of its own: the system frees it with the process, however that
 * ends, so no lock is ever stale. The process id stands beside it, because a locked file cannot be read everywhere,
 * and because opening it a second time in this process would give the lock away (POSIX record locks).
 *
 * @throws DataFolderLockedError
 */
export function lockDataFolder(directory: string): { readonly release: () => void } {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const pidFile = join(directory, 'staffel.pid')
  const database = new Database(join(directory, 'staffel.lock'), { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DataFolderLockedError(directory, readPid(pidFile))
    }
    throw error
  }
  held.add(database)
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 })
  return {
    release() {
      if (!held.delete(database)) return
      rmSync(pidFile, { force: true })
      database.close()
    },
  }
}

function readPid(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return Number.isSafeInteger(pid) ? pid : null
  } catch {
    return null // Not written yet, or gone this moment.
  }
}
