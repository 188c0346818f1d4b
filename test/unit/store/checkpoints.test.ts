import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { createCheckpoints } from '../../../src-main/store/checkpoints.ts'

test('the log is copied more often while slices follow one another, and as usual once they are over', () => {
  const database = new Database(':memory:')
  onTestFinished(() => void database.close())
  const { follow } = createCheckpoints(database)
  const pages = () => Number(database.pragma('wal_autocheckpoint', { simple: true }))
  const usual = pages()
  follow('slices')
  expect(pages()).toBeLessThan(usual)
  follow('slices')
  follow('over')
  expect(pages()).toBe(usual)
})
