import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { Backups } from '../../../src-main/store/backups.ts'
import type { Job, Notice } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { startStaffel, until } from '../../support/staffel.ts'

/** What everyone is told who opens the window now. */
async function firstNotice(): Promise<Notice | undefined> {
  const events = await staffel.events()
  try {
    return await until(
      async () => events.seen.flatMap(({ event }) => (event.type === 'notice' ? [event.notice] : []))[0],
      (notice) => notice !== undefined,
      5_000,
    )
  } finally {
    await events.stop()
  }
}

async function destroyList(): Promise<void> {
  const file = join(home.data, 'staffel.db')
  await writeFile(file, Buffer.alloc((await readFile(file)).length, 'rubbish '))
  await writeFile(`${file}-wal`, 'rubbish')
}

it('that was damaged comes back from its copy, takes up what has come onto the disk since, and says so', async () => {
  server.serve('/one', { size: 100_000 })
  server.serve('/two', { size: 200_000 })
  server.serve('/three', { size: 3_000_000, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', {
    connections: 1,
    startPaused: true,
    episodes: [
      { url: server.url('/one') },
      { url: server.url('/two'), folder: 'deep' },
      { url: server.url('/three'), folder: 'deep/er' },
    ],
  })
  await staffel.kill('SIGTERM')
  const list = new Database(join(home.data, 'staffel.db'))
  await new Backups(join(home.data, 'backups')).make(list, Date.now())
  list.close()
  await restart('SIGKILL')
  await staffel.post(`/jobs/${job.id}/resume`)
  await staffel.untilJob(job.id, (now) => now.episodesCompleted === 2 && now.bytesDone > 1_300_000)
  await staffel.kill('SIGKILL')
  await destroyList()
  await restart('SIGKILL')
  const notice = await firstNotice()
  expect(notice).toMatchObject({
    level: 'error',
    code: 'LIST_RESTORED',
    params: { setAside: expect.stringContaining('damaged') },
  })
  expect(await staffel.get<Job>(`/jobs/${job.id}`)).toMatchObject({ status: 'paused', episodesTotal: 3, episodesCompleted: 0 })
  await staffel.post(`/jobs/${job.id}/resume`)
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  expect([server.requestsTo('/one').length, server.requestsTo('/two').length]).toEqual([1, 1])
  // A part file goes once its episode's end is on disk.
  const places = ['deep/er/three', 'deep/two', 'one']
  const isPlace = (name: string) => name !== 'deep' && name !== 'deep/er'
  await expect.poll(async () => (await readdir(home.downloads, { recursive: true })).filter(isPlace).toSorted()).toEqual(places)
  for (const place of places) {
    const content = server.content(`/${place.split('/').at(-1)}`)
    expect((await readFile(join(home.downloads, place))).equals(content), place).toBe(true)
  }
})

it('that was damaged and has no copy begins empty, says where the damaged one is, and touches no file', async () => {
  server.serve('/one', { size: 100_000 })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/one')] })
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  await staffel.kill('SIGTERM')
  await destroyList()
  await restart('SIGKILL')
  const notice = await firstNotice()
  expect(notice).toMatchObject({ code: 'LIST_EMPTIED' })
  expect(await readdir(String(notice?.params.setAside))).toContain('staffel.db')
  expect((await staffel.stats()).jobs.all).toBe(0)
  await expect.poll(() => readdir(home.downloads)).toEqual(['one'])
})

it('of a newer version is refused with a sentence, and stays as it is', async () => {
  await staffel.kill('SIGTERM')
  const file = join(home.data, 'staffel.db')
  const database = new Database(file)
  database.pragma('user_version = 999')
  database.close()
  const before = await readFile(file)
  await expect(startStaffel(home)).rejects.toThrow(/ended with code 1 .*version 999/)
  expect((await readFile(file)).equals(before)).toBe(true)
})
