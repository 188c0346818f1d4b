import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { checkList } from '../../../src-main/store/list-check.ts'
import { openList } from '../../../src-main/store/open-list.ts'
import { writeOldList } from '../../support/chaos/list/old-list.ts'
import { testBox } from '../../support/secret-box.ts'
import { SeededRandom } from '../../support/seeded-random.ts'
import { anyBut, jobQuery, newEpisodes, newJob, temporaryFolder } from './support.ts'

const day = Date.UTC(2026, 10, 22)
const rubbish = Buffer.alloc(4_096, 'rubbish ')

/** Opens the list of a folder for the length of `work`, as a start does: looked through by a thread of its own first. */
async function withList<Outcome>(folder: string, work: (store: Store) => Outcome | Promise<Outcome>): Promise<Outcome> {
  const { store } = openList(folder, testBox, day, await checkList(folder))
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

/** Enough that what is hit at random is mostly theirs: pages of tables with nothing in them are whole whatever stands there. */
const episodesEach = 300

/** A data folder whose list has two jobs, of which its copy knows the first. */
async function folderWithCopy(): Promise<string> {
  const folder = temporaryFolder()
  await withList(folder, async (store) => {
    store.addJob(newJob({ title: 'before' }), newEpisodes(episodesEach))
    await store.backUp(day)
    store.addJob(newJob({ title: 'after' }), newEpisodes(episodesEach))
  })
  return folder
}

const titles = (store: Store) => store.jobs(jobQuery()).items.map(({ title }) => title)

function reopened(folder: string) {
  const { store, rescue } = openList(folder, testBox, day + 1_000)
  onTestFinished(() => store.close())
  return { store, rescue }
}

function overwrite(file: string, bytes: Buffer, at = 0): void {
  const content = readFileSync(file)
  bytes.copy(content, at)
  writeFileSync(file, content)
}

test('a list that is as it should be is opened, and nothing is set aside', async () => {
  const folder = await folderWithCopy()
  const { store, rescue } = reopened(folder)
  expect([rescue, titles(store), store.lastBackupAt(day)]).toEqual([null, ['before', 'after'], day])
  expect(existsSync(join(folder, 'damaged'))).toBe(false)
})

test('a damaged list is set aside as it is, and the newest copy takes its place', async () => {
  const folder = await folderWithCopy()
  const file = join(folder, 'staffel.db')
  overwrite(file, rubbish)
  const damaged = readFileSync(file)
  const { store, rescue } = reopened(folder)
  const setAside = join(folder, 'damaged', '20261122T000001Z')
  expect(rescue).toEqual({ kind: 'restored', setAside, backupAt: day })
  expect(titles(store)).toEqual(['before'])
  expect(store.episodeCounts().queued).toBe(episodesEach)
  expect(readFileSync(join(setAside, 'staffel.db')).equals(damaged)).toBe(true)
})

test.each(['deleted', 'emptied'])('a list that was %s comes back from its copy', async (how) => {
  const folder = await folderWithCopy()
  if (how === 'deleted') rmSync(join(folder, 'staffel.db'))
  else writeFileSync(join(folder, 'staffel.db'), '')
  const { store, rescue } = reopened(folder)
  expect(rescue).toEqual({ kind: 'restored', setAside: null, backupAt: day })
  expect(titles(store)).toEqual(['before'])
})

test('a journal that belongs to the damaged list is not applied to its copy', async () => {
  const folder = await folderWithCopy()
  const file = join(folder, 'staffel.db')
  const { store } = openList(folder, testBox, day)
  store.addJob(newJob({ title: 'in the journal' }), newEpisodes(50))
  const [list, journal] = [readFileSync(file), readFileSync(`${file}-wal`)]
  store.close()
  writeFileSync(file, Buffer.alloc(list.length, 'rubbish '))
  writeFileSync(`${file}-wal`, journal)
  const again = reopened(folder)
  expect(again.rescue?.kind).toBe('restored')
  expect(titles(again.store)).toEqual(['before'])
})

test('a copy that is damaged too is passed over for an older one', async () => {
  const folder = temporaryFolder()
  await withList(folder, async (store) => {
    for (const [index, title] of ['one', 'two', 'three', 'four'].entries()) {
      store.addJob(newJob({ title }), newEpisodes(20))
      await store.backUp(day + index * 86_400_000)
    }
  })
  const copies = readdirSync(join(folder, 'backups')).toSorted()
  expect(copies).toEqual(['staffel-20261123T000000Z.db', 'staffel-20261124T000000Z.db', 'staffel-20261125T000000Z.db'])
  overwrite(join(folder, 'backups', 'staffel-20261125T000000Z.db'), rubbish, 8_192)
  overwrite(join(folder, 'staffel.db'), rubbish)
  const { store, rescue } = reopened(folder)
  expect(rescue).toMatchObject({ kind: 'restored', backupAt: day + 2 * 86_400_000 })
  expect(titles(store)).toEqual(['one', 'two', 'three'])
})

test('without a copy a damaged list is set aside and begins empty', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'staffel.db'), rubbish)
  const { store, rescue } = reopened(folder)
  expect(rescue).toEqual({ kind: 'emptied', setAside: join(folder, 'damaged', '20261122T000001Z') })
  expect(titles(store)).toEqual([])
})

test('a first start has nothing to rescue', () => {
  expect(reopened(temporaryFolder()).rescue).toBeNull()
})

test('three damaged lists are kept, the oldest goes', async () => {
  const folder = temporaryFolder()
  for (let turn = 0; turn < 5; turn++) {
    writeFileSync(join(folder, 'staffel.db'), rubbish)
    openList(folder, testBox, day + turn * 60_000).store.close()
  }
  expect(readdirSync(join(folder, 'damaged'))).toEqual(['20261122T000200Z', '20261122T000300Z', '20261122T000400Z'])
})

test('a list of a newer version is refused and left as it is, with its copies', async () => {
  const folder = await folderWithCopy()
  const file = join(folder, 'staffel.db')
  const database = new Database(file)
  database.pragma('user_version = 999')
  database.close()
  const before = readFileSync(file)
  expect(() => openList(folder, testBox, day)).toThrow(/version 999/)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(folder).toSorted()).toEqual(['backups', 'staffel.db'])
})

test('before a migration the list is copied as it was', () => {
  const folder = temporaryFolder()
  writeOldList(join(folder, 'staffel.db'), 2, 3)
  const { store, rescue } = reopened(folder)
  expect([rescue, titles(store)]).toEqual([null, ['Volume 1', 'Volume 2']])
  const [name = ''] = readdirSync(join(folder, 'backups'))
  const copy = new Database(join(folder, 'backups', name), { readonly: true })
  onTestFinished(() => {
    copy.close()
  })
  expect(copy.pragma('user_version', { simple: true })).toBe(1)
})

test('fifty lists with random bytes overwritten are opened, whole or as their copies knew them', async () => {
  const random = new SeededRandom(20_261_122)
  const source = await folderWithCopy()
  const [list, [copyName = '']] = [readFileSync(join(source, 'staffel.db')), readdirSync(join(source, 'backups'))]
  const copy = readFileSync(join(source, 'backups', copyName))
  const kinds = { whole: 0, restored: 0 }
  for (let turn = 0; turn < 50; turn++) {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', copyName), copy)
    const content = Buffer.from(list)
    for (let hits = 0; hits <= turn % 5; hits++) {
      const at = random.between(0, content.length - 1)
      for (let index = at; index < Math.min(content.length, at + random.between(1, 2_000)); index++)
        content[index] = random.between(0, 255)
    }
    writeFileSync(join(folder, 'staffel.db'), content, { mode: 0o600 })
    await withList(folder, (store) => {
      const { items, total } = store.jobs(jobQuery())
      expect([1, 2]).toContain(total)
      for (const job of items) {
        const episodes = store.episodes({ jobId: job.id, offset: 0, limit: 1_000 })
        expect(episodes.items).toHaveLength(episodesEach)
      }
      store.addJob(newJob(), newEpisodes(5))
      expect(store.nextEligible(anyBut())).not.toBeNull()
      kinds[total === 2 ? 'whole' : 'restored'] += 1
    })
    expect(statSync(join(folder, 'staffel.db')).mode & 0o777).toBe(0o600)
  }
  expect(kinds.restored).toBeGreaterThan(25)
})
