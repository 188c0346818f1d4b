import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { findingIn } from './findings.ts'

/** A copy of the list. */
export interface Backup {
  readonly file: string
  /** Milliseconds since the epoch. */
  readonly madeAt: number
}

const mostKept = 3
/** Pages of 4 KiB between two turns of the event loop: about a millisecond. */
const pagesAtOnce = 250
const privateFolder = 0o700
const privateFile = 0o600
const namePattern = /^staffel-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/

/** The three newest copies of the list, each a database of its own. */
export class Backups {
  readonly #directory: string

  /** `directory`: their folder; made with the first of them. */
  constructor(directory: string) {
    this.#directory = directory
  }

  /** Newest first; those that a clock has dated after `now` count as the oldest. */
  all(now: number): readonly Backup[] {
    if (!existsSync(this.#directory)) return []
    const names = readdirSync(this.#directory, { withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
    return names
      .flatMap((name) => {
        const madeAt = timeIn(name)
        return madeAt === null ? [] : [{ file: join(this.#directory, name), madeAt }]
      })
      .toSorted((one, other) => rankOf(other, now) - rankOf(one, now) || other.madeAt - one.madeAt)
  }

  /** Copies a database while it is in use. Rejects where that cannot be done; then the older copies stay as they are. */
  async make(database: Database.Database, now: number): Promise<void> {
    const unfinished = this.#begin()
    await database.backup(unfinished, { progress: () => pagesAtOnce })
    this.#keep(unfinished, now)
  }

  /** The same in one go, before anything else uses the database. */
  makeAtOnce(database: Database.Database, now: number): void {
    const unfinished = this.#begin()
    database.prepare('VACUUM INTO ?').run(unfinished)
    this.#keep(unfinished, now)
  }

  /** One copy of the database as it is now takes the place of all. */
  replaceAll(database: Database.Database, now: number): void {
    this.makeAtOnce(database, now)
    const [newest, ...others] = this.all(now)
    for (const { file } of newest === undefined ? [] : others) rmSync(file, { force: true })
  }

  /** Puts the newest copy that is whole in the place of `file`, where nothing may be; null where there is none. */
  restoreTo(file: string, now: number): Backup | null {
    for (const backup of this.all(now)) {
      if (!isWhole(backup.file)) continue
      const unfinished = `${file}.restored`
      copyFileSync(backup.file, unfinished)
      chmodSync(unfinished, privateFile)
      flush(unfinished)
      renameSync(unfinished, file)
      flushFolder(dirname(file))
      return backup
    }
    return null
  }

  #begin(): string {
    mkdirSync(this.#directory, { recursive: true, mode: privateFolder })
    const unfinished = join(this.#directory, 'unfinished.db')
    rmSync(unfinished, { force: true })
    // SQLite takes an empty file for a new one, and leaves its permissions as they are.
    closeSync(openSync(unfinished, 'wx', privateFile))
    return unfinished
  }

  #keep(unfinished: string, now: number): void {
    flush(unfinished)
    renameSync(unfinished, join(this.#directory, nameFor(now)))
    flushFolder(this.#directory)
    for (const { file } of this.all(now).slice(mostKept)) rmSync(file, { force: true })
  }
}

function rankOf({ madeAt }: Backup, now: number): number {
  return madeAt > now ? 0 : madeAt
}

/** Whether a database that nobody uses is as it should be; false also for what is none. */
function isWhole(file: string): boolean {
  let database: Database.Database | null = null
  try {
    database = new Database(file, { readonly: true, fileMustExist: true })
    return findingIn(database) === null
  } catch {
    return false
  } finally {
    database?.close()
  }
}

function flush(file: string, flags: 'r' | 'r+' = 'r+'): void {
  const descriptor = openSync(file, flags)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Windows flushes no folders; there, names are durable by the file system's own journal. */
function flushFolder(directory: string): void {
  if (process.platform !== 'win32') flush(directory, 'r')
}

/** `staffel-20261122T090104Z.db`: sorted by name is sorted by time. */
function nameFor(time: number): string {
  return `staffel-${new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')}.db`
}

function timeIn(name: string): number | null {
  const match = namePattern.exec(name)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
}
