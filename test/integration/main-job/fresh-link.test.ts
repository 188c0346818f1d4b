import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

const size = 3_000_000

/** An episode with some of its bytes on disk. */
async function begun(path: string): Promise<{ job: Job; episode: Episode }> {
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url(path)] })
  const [episode] = await until(
    () => staffel.episodesOf(job.id),
    ([first]) => (first?.bytesDone ?? 0) > 300_000,
    5_000,
  )
  if (episode === undefined) throw new Error('a job without episodes')
  return { job, episode }
}

async function linkAnew(episode: Episode, path: string): Promise<Episode> {
  const { body } = await staffel.call<Episode>('PATCH', `/episodes/${episode.id}`, { url: server.url(path) })
  return body
}

/** Completed, exact, and the fresh link was asked for the rest alone. */
async function expectGoneOn(job: Job, path: string): Promise<void> {
  const done = await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  const [episode] = await staffel.episodesOf(done.id)
  expect((await readFile(episode?.path ?? '')).equals(server.content(path))).toBe(true)
  expect(server.requestsTo(path).map(({ range }) => (range?.start ?? 0) > 300_000)).toEqual([true])
}

describe('a fresh link', () => {
  it('takes over at once while the old one is being fetched', async () => {
    server.serve('/old', { size, bytesPerSecond: 500_000 })
    server.serve('/new', { size })
    const { job, episode } = await begun('/old')
    expect(await linkAnew(episode, '/new')).toMatchObject({ url: server.url('/new') })
    await expectGoneOn(job, '/new')
    expect(server.requestsTo('/old')).toHaveLength(1)
  })

  it.each([
    ['a link', 403, 'link'],
    ['a sign-in', 401, 'auth'],
  ])('frees an episode that waits for %s', async (_, status, reason) => {
    server.serve('/old', { size, faults: [{ cutAfter: 400_000, cut: 'close' }, ...Array(3).fill({ status })] })
    server.serve('/new', { size })
    await staffel.patchSettings({ retry: { baseDelayMs: 0 } })
    const { job, episode } = await begun('/old')
    await until(
      () => staffel.episodesOf(job.id),
      ([first]) => first?.waiting?.reason === reason,
      5_000,
    )
    await linkAnew(episode, '/new')
    await expectGoneOn(job, '/new')
  })
})
