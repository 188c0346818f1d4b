import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** An episode as the database has it. */
export interface KeptEpisode {
  readonly url: string
  readonly status: string
  readonly directory: string
  readonly fileName: string | null
  readonly segments: readonly { readonly start: number; readonly done: number }[]
}

/** What a database says that nobody has opened since its program died. */
export interface DataCopy {
  /** `ok`, or what is damaged. */
  readonly integrity: string
  readonly episodes: readonly KeptEpisode[]
  readonly doomed: readonly string[]
  readonly sessions: readonly KeptSession[]
}

/** A session as the database has it; the jar is sealed. */
export interface KeptSession {
  readonly id: string
  readonly jar: Uint8Array | null
}

interface Row {
  readonly url: string
  readonly status: string
  readonly directory: string
  readonly file_name: string | null
  readonly segments: string | null
}

/** Reads a copy: to open the original would repair it, which is for the program to do. Null before there is one. */
export async function readDataCopy(dataFolder: string): Promise<DataCopy | null> {
  const folder = await mkdtemp(join(tmpdir(), 'staffel-chaos-data-'))
  try {
    const file = join(folder, 'staffel.db')
    await copyFile(join(dataFolder, 'staffel.db'), file)
    await copyFile(join(dataFolder, 'staffel.db-wal'), `${file}-wal`).catch(() => undefined)
    const database = new Database(file)
    try {
      const integrity = String(database.pragma('integrity_check', { simple: true }))
      const rows = database
        .prepare<[], Row>(
          'SELECT e.url, e.status, j.directory, e.file_name, e.segments FROM episodes AS e JOIN jobs AS j ON j.pk = e.job',
        )
        .all()
      const doomed = database.prepare<[], { path: string }>('SELECT path FROM doomed_files').all()
      const sessions = database.prepare<[], KeptSession>('SELECT id, jar FROM sessions').all()
      return { integrity, episodes: rows.map(episodeOf), doomed: doomed.map(({ path }) => path), sessions }
    } finally {
      database.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function episodeOf({ url, status, directory, file_name, segments }: Row): KeptEpisode {
  const numbers: number[] = segments === null ? [] : JSON.parse(segments)
  return {
    url,
    status,
    directory,
    fileName: file_name,
    segments: numbers.flatMap((start, at) => (at % 3 === 0 ? [{ start, done: numbers[at + 2] ?? 0 }] : [])),
  }
}
