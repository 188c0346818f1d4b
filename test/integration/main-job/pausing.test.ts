import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

const size = 3_000_000
/** What is still to come comes at once. */
const hurry = () => {
  for (const name of ['a', 'b', 'c']) server.serve(`/${name}`, { size })
}

async function threeRunning(): Promise<{ job: Job; episodes: Episode[] }> {
  for (const name of ['a', 'b', 'c']) server.serve(`/${name}`, { size, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: ['a', 'b', 'c'].map((name) => server.url(`/${name}`)) })
  await until(
    async () => server.bytesSent('/b'),
    (bytes) => bytes > 300_000,
    5_000,
  )
  return { job, episodes: await staffel.episodesOf(job.id) }
}

describe('pausing a single episode', () => {
  it('closes its connections within 200 ms, leaves the others alone, and resumes at the byte where it stopped', async () => {
    const { job, episodes } = await threeRunning()
    const second = episodes[1]
    const askedAt = performance.now()
    const paused = await staffel.post<Episode>(`/episodes/${second?.id}/pause`)
    await until(
      async () => server.openAnswers('/b'),
      (open) => open === 0,
      200 - (performance.now() - askedAt),
    )
    expect(paused).toMatchObject({ status: 'paused', speed: 0 })
    expect(paused.bytesDone).toBeGreaterThan(250_000)
    expect(server.openAnswers('/a') + server.openAnswers('/c')).toBe(2)
    await sleep(200)

    await staffel.post(`/episodes/${second?.id}/resume`)
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    expect(server.requestsTo('/b').map(({ range }) => range?.start)).toEqual([0, paused.bytesDone])
    expect((await readFile(paused.path ?? '')).equals(server.content('/b'))).toBe(true)
    expect(server.requestsTo('/a').length + server.requestsTo('/c').length).toBe(2)
  })

  it('is remembered, and paused episodes stay paused over a restart', async () => {
    const { job, episodes } = await threeRunning()
    await staffel.post(`/episodes/${episodes[0]?.id}/pause`)
    await restart('SIGKILL')
    expect((await staffel.episodesOf(job.id)).map(({ status }) => status)).toEqual(['paused', 'downloading', 'downloading'])
  })

  it('followed at once by a resume ends in running', async () => {
    const { job, episodes } = await threeRunning()
    const id = episodes[0]?.id
    await Promise.all([staffel.post(`/episodes/${id}/pause`), staffel.post(`/episodes/${id}/resume`)])
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    expect((await readFile(`${home.downloads}/a`)).equals(server.content('/a'))).toBe(true)
  })
})

describe('pausing a job', () => {
  it('stops all of it, and resuming goes on with every byte', async () => {
    const { job } = await threeRunning()
    expect(await staffel.post<Job>(`/jobs/${job.id}/pause`)).toMatchObject({ status: 'paused', episodesPaused: 3 })
    expect(server.openAnswers()).toBe(0)
    const before = server.requests.length
    hurry()
    expect((await staffel.post<Job>(`/jobs/${job.id}/resume`)).status).toMatch(/downloading|queued/)
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    expect(server.requests.slice(before).every(({ range }) => (range?.start ?? 0) > 0)).toBe(true)
    for (const name of ['a', 'b', 'c']) {
      expect((await readFile(`${home.downloads}/${name}`)).equals(server.content(`/${name}`))).toBe(true)
    }
  })
})

describe('pausing the whole queue', () => {
  it('takes what runs back to queued, says so, keeps singly paused ones, and holds over a restart', async () => {
    const { job, episodes } = await threeRunning()
    await staffel.post(`/episodes/${episodes[2]?.id}/pause`)
    expect(await staffel.post('/queue/pause')).toMatchObject({
      paused: true,
      slots: { effective: 0, active: 0, limitedBy: 'paused' },
    })
    expect((await staffel.episodesOf(job.id)).map(({ status }) => status)).toEqual(['queued', 'queued', 'paused'])
    await restart('SIGTERM')
    expect(await staffel.stats()).toMatchObject({ paused: true, slots: { active: 0 } })
    hurry()
    await staffel.post('/queue/resume')
    await until(
      () => staffel.episodesOf(job.id),
      (now) => now.map(({ status }) => status).join() === 'completed,completed,paused',
      10_000,
    )
  })
})
