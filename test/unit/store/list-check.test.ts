import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { checkList } from '../../../src-main/store/list-check.ts'
import { openList } from '../../../src-main/store/open-list.ts'
import { testBox } from '../../support/secret-box.ts'
import { jobQuery, newEpisodes, newJob, temporaryFolder } from './support.ts'

const day = Date.UTC(2026, 10, 22)

/** A data folder whose list has a job of 200 episodes. */
function filledFolder(): string {
  const folder = temporaryFolder()
  const { store } = openList(folder, testBox, day)
  store.addJob(newJob(), newEpisodes(200))
  store.close()
  return folder
}

function change(folder: string, sql: string): void {
  const database = new Database(join(folder, 'staffel.db'))
  database.exec(sql)
  database.close()
}

test('a whole list is found so, and is opened without another look', async () => {
  const folder = filledFolder()
  expect(await checkList(folder)).toBe(true)
  const { store, rescue } = openList(folder, testBox, day, true)
  expect([rescue, store.episodeCounts().queued]).toEqual([null, 200])
  store.close()
})

test('what stands in the journal alone is looked through, and is still there', async () => {
  const from = filledFolder()
  const { store } = openList(from, testBox, day)
  store.addJob(newJob(), newEpisodes(50))
  const folder = join(temporaryFolder(), 'killed')
  mkdirSync(folder)
  for (const name of ['staffel.db', 'staffel.db-wal']) copyFileSync(join(from, name), join(folder, name))
  store.close()
  expect(await checkList(folder)).toBe(true)
  const again = openList(folder, testBox, day, true)
  expect([again.rescue, again.store.episodeCounts().queued]).toEqual([null, 250])
  again.store.close()
})

test.each<[string, (folder: string) => void]>([
  ['rubbish', (folder) => writeFileSync(join(folder, 'staffel.db'), Buffer.alloc(4_096, 'rubbish '))],
  [
    'a list with a page of rubbish',
    (folder) => {
      const content = readFileSync(join(folder, 'staffel.db'))
      content.fill('rubbish ', content.length - 4_096)
      writeFileSync(join(folder, 'staffel.db'), content)
    },
  ],
  ['a stream that is no JSON', (folder) => change(folder, "UPDATE episodes SET stream = '{' WHERE idx = 150")],
  ['pieces that are no JSON', (folder) => change(folder, "UPDATE episodes SET pieces = 'x' WHERE idx = 7")],
])('%s is no whole list, and is found again where it is opened', async (_what, spoil) => {
  const folder = filledFolder()
  spoil(folder)
  expect(await checkList(folder)).toBe(false)
  const { store, rescue } = openList(folder, testBox, day, false)
  expect(rescue?.kind).toBe('emptied')
  store.close()
})

test('nothing is made of a list that is not there', async () => {
  const folder = temporaryFolder()
  expect(await checkList(folder)).toBe(false)
  expect(readdirSync(folder)).toEqual([])
})

test('the list of a newer version is left as it is', async () => {
  const folder = filledFolder()
  change(folder, 'PRAGMA user_version = 999')
  const before = readFileSync(join(folder, 'staffel.db'))
  await checkList(folder)
  expect(readFileSync(join(folder, 'staffel.db')).equals(before)).toBe(true)
  expect(() => openList(folder, testBox, day, true)).toThrow(/version 999/)
})

test('the jobs are all there after a look at a list in use', async () => {
  const folder = temporaryFolder()
  const { store } = openList(folder, testBox, day)
  store.addJob(newJob({ title: 'first' }), newEpisodes(20))
  const look = checkList(folder)
  store.addJob(newJob({ title: 'meanwhile' }), newEpisodes(20))
  expect(await look).toBe(true)
  expect(store.jobs(jobQuery()).items.map(({ title }) => title)).toEqual(['first', 'meanwhile'])
  store.close()
})
