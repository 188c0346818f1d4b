import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { openList } from '../../../../src-main/store/open-list.ts'
import type { Job } from '../../../../src-preload/contract/index.ts'
import { testBox } from '../../secret-box.ts'
import type { SeededRandom } from '../../seeded-random.ts'
import { type Home, newHome, startStaffel } from '../../staffel.ts'
import { writeOldList } from './old-list.ts'

const jobs = 40
const episodesOfJob = 500
/** Within this time a start has migrated the list. */
const longestMigrationMs = 1_000
const longestBackingMs = 400
const someDay = Date.UTC(2026, 10, 22)

/** A list of an older version, and a place to start the program on copies of it. */
export class MigrationPlace {
  readonly #folder: string
  readonly #home: Home

  private constructor(folder: string, home: Home) {
    this.#folder = folder
    this.#home = home
  }

  static async make(): Promise<MigrationPlace> {
    const folder = await mkdtemp(join(tmpdir(), 'staffel-old-list-'))
    writeOldList(join(folder, 'staffel.db'), jobs, episodesOfJob)
    return new MigrationPlace(folder, await newHome())
  }

  /** A home whose list is the old one. */
  async fresh(): Promise<Home> {
    await rm(this.#home.data, { recursive: true, force: true })
    await mkdir(this.#home.data, { recursive: true, mode: 0o700 })
    await copyFile(join(this.#folder, 'staffel.db'), join(this.#home.data, 'staffel.db'))
    return this.#home
  }

  async remove(): Promise<void> {
    await this.#home.remove()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Kills a start that migrates, then starts again: all of the list is there. Returns what is wrong. */
export async function killMigration(place: MigrationPlace, random: SeededRandom): Promise<string[]> {
  const home = await place.fresh()
  const afterMs = random.fraction() * longestMigrationMs
  const first = startStaffel(home, [], (child) => setTimeout(() => child.kill('SIGKILL'), afterMs))
  const early = await first.catch(() => null)
  await early?.exited
  const staffel = await startStaffel(home)
  const { items } = await staffel.get<{ items: Job[] }>('/jobs?limit=1000')
  await staffel.kill('SIGKILL')
  const found = items.map(({ title, episodesTotal, episodesPaused }) => `${title} ${episodesTotal} ${episodesPaused}`)
  const wanted = Array.from({ length: jobs }, (_, index) => `Volume ${index + 1} ${episodesOfJob} ${episodesOfJob}`)
  const problems = found.join() === wanted.join() ? [] : [`a migration killed after ${afterMs} ms left ${found}`]
  return [...problems, ...(await damagedCopies(home.data))]
}

/** Kills a process that adds to a list and copies it at once: the list is complete, and so is each of its copies. */
export async function killBackups(random: SeededRandom): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'staffel-backing-up-'))
  try {
    const filled = openList(folder, testBox, someDay).store
    filled.close()
    await rm(join(folder, 'staffel.db'))
    writeOldList(join(folder, 'staffel.db'), 4, 1_000)
    const child = fork(resolve(import.meta.dirname, 'backing-up.ts'), [folder, `${someDay}`, '0'])
    let confirmed = 0
    child.on('message', (count: number) => {
      confirmed = count
    })
    await once(child, 'message')
    await sleep(random.fraction() * longestBackingMs)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const problems = await damagedCopies(folder)
    problems.push(...compared(folder, confirmed))
    // The newest copy has all that was there when it was begun.
    await writeFile(join(folder, 'staffel.db'), Buffer.alloc(8_192, 'rubbish '))
    const { store, rescue } = openList(folder, testBox, someDay + 100_000 * 86_400_000)
    const copied = store.jobCounts().all
    store.close()
    const isCopied = rescue?.kind === 'restored' && copied >= 4
    return isCopied ? problems : [...problems, `of ${confirmed} jobs a damaged list came back with ${copied}: ${rescue?.kind}`]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function compared(folder: string, confirmed: number): string[] {
  const { store, rescue } = openList(folder, testBox, someDay)
  try {
    const added = store.jobCounts().all - 4
    const isRight = rescue === null && (added === confirmed || added === confirmed + 1)
    return isRight ? [] : [`${confirmed} jobs were confirmed while copies were made, ${added} are there (${rescue?.kind})`]
  } finally {
    store.close()
  }
}

/** Each file that counts as a copy of the list is whole. */
async function damagedCopies(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'backups')).catch(() => [])
  return names
    .filter((name) => /^staffel-.*\.db$/.test(name))
    .flatMap((name) => {
      const database = new Database(join(folder, 'backups', name), { readonly: true })
      try {
        const integrity = String(database.pragma('integrity_check', { simple: true }))
        return integrity === 'ok' ? [] : [`the copy ${name} is damaged: ${integrity}`]
      } finally {
        database.close()
      }
    })
}
