import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { JournalFlush } from '../../../src-main/store/journal-flush.ts'
import { newEpisode, newJob, temporaryFolder, temporaryStore } from './support.ts'

test('what was written without waiting for the disk can be flushed afterwards, as often as wanted', async () => {
  const { store } = temporaryStore()
  const job = store.transaction(() => store.addJob(newJob(), [newEpisode()]), { durable: false })
  await Promise.all([store.flushed(), store.flushed(), store.flushed()])
  store.transaction(() => store.changeJob(job.id, { title: 'another' }), { durable: false })
  await store.flushed()
  expect(store.job(job.id)?.title).toBe('another')
})

test('a store is closed while a flush is under way', async () => {
  const { store } = temporaryStore()
  store.transaction(() => store.addJob(newJob(), [newEpisode()]), { durable: false })
  const flushes = [store.flushed(), store.flushed()]
  store.close()
  await Promise.allSettled(flushes)
})

test('a log that is not there is an error, and the next flush finds it', async () => {
  const database = join(temporaryFolder(), 'staffel.db')
  const journal = new JournalFlush(database)
  await expect(journal.flushed()).rejects.toMatchObject({ code: 'ENOENT' })
  writeFileSync(`${database}-wal`, '')
  await journal.flushed()
  journal.close()
})
