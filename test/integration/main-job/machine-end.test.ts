import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

/** Where the program says that it was at work, it was in another run of the machine, as after a power cut. */
function endMachine(): void {
  const list = new Database(join(home.data, 'staffel.db'))
  const run = { id: randomUUID(), startedAt: 0 }
  list.prepare('UPDATE settings SET value = ? WHERE key = ? AND value <> ?').run(JSON.stringify(run), 'machine.run', 'null')
  list.close()
}

async function finished(path: string): Promise<Job> {
  server.serve(path, { size: 300_000 })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url(path)] })
  return staffel.untilJob(job.id, (now) => now.status === 'completed')
}

const onDisk = (name: string) => readFile(join(home.downloads, name))

async function damage(name: string): Promise<void> {
  const bytes = await onDisk(name)
  bytes.fill(0, 100_000, 200_000)
  await writeFile(join(home.downloads, name), bytes)
}

it('that took a file with it which was just finished is noticed at the next start, and the file is whole again', async () => {
  await finished('/kept')
  await finished('/hurt')
  await staffel.kill('SIGKILL')
  await damage('hurt')
  endMachine()
  await restart('SIGKILL')
  await until(
    () => onDisk('hurt'),
    (bytes) => bytes.equals(server.content('/hurt')),
    10_000,
  )
  expect((await onDisk('kept')).equals(server.content('/kept'))).toBe(true)
  expect([server.requestsTo('/kept').length, server.requestsTo('/hurt').length > 1]).toEqual([1, true])
})

it('is told from the end of the process alone, after which nothing is read again', async () => {
  await finished('/hurt')
  await staffel.kill('SIGKILL')
  await damage('hurt')
  await restart('SIGKILL')
  await finished('/other')
  expect((await onDisk('hurt')).equals(server.content('/hurt'))).toBe(false)
  expect(server.requestsTo('/hurt')).toHaveLength(1)
})

it('after the program had ended in order is of no interest', async () => {
  await finished('/hurt')
  await staffel.kill('SIGTERM')
  await damage('hurt')
  endMachine()
  await restart('SIGKILL')
  await finished('/other')
  expect((await onDisk('hurt')).equals(server.content('/hurt'))).toBe(false)
})
