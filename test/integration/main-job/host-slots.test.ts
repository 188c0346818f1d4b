import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { home, server, staffel } from '../../support/each-test-a-staffel.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { until } from '../../support/staffel.ts'

const size = 150_000

/** Files that have an open answer, whatever their connections. */
const openFiles = (of: FaultyServer) =>
  new Set(of.requests.filter(({ endedAt }) => endedAt === null).map(({ path }) => path)).size

function serve(of: FaultyServer, name: string, files: number, bytesPerSecond: number): string[] {
  const paths = Array.from({ length: files }, (_, index) => `/${name}-${index}.bin`)
  for (const [index, path] of paths.entries()) of.serve(path, { size, seed: index + 1, bytesPerSecond })
  return paths
}

/** The most files that were open at a server at once, sampled until it is asked. */
function watchMost(of: FaultyServer): () => number {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, openFiles(of))
  }, 3)
  return () => {
    clearInterval(timer)
    return most
  }
}

async function another(): Promise<FaultyServer> {
  const other = await FaultyServer.start()
  onTestFinished(() => other.close())
  return other
}

it('has no more episodes of one host at once than may hold a slot, while another host fills the rest, and follows the number live', async () => {
  const other = await another()
  const here = serve(server, 'here', 14, 15_000)
  const there = serve(other, 'there', 14, 15_000)
  await staffel.patchSettings({ maxSlots: 7, maxSlotsPerHost: 2, maxConnectionsPerHost: 64 })
  const urls = [...here.map((path) => server.url(path)), ...there.map((path) => other.url(path))]
  const job = await staffel.post<Job>('/jobs', { urls })
  const openAtBoth = async () => [openFiles(server), openFiles(other)]
  const untilOpen = (wanted: readonly number[], ms: number) =>
    until(openAtBoth, (open) => open.every((count, at) => count === wanted[at]), ms)

  await untilOpen([2, 2], 2_000)
  const atFirst = [watchMost(server), watchMost(other)]
  await sleep(300)
  expect(atFirst.map((most) => most())).toEqual([2, 2])
  const { slots, hosts } = await staffel.stats()
  expect(slots).toMatchObject({ configured: 7, effective: 4, active: 4, limitedBy: 'host' })
  expect(hosts.map(({ active }) => active)).toEqual([2, 2])
  const waiting = (await staffel.episodesOf(job.id)).filter(({ status }) => status === 'queued')
  expect(new Set(waiting.map((episode) => episode.waiting?.reason))).toEqual(new Set(['host']))

  // The first in the list may have five of the seven slots, and what is left goes to the other.
  await staffel.patchSettings({ maxSlotsPerHost: 5 })
  await untilOpen([5, 2], 1_000)
  await staffel.patchSettings({ maxSlotsPerHost: 1 })
  await untilOpen([1, 1], 1_000)
  const atLast = [watchMost(server), watchMost(other)]
  await sleep(300)
  expect(atLast.map((most) => most())).toEqual([1, 1])
  await staffel.patchSettings({ maxSlotsPerHost: 0 })
  await untilOpen([6, 1], 1_000)

  await staffel.post('/queue/pause')
  serve(server, 'here', 14, 4_000_000)
  serve(other, 'there', 14, 4_000_000)
  await staffel.patchSettings({ maxSlotsPerHost: 3 })
  const inTheEnd = [watchMost(server), watchMost(other)]
  await staffel.post('/queue/resume')
  await staffel.untilJob(job.id, ({ status }) => status === 'completed', 20_000)
  for (const most of inTheEnd) expect(most()).toBeLessThanOrEqual(3)
  for (const path of here) expect((await readFile(join(home.downloads, path.slice(1)))).equals(server.content(path))).toBe(true)
  for (const path of there) expect((await readFile(join(home.downloads, path.slice(1)))).equals(other.content(path))).toBe(true)
})

it('lets what is above a lowered number run to its end where that is wished, and says so', async () => {
  const paths = serve(server, 'one', 6, 150_000)
  await staffel.patchSettings({ maxSlots: 5, loweringSlots: 'drain', maxConnectionsPerHost: 64 })
  const job = await staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)), connections: 1 })
  await until(
    async () => openFiles(server),
    (open) => open === 5,
    2_000,
  )
  await staffel.patchSettings({ maxSlots: 8, maxSlotsPerHost: 2 })
  expect((await staffel.stats()).slots).toEqual({
    configured: 8,
    effective: 2,
    active: 5,
    draining: 3,
    limitedBy: 'host',
    summary: '5 running, limit 8, the rest waits for its hosts, 3 finishing',
  })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  expect(server.requests.length).toBe(6)
})

it('holds under automatic scaling too, and is told as what limits', async () => {
  const paths = serve(server, 'many', 8, 20_000)
  await staffel.patchSettings({ autoScale: true, maxSlotsPerHost: 2 })
  const job = await staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)), connections: 1 })
  await until(
    async () => openFiles(server),
    (open) => open === 2,
    2_000,
  )
  const most = watchMost(server)
  await sleep(1_500)
  expect(most()).toBe(2)
  expect((await staffel.stats()).slots).toMatchObject({ active: 2, effective: 2, limitedBy: 'host' })
  serve(server, 'many', 8, 4_000_000)
  const last = (await staffel.episodesOf(job.id)).at(-1) as Episode
  expect(last.waiting?.reason).toBe('host')
})
