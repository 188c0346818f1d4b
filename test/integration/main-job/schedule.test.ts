import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Job, Queue, Schedule, Stats } from '../../../src-preload/contract/index.ts'
import { weekdays } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

const dayMs = 86_400_000
/** Closed at this moment, and open again in two hours. */
function closedNow(): Schedule {
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 16)
  const now = Date.now()
  const window = { days: [...weekdays], from: time(now - dayMs - 7_200_000), to: time(now + 7_200_000), mode: 'paused' as const }
  return { enabled: true, timeZone: 'UTC', windows: [window], otherwise: { mode: 'full' } }
}

/** Bytes per second that come while so much time passes. */
async function speedFor(ms: number): Promise<number> {
  const before = { atMs: performance.now(), bytes: (await staffel.stats()).bytesThisRun }
  await sleep(ms)
  const { bytesThisRun } = await staffel.stats()
  return ((bytesThisRun - before.bytes) / (performance.now() - before.atMs)) * 1_000
}

async function twoRunning(): Promise<Job> {
  for (const [index, name] of ['a', 'b'].entries())
    server.serve(`/${name}`, { size: 3_000_000, seed: index + 1, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/a'), server.url('/b')] })
  await until(
    async () => server.bytesSent('/b'),
    (bytes) => bytes > 300_000,
    5_000,
  )
  return job
}

it('a window that closes brings what runs to a checkpoint; it waits for the schedule and goes on where it was', async () => {
  const job = await twoRunning()
  const schedule = closedNow()
  await staffel.patchSettings({ schedule })
  await until(
    async () => server.openAnswers(),
    (open) => open === 0,
    1_000,
  )
  const waiting = await until(
    () => staffel.episodesOf(job.id),
    (episodes) => episodes.every(({ status }) => status === 'queued'),
    2_000,
  )
  const opensAt = `${schedule.windows[0]?.to}:00.000Z`
  for (const { waiting: why, attempts } of waiting) {
    expect(why?.reason).toBe('schedule')
    expect(why?.until?.slice(11)).toBe(opensAt)
    expect(attempts).toBe(0)
  }
  expect(await staffel.stats()).toMatchObject({
    slots: { configured: 3, effective: 0, active: 0, limitedBy: 'schedule' },
    schedule: { mode: 'paused', speedLimit: null, overridden: false },
  })
  const kept = waiting.map(({ bytesDone }) => bytesDone)
  expect(Math.min(...kept)).toBeGreaterThan(200_000)

  await restart('SIGTERM')
  await sleep(300)
  expect(server.requests).toHaveLength(2)
  await staffel.patchSettings({ schedule: { enabled: false } })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  for (const [at, name] of ['a', 'b'].entries()) {
    expect(server.requestsTo(`/${name}`).map(({ range }) => range?.start ?? 0)).toEqual([0, kept[at]])
    expect((await readFile(join(home.downloads, name))).equals(server.content(`/${name}`))).toBe(true)
  }
})

it('whoever cannot wait starts all the same until the schedule changes, and may let it count again', async () => {
  expect(await staffel.call('POST', '/queue/override')).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  await staffel.patchSettings({ schedule: closedNow() })
  const path = '/file'
  server.serve(path, { size: 3_000_000, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url(path)] })
  await sleep(300)
  expect(server.requests).toEqual([])
  expect((await staffel.post<Stats>('/queue/override')).schedule).toMatchObject({ mode: 'paused', overridden: true })
  await until(
    async () => server.bytesSent(path),
    (bytes) => bytes > 300_000,
    3_000,
  )
  await staffel.post('/queue/override', { active: false })
  await until(
    async () => server.openAnswers(),
    (open) => open === 0,
    1_000,
  )
  await staffel.post('/queue/override', { active: true })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
})

it('a limit of the schedule holds within a second, and no longer than its window', async () => {
  server.serve('/large', { size: 60_000_000, bytesPerSecond: 8_000_000 })
  await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/large')] })
  await until(
    async () => server.bytesSent(),
    (bytes) => bytes > 2_000_000,
    5_000,
  )
  await staffel.patchSettings({
    speedLimit: 4_000_000,
    schedule: { enabled: true, otherwise: { mode: 'limited', speedLimit: 1_000_000 } },
  })
  await sleep(1_000)
  const limited = await speedFor(2_000)
  expect(limited).toBeLessThan(1_250_000)
  await staffel.patchSettings({ schedule: { otherwise: { mode: 'limited', speedLimit: 9_000_000 } } })
  await sleep(1_000)
  const freed = await speedFor(2_000)
  expect(freed).toBeGreaterThan(2_500_000)
  expect(freed).toBeLessThan(5_000_000)
})

it('a queue has windows and a limit of its own, and the others go on beside it', async () => {
  for (const [index, name] of ['mine', 'other'].entries()) {
    server.serve(`/${name}`, { size: 60_000_000, seed: index + 1, bytesPerSecond: 4_000_000 })
  }
  const queue = await staffel.post<Queue>('/queues', {
    name: 'Slow',
    schedule: { ...closedNow(), windows: [], otherwise: { mode: 'limited', speedLimit: 500_000 } },
  })
  const job = await staffel.post<Job>('/jobs', { queueId: queue.id, connections: 1, urls: [server.url('/mine')] })
  await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/other')] })
  await until(
    async () => server.bytesSent('/mine'),
    (bytes) => bytes > 100_000,
    5_000,
  )
  const bytesOf = async () => (await staffel.episodesOf(job.id))[0]?.bytesDone ?? 0
  const before = await bytesOf()
  await sleep(2_000)
  const speed = ((await bytesOf()) - before) / 2
  expect(speed).toBeGreaterThan(300_000)
  expect(speed).toBeLessThan(700_000)
  await staffel.call('PATCH', `/queues/${queue.id}`, { schedule: { otherwise: { mode: 'paused' } } })
  await until(
    async () => server.openAnswers('/mine'),
    (open) => open === 0,
    1_000,
  )
  expect(server.openAnswers('/other')).toBe(1)
  expect((await staffel.get<Job>(`/jobs/${job.id}`)).waiting).toMatchObject({ reason: 'schedule', until: null })
  expect((await staffel.stats()).slots.limitedBy).not.toBe('paused')
})

it('a schedule that makes no sense is refused with the place of the fault, and nothing of it is kept', async () => {
  const answer = await staffel.call('PATCH', '/settings', {
    schedule: { enabled: true, windows: [{ days: ['mon', 'someday'], from: '08:00', to: '08:00', mode: 'full' }] },
  })
  expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } })
  expect(JSON.stringify(answer.body)).toContain('schedule.windows.0.days.1')
  expect((await staffel.get<{ schedule: Schedule }>('/settings')).schedule).toMatchObject({ enabled: false, windows: [] })
})

it('without a desktop around it nothing can be wanted of the machine, and the refusal says what can', async () => {
  const stats = await staffel.stats()
  expect(stats.whenFinished).toEqual({ action: 'nothing', offered: ['nothing'], firesAt: null })
  expect(await staffel.call('POST', '/queue/when-finished', { action: 'shutdown' })).toMatchObject({
    status: 400,
    body: {
      code: 'INVALID_INPUT',
      params: { issues: [{ path: 'action', value: 'shutdown', reason: 'desktopOnly', options: ['nothing'] }] },
    },
  })
})
