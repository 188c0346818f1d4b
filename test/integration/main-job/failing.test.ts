import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { home, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

beforeEach(async () => {
  await staffel.patchSettings({ retry: { baseDelayMs: 10, maxDelayMs: 50 } })
})

const addAll = (paths: string[], more: object = {}) =>
  staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)), ...more })

describe('a failing episode', () => {
  it('is shown with its cause and stops nothing else', async () => {
    for (const name of ['/a', '/b', '/d', '/e']) server.serve(name, { size: 20_000 })
    const job = await addAll(['/a', '/b', '/missing', '/d', '/e'])
    const done = await staffel.untilJob(job.id, (now) => now.status === 'failed')
    expect(done).toMatchObject({
      episodesCompleted: 4,
      episodesFailed: 1,
      error: { code: 'HTTP_STATUS', params: { status: 404 } },
    })
    const failed = (await staffel.episodesOf(job.id))[2]
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'HTTP_STATUS', params: { status: 404 } } })
    expect(server.requestsTo('/missing').length).toBe(1)
  })

  it('is tried again while its fault may pass, and counts its attempts', async () => {
    server.serve('/flaky', { size: 20_000, faults: [{ status: 500 }, { dieBeforeHead: 'reset' }, { status: 502 }] })
    const job = await addAll(['/flaky'])
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    expect((await staffel.episodesOf(job.id))[0]).toMatchObject({ attempts: 3, error: null })
    expect(server.requestsTo('/flaky').length).toBe(4)
  })

  it('ends after the attempts that the settings allow, and starts anew with a retry', async () => {
    await staffel.patchSettings({ retry: { maxAttempts: 2 } })
    server.serve('/a', { size: 5_000, faults: [{ status: 500 }, { status: 500 }] })
    const job = await addAll(['/a'])
    await staffel.untilJob(job.id, (now) => now.status === 'failed')
    expect(server.requestsTo('/a').length).toBe(2)
    const [episode] = await staffel.episodesOf(job.id)
    expect(episode?.attempts).toBe(2)
    expect(await staffel.post<Episode>(`/episodes/${episode?.id}/retry`)).toMatchObject({ attempts: 0, error: null })
    await staffel.untilJob(job.id, (now) => now.status === 'completed' && now.error === null)
  })

  it('waits as long as the server asks, says until when, and burns no attempt', async () => {
    server.serve('/a', { size: 5_000, faults: [{ status: 503, headers: { 'retry-after': '1' } }] })
    const job = await addAll(['/a'])
    const waiting = await until(
      async () => (await staffel.episodesOf(job.id))[0],
      (episode) => episode?.waiting?.reason === 'backoff',
      2_000,
    )
    expect(waiting).toMatchObject({ attempts: 0, error: { code: 'HTTP_STATUS', params: { status: 503 } } })
    expect(Date.parse(waiting?.waiting?.until ?? '')).toBeGreaterThan(Date.now() + 300)
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
  })
})

describe('a disk without room', () => {
  it('holds the episodes with that cause, burns no attempt, and they go on by themselves when there is room', async () => {
    await staffel.patchSettings({ minFreeBytes: Number.MAX_SAFE_INTEGER })
    for (const name of ['/a', '/b', '/c', '/d', '/e', '/f']) server.serve(name, { size: 20_000 })
    const job = await addAll(['/a', '/b', '/c', '/d', '/e', '/f'])
    const held = await until(
      () => staffel.episodesOf(job.id),
      (episodes) => episodes.every(({ waiting }) => waiting?.reason === 'disk'),
      5_000,
    )
    expect(held.map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0, 0, 0])
    expect(await staffel.get(`/jobs/${job.id}`)).toMatchObject({ status: 'queued', waiting: { reason: 'disk', until: null } })
    expect((await staffel.stats()).slots).toMatchObject({ active: 0, limitedBy: 'disk' })
    // Those that ran met the full disk; the others never asked.
    expect(server.requests.length).toBeLessThanOrEqual(3)
    await staffel.patchSettings({ minFreeBytes: 0 })
    await staffel.untilJob(job.id, (now) => now.status === 'completed' && now.error === null)
  })
})

describe('a file that is already there', () => {
  const existing = async (onConflict: string) => {
    await mkdir(home.downloads, { recursive: true })
    await writeFile(join(home.downloads, 'a.txt'), 'mine')
    server.serve('/a.txt', { size: 5_000 })
    const job = await addAll(['/a.txt'], { onConflict })
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    const [episode] = await staffel.episodesOf(job.id)
    return { episode, old: await readFile(join(home.downloads, 'a.txt')) }
  }

  it('stays, and the new one gets another name, with rename', async () => {
    const { episode, old } = await existing('rename')
    expect(old.toString()).toBe('mine')
    expect(episode?.fileName).toBe('a (1).txt')
    expect((await readFile(episode?.path ?? '')).equals(server.content('/a.txt'))).toBe(true)
  })

  it('is replaced with overwrite', async () => {
    const { episode, old } = await existing('overwrite')
    expect(old.equals(server.content('/a.txt'))).toBe(true)
    expect(episode?.fileName).toBe('a.txt')
  })

  it('stays and counts as finished with skip', async () => {
    const { episode, old } = await existing('skip')
    expect(old.toString()).toBe('mine')
    expect(episode).toMatchObject({ status: 'completed', fileName: 'a.txt', bytesTotal: 4 })
  })
})

describe('removing', () => {
  it('takes the part file of a running episode along and keeps finished files unless asked', async () => {
    server.serve('/done', { size: 1_000 })
    server.serve('/running', { size: 3_000_000, bytesPerSecond: 500_000 })
    const job = await addAll(['/done', '/running'])
    await staffel.untilJob(job.id, (now) => now.episodesCompleted === 1 && now.bytesDone > 100_000)
    expect((await staffel.call('DELETE', `/jobs/${job.id}`)).status).toBe(200)
    expect((await staffel.call('GET', `/jobs/${job.id}`)).status).toBe(404)
    await until(
      async () => server.openAnswers(),
      (open) => open === 0,
      500,
    )
    await until(
      () => filesIn(home.downloads),
      (files) => files.join() === 'done',
      1_000,
    )
  })

  it('deletes finished files where asked', async () => {
    server.serve('/done', { size: 1_000 })
    const job = await addAll(['/done'])
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    await staffel.call('DELETE', `/jobs/${job.id}?deleteFiles=true`)
    await until(
      () => filesIn(home.downloads),
      (files) => files.length === 0,
      1_000,
    )
  })
})

async function filesIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).toSorted()
}
