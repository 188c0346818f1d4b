import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Rescue, SecretBox, Store } from '../queue/ports.ts'
import { Backups } from './backups.ts'
import { openStore, type StorePlace } from './open-store.ts'
import { StoreDamagedError } from './store-damaged-error.ts'

/** So many damaged lists are kept for whoever wants to look into them. */
const mostSetAside = 3
const privateMode = 0o700

/**
 * Opens the list of a data folder. One that is damaged is set aside, and the newest copy that is whole takes its place,
 * or an empty list where there is none; so does a copy for a list that is gone. `isKnownWhole` is the answer of `checkList`.
 *
 * @throws StoreVersionError where a newer Staffel wrote it; then nothing was changed
 */
export function openList(dataDirectory: string, box: SecretBox, now: number, isKnownWhole = false): Opened {
  const place = { box, file: join(dataDirectory, 'staffel.db'), backups: new Backups(join(dataDirectory, 'backups')) }
  if (!isThere(place.file) && place.backups.all(now).length > 0) return rescued(dataDirectory, place, now)
  try {
    return { store: openStore({ ...place, isKnownWhole }), rescue: null }
  } catch (error) {
    if (!(error instanceof StoreDamagedError)) throw error
    return rescued(dataDirectory, place, now)
  }
}

interface Opened {
  readonly store: Store
  /** Null where the list was as it should be. */
  readonly rescue: Rescue | null
}

function rescued(dataDirectory: string, place: Required<Omit<StorePlace, 'isKnownWhole'>>, now: number): Opened {
  const setAside = setListAside(dataDirectory, now)
  const backup = place.backups.restoreTo(place.file, now)
  const store = openStore(place)
  if (backup !== null) return { store, rescue: { kind: 'restored', setAside, backupAt: backup.madeAt } }
  return { store, rescue: setAside === null ? null : { kind: 'emptied', setAside } }
}

/** An empty file is none. */
function isThere(file: string): boolean {
  return existsSync(file) && statSync(file).size > 0
}

/** Moves the database and its journals away, which belong together; null where there was nothing to keep. */
function setListAside(dataDirectory: string, now: number): string | null {
  const names = ['staffel.db', 'staffel.db-wal', 'staffel.db-shm'].filter((name) => isThere(join(dataDirectory, name)))
  const folder = join(dataDirectory, 'damaged')
  const place = join(folder, new Date(now).toISOString().replace(/[-:]|\.\d+/g, ''))
  if (names.length > 0) mkdirSync(place, { recursive: true, mode: privateMode })
  for (const name of names) renameSync(join(dataDirectory, name), join(place, name))
  for (const name of ['staffel.db', 'staffel.db-wal', 'staffel.db-shm']) rmSync(join(dataDirectory, name), { force: true })
  if (names.length === 0) return null
  const older = readdirSync(folder).toSorted().slice(0, -mostSetAside)
  for (const name of older) rmSync(join(folder, name), { recursive: true, force: true })
  return place
}
