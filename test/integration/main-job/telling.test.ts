import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Episode, Job, QueueStatus, StaffelEvent } from '../../../src-preload/contract/index.ts'
import { server, staffel } from '../../support/each-test-a-staffel.ts'

type Progress = Extract<StaffelEvent, { type: 'progress' }>
const isProgress = (event: StaffelEvent): event is Progress => event.type === 'progress'

describe('with 50 active episodes', () => {
  it('tells at most ten frames a second, only what changed, and never a percent that goes back', async () => {
    await staffel.patchSettings({ maxSlots: 50, maxConnectionsPerHost: 64 })
    const paths = Array.from({ length: 60 }, (_, index) => `/file-${index}`)
    for (const [index, path] of paths.entries()) {
      // Some sizes are only known at the end, some files are done at once.
      server.serve(
        path,
        index % 10 === 0 ? { size: 20_000 } : { size: 600_000, bytesPerSecond: 200_000, chunked: index % 7 === 0 },
      )
    }
    const events = await staffel.events()
    const job = await staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)) })
    await staffel.untilJob(job.id, (now) => now.status === 'completed', 20_000)
    await sleep(300)
    await events.stop()

    const frames = events.seen.filter(({ event }) => isProgress(event))
    const windows = frames.map(({ atMs }) => frames.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000).length)
    expect(frames.length).toBeGreaterThan(10)
    // A frame may arrive late and the next in time: one more than ten can fall into one measured second.
    expect(Math.max(...windows)).toBeLessThanOrEqual(11)

    const lastOf = new Map<string, string>()
    let unchanged = 0
    for (const { event } of frames) {
      for (const episode of isProgress(event) ? event.episodes : []) {
        const text = JSON.stringify(episode)
        if (lastOf.get(episode.id) === text) unchanged += 1
        lastOf.set(episode.id, text)
      }
    }
    expect(unchanged).toBe(0)

    const percents = events.seen.flatMap(({ event }) => {
      if (isProgress(event)) return event.jobs.map((item) => item.progress ?? 0)
      return event.type === 'job' ? [event.job.progress ?? 0] : []
    })
    expect(percents).toEqual(percents.toSorted((left, right) => left - right))
    expect(percents.at(-1)).toBe(100)
  })
})

describe('what is told', () => {
  it('equals what the interface answers when asked', async () => {
    server.serve('/a', { size: 2_000_000, bytesPerSecond: 1_000_000 })
    const events = await staffel.events()
    const job = await staffel.post<Job>('/jobs', { urls: [server.url('/a')] })
    await staffel.untilJob(job.id, (now) => now.bytesDone > 300_000)
    await staffel.post(`/jobs/${job.id}/pause`)
    await sleep(300)
    await events.stop()
    const [episode] = await staffel.episodesOf(job.id)
    const told = events.seen.map(({ event }) => event)
    expect(told.findLast((event) => event.type === 'episode')).toEqual({ type: 'episode', episode })
    expect(told.findLast((event) => event.type === 'job')).toEqual({ type: 'job', job: await staffel.get(`/jobs/${job.id}`) })
  })

  it('begins with the settings and the stats, and follows every change of the settings', async () => {
    const events = await staffel.events()
    await staffel.patchSettings({ maxSlots: 7 })
    await sleep(100)
    await events.stop()
    expect(events.seen.slice(0, 2).map(({ event }) => event.type)).toEqual(['settings', 'stats'])
    expect(events.seen.map(({ event }) => (event.type === 'settings' ? event.settings.maxSlots : null))).toContain(7)
  })

  it('says what finished, what failed and what was removed', async () => {
    server.serve('/a', { size: 1_000 })
    const events = await staffel.events()
    const good = await staffel.post<Job>('/jobs', { title: 'Good', urls: [server.url('/a')] })
    const bad = await staffel.post<Job>('/jobs', { title: 'Bad', urls: [server.url('/missing')] })
    await staffel.untilJob(good.id, (now) => now.status === 'completed')
    await staffel.untilJob(bad.id, (now) => now.status === 'failed')
    await staffel.call('DELETE', `/jobs/${bad.id}`)
    await sleep(300)
    await events.stop()
    const notices = events.seen.flatMap(({ event }) => (event.type === 'notice' ? [[event.notice.code, event.notice.jobId]] : []))
    expect(notices.toSorted()).toEqual([
      ['EPISODE_FAILED', bad.id],
      ['JOB_COMPLETED', good.id],
    ])
    expect(events.seen.map(({ event }) => event)).toContainEqual({ type: 'removed', jobIds: [bad.id], episodeIds: [] })
  })

  it('also comes in the shape that scripts of this kind read', async () => {
    server.serve('/done', { size: 1_000 })
    server.serve('/running', { size: 2_000_000, bytesPerSecond: 500_000 })
    const done = await staffel.post<Job>('/jobs', { title: 'Done', urls: [server.url('/done')] })
    const running = await staffel.post<Job>('/jobs', {
      title: 'Running',
      episodes: [
        { url: server.url('/done'), fileName: 'first' },
        { url: server.url('/running'), title: 'Second' },
      ],
    })
    await staffel.untilJob(done.id, (now) => now.status === 'completed')
    await staffel.untilJob(running.id, (now) => now.episodesCompleted === 1 && now.bytesDone > 100_000)
    const response = await fetch(`${staffel.url}/api/queue-status`, { headers: { authorization: `Bearer ${staffel.token}` } })
    const status = (await response.json()) as QueueStatus
    expect(status.success).toBe(true)
    expect(status.queue.completed.map(({ id, progress_percentage }) => [id, progress_percentage])).toEqual([[done.id, 100]])
    expect(status.queue.active).toHaveLength(1)
    expect(status.queue.active[0]).toMatchObject({
      id: running.id,
      status: 'downloading',
      completed_episodes: 1,
      total_episodes: 2,
    })
    expect(status.queue.active[0]?.current_episode).toMatch(/^Downloading Second - Episode 2 - \d+\.\d%$/)
  })
})

describe('a job of 10,000 episodes', () => {
  it('is added in under two seconds, and read by window', async () => {
    await staffel.patchSettings({ maxSlots: 0 })
    const urls = Array.from({ length: 10_000 }, (_, index) => server.url(`/deed-${String(index + 1).padStart(5, '0')}.pdf`))
    const startedAt = performance.now()
    const job = await staffel.post<Job>('/jobs', { title: 'Deeds', urls })
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(job).toMatchObject({ episodesTotal: 10_000, status: 'queued' })
    const last = await staffel.get<{ items: Episode[]; total: number }>(`/jobs/${job.id}/episodes?offset=9990&limit=100`)
    expect(last.total).toBe(10_000)
    expect(last.items.map(({ index }) => index)).toEqual([9991, 9992, 9993, 9994, 9995, 9996, 9997, 9998, 9999, 10000])
    const rows = await staffel.get<{ total: number; rows: { kind: string; episode?: Episode }[] }>(
      `/rows?expanded=${job.id}&offset=5000&limit=3`,
    )
    expect(rows.total).toBe(10_001)
    expect(rows.rows.map(({ episode }) => episode?.index)).toEqual([5000, 5001, 5002])
  })
})
