import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { startStaffel } from '../../support/staffel.ts'

/** How many different bytes of a path have been sent so far. */
function bytesCovered(path: string): number {
  const sent = server
    .requestsTo(path)
    .map(({ sentFrom, bytesSent }) => ({ from: sentFrom, to: sentFrom + bytesSent }))
    .toSorted((left, right) => left.from - right.from)
  let covered = 0
  let upTo = 0
  for (const { from, to } of sent) {
    covered += Math.max(0, to - Math.max(from, upTo))
    upTo = Math.max(upTo, to)
  }
  return covered
}

it('loses no job, no byte and at most a second of each transfer when it is killed twenty times at random moments', async () => {
  const bytesPerSecond = 400_000
  const paths = ['/large.bin', '/second.bin', '/third.bin', ...Array.from({ length: 40 }, (_, index) => `/small-${index}.bin`)]
  for (const [seed, path] of paths.entries()) {
    const isLarge = seed < 3
    server.serve(path, isLarge ? { seed, size: 12_000_000, bytesPerSecond } : { seed, size: 60_000 + seed, bytesPerSecond })
  }
  await staffel.patchSettings({ maxSlots: 6 })
  const large = await staffel.post<Job>('/jobs', {
    title: 'Large',
    connections: 2,
    urls: paths.slice(0, 3).map((path) => server.url(path)),
  })
  const small = await staffel.post<Job>('/jobs', { title: 'Small', urls: paths.slice(3).map((path) => server.url(path)) })
  const paused = await staffel.post<Job>('/jobs', { title: 'Later', startPaused: true, urls: [server.url('/never.bin')] })

  let kills = 0
  for (; kills < 20; kills += 1) {
    await sleep(Math.random() * 1_400)
    await staffel.kill('SIGKILL')
    const covered = paths.slice(0, 3).map(bytesCovered)
    await restart('SIGKILL')
    for (const [index, episode] of (await staffel.episodesOf(large.id)).entries()) {
      // Two connections at most, each at the server's pace.
      expect(episode.bytesDone).toBeGreaterThanOrEqual((covered[index] ?? 0) - 2 * bytesPerSecond)
    }
    const { items } = await staffel.get<{ items: Job[] }>('/jobs')
    expect(items.map(({ title }) => title)).toEqual(['Large', 'Small', 'Later'])
  }

  const done = [large, small].map(({ id }) => staffel.untilJob(id, (job) => job.status === 'completed', 40_000))
  await Promise.all(done)
  expect(await staffel.get(`/jobs/${paused.id}`)).toMatchObject({ status: 'paused', episodesPaused: 1 })
  const episodes: Episode[] = [...(await staffel.episodesOf(large.id)), ...(await staffel.episodesOf(small.id))]
  for (const episode of episodes) {
    const path = new URL(episode.url).pathname
    expect((await readFile(episode.path ?? '')).equals(server.content(path)), path).toBe(true)
  }
  const files = await readdir(home.downloads)
  expect(files.toSorted()).toEqual(paths.map((path) => path.slice(1)).toSorted())
}, 120_000)

it('goes on by itself after a kill, from where it was', async () => {
  server.serve('/a', { size: 3_000_000, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/a')] })
  await staffel.untilJob(job.id, (now) => now.bytesDone > 1_800_000)
  const killedAt = server.bytesSent('/a')
  await restart('SIGKILL')
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  expect(server.requestsTo('/a')[1]?.range?.start).toBeGreaterThan(killedAt - 1_000_000)
  expect((await readFile(join(home.downloads, 'a'))).equals(server.content('/a'))).toBe(true)
})

it('comes to a checkpoint and ends with code 0 within five seconds when it is told to leave', async () => {
  server.serve('/a', { size: 3_000_000, bytesPerSecond: 1_000_000 })
  const job = await staffel.post<Job>('/jobs', { connections: 1, urls: [server.url('/a')] })
  await staffel.untilJob(job.id, (now) => now.bytesDone > 500_000)
  const askedAt = performance.now()
  expect(await staffel.kill('SIGTERM')).toBe(0)
  expect(performance.now() - askedAt).toBeLessThan(5_000)
  const sent = server.bytesSent('/a')
  await restart('SIGTERM')
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  // What the server had put on the way and the client never read is at most two of its pieces.
  expect(server.requestsTo('/a')[1]?.range?.start).toBeGreaterThan(sent - 2 * 20_000)
})

it('refuses a second start on the same data folder with code 2 and a sentence that names the process', async () => {
  await expect(startStaffel(home)).rejects.toThrow(new RegExp(`ended with code 2 .*process ${staffel.pid}`))
})
