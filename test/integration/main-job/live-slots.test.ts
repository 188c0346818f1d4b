import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { home, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

/** Paths that have an open answer, sampled until the returned function is called. */
function watchEpisodes(): () => { readonly atMs: number; readonly count: number }[] {
  const samples: { atMs: number; count: number }[] = []
  const timer = setInterval(() => {
    const paths = server.requests.filter((request) => request.endedAt === null).map((request) => request.path)
    samples.push({ atMs: performance.now(), count: new Set(paths).size })
  }, 5)
  return () => {
    clearInterval(timer)
    return samples
  }
}

it('follows the number of slots while it runs, up within 100 ms and down within 500 ms, and throws away no byte that came', async () => {
  const paths = Array.from({ length: 12 }, (_, index) => `/episode-${index + 1}.bin`)
  const serveAll = (bytesPerSecond: number) => {
    for (const [index, path] of paths.entries()) server.serve(path, { size: 6_000_000, seed: index + 1, bytesPerSecond })
  }
  // Slow enough that none is through before the numbers are taken.
  serveAll(200_000)
  const stopWatching = watchEpisodes()
  const job = await staffel.post<Job>('/jobs', { title: 'Twelve', urls: paths.map((path) => server.url(path)) })
  await until(
    async () => server.openAnswers(),
    (count) => count >= 3,
    2_000,
  )
  await sleep(600)

  const raisedAt = performance.now()
  await staffel.patchSettings({ maxSlots: 8 })
  const answeredAt = performance.now()
  await sleep(1_000)
  const loweredAt = performance.now()
  await staffel.patchSettings({ maxSlots: 2 })
  await sleep(600)
  const samples = stopWatching()

  const during = (from: number, to: number) => samples.filter(({ atMs }) => atMs > from && atMs < to).map(({ count }) => count)
  expect(Math.max(...during(0, raisedAt))).toBe(3)
  expect(Math.min(...during(raisedAt - 400, raisedAt))).toBe(3)
  expect(Math.min(...during(answeredAt + 100, loweredAt))).toBe(8)
  expect(Math.max(...during(answeredAt + 100, loweredAt))).toBe(8)
  expect(Math.max(...during(loweredAt + 500, Number.POSITIVE_INFINITY))).toBe(2)

  await staffel.post('/queue/pause')
  serveAll(4_000_000)
  await staffel.post('/queue/resume')
  await staffel.untilJob(job.id, (now) => now.status === 'completed', 20_000)
  for (const path of paths) expect((await readFile(join(home.downloads, path.slice(1)))).equals(server.content(path))).toBe(true)
  // What is on its way in the moment a connection is cut is lost: less than one piece of the server per cut.
  const bytesTotal = 12 * 6_000_000
  expect(server.bytesSent()).toBeGreaterThanOrEqual(bytesTotal)
  expect(server.bytesSent() - bytesTotal).toBeLessThan(bytesTotal / 100)
  const starts = server.requests.map(({ path, sentFrom }) => `${path} ${sentFrom}`)
  expect(new Set(starts).size).toBe(starts.length)
})

it('holds a thousand running episodes to 3 → 40 → 0 → 7 → 500 → 2 slots, and fetches each once and whole', async () => {
  const size = 60_000
  const paths = Array.from({ length: 1_000 }, (_, index) => `/deed-${index}.pdf`)
  const serveAll = (bytesPerSecond: number) => {
    for (const [index, path] of paths.entries()) server.serve(path, { size, seed: 1 + (index % 7), bytesPerSecond })
  }
  serveAll(4_000)
  await staffel.patchSettings({ maxSlots: 0, maxConnectionsPerHost: 512 })
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: paths.map((path) => server.url(path)) })
  for (const maxSlots of [3, 40, 0, 7, 500, 2]) {
    await staffel.patchSettings({ maxSlots })
    await until(
      async () => new Set(server.requests.filter(({ endedAt }) => endedAt === null).map(({ path }) => path)).size,
      (count) => count === maxSlots,
      10_000,
    )
    const stopWatching = watchEpisodes()
    await sleep(150)
    expect(Math.max(...stopWatching().map(({ count }) => count))).toBe(maxSlots)
  }
  await staffel.post('/queue/pause')
  serveAll(4_000_000)
  await staffel.patchSettings({ maxSlots: 64 })
  await staffel.post('/queue/resume')
  await staffel.untilJob(job.id, (now) => now.status === 'completed', 30_000)
  for (const path of paths) expect((await readFile(join(home.downloads, path.slice(1)))).equals(server.content(path))).toBe(true)
  const starts = server.requests.map(({ path, sentFrom }) => `${path} ${sentFrom}`)
  const sentTwice = server.bytesSent() - paths.length * size
  // A piece that was on its way when its connection was cut, for each cut.
  expect(sentTwice).toBeLessThanOrEqual((starts.length - paths.length) * 2_000)
})

it('never has more episodes at the server than slots, and fills a slot again as soon as it is free', async () => {
  const paths = Array.from({ length: 18 }, (_, index) => `/small-${index}.bin`)
  for (const path of paths) server.serve(path, { size: 150_000, bytesPerSecond: 300_000 })
  const stopWatching = watchEpisodes()
  const job = await staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)) })
  await until(
    async () => server.requests.length,
    (count) => count >= 16,
    10_000,
  )
  const samples = stopWatching()
  const firstFull = samples.findIndex(({ count }) => count === 3)
  let fullAtMs = samples[firstFull]?.atMs ?? Number.NaN
  let longestGapMs = 0
  for (const { atMs, count } of samples.slice(firstFull)) {
    expect(count).toBeLessThanOrEqual(3)
    if (count === 3) fullAtMs = atMs
    longestGapMs = Math.max(longestGapMs, atMs - fullAtMs)
  }
  expect(longestGapMs).toBeLessThan(100)
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
})

it('lets the surplus run to its end where the user wants it so, and says that it drains', async () => {
  await staffel.patchSettings({ loweringSlots: 'drain' })
  for (const name of ['a', 'b', 'c']) server.serve(`/${name}`, { size: 1_500_000, bytesPerSecond: 1_000_000, ranges: false })
  server.serve('/d', { size: 1_500_000, ranges: false })
  const job = await staffel.post<Job>('/jobs', { urls: ['a', 'b', 'c', 'd'].map((name) => server.url(`/${name}`)) })
  await until(
    async () => server.openAnswers(),
    (count) => count === 3,
    2_000,
  )
  await staffel.patchSettings({ maxSlots: 1 })
  expect((await staffel.stats()).slots).toEqual({
    configured: 1,
    effective: 1,
    active: 3,
    draining: 2,
    limitedBy: 'drain',
    summary: '3 running, limit 1, 2 finishing',
  })
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  expect(server.requests.length).toBe(4)
})

it('starts nothing with zero slots, and everything once there are some', async () => {
  await staffel.patchSettings({ maxSlots: 0 })
  server.serve('/a', { size: 1_000 })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/a')] })
  await sleep(200)
  expect(server.requests).toEqual([])
  await staffel.patchSettings({ maxSlots: 1 })
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
})
