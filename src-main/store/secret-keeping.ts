import type { Database } from 'better-sqlite3'
import type { SecretBox } from '../queue/ports.ts'
import type { Backups } from './backups.ts'
import { keyProof } from './schema/sealing.ts'

/** What is sealed, by table. */
const sealedColumns = [
  ['sessions', 'jar'],
  ['credentials', 'secret'],
  ['proxies', 'password'],
  ['jobs', 'sealed_headers'],
  ['episodes', 'sealed_url'],
  ['episodes', 'sealed_mirrors'],
] as const

/**
 * Whether what is sealed here was sealed with another key, and is lost unless that one comes back: nothing is deleted.
 * Told once: from now on the key that is here counts.
 */
export function takeUpKey(database: Database, box: SecretBox): boolean {
  const kept = database.prepare<[], Uint8Array | null>('SELECT key_proof FROM secret_keeping').pluck().get()
  if (kept != null && box.open(kept) === keyProof) return false
  database.prepare('UPDATE secret_keeping SET key_proof = ?').run(box.seal(keyProof))
  return sealedColumns.some(([table, column]) => holdsAny(database, table, column))
}

function holdsAny(database: Database, table: string, column: string): boolean {
  return database.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM ${table} WHERE ${column} IS NOT NULL)`).pluck().get() === 1
}

/**
 * What was written before it was sealed still stands in pages of the database that are free, in its journal, and in copies
 * of the list: the database is written anew, and one copy of that takes the place of all. Where there is no room for it,
 * the next start tries again.
 */
export function clearRemains(database: Database, backups: Backups, now: number): void {
  const hasRemains = database.prepare<[], number>('SELECT has_remains FROM secret_keeping').pluck()
  if (hasRemains.get() !== 1) return
  try {
    database.exec('VACUUM')
    database.pragma('wal_checkpoint(TRUNCATE)')
    backups.replaceAll(database, now)
  } catch (error) {
    if (isWantOfRoom(error)) return
    throw error
  }
  database.exec('UPDATE secret_keeping SET has_remains = 0')
}

function isWantOfRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(String(error.code))
}
