import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Host, Job, Stats } from '../../../src-preload/contract/index.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { until } from '../../support/staffel.ts'

let other: FaultyServer
beforeEach(async () => {
  other = await FaultyServer.start()
})
afterEach(async () => {
  await other.close()
})

const hostOf = (of: FaultyServer) => `127.0.0.1:${of.port}`
const hostNow = () => staffel.get<Host>(`/hosts/${hostOf(server)}`)
const paths = (count: number) => Array.from({ length: count }, (_, number) => `/f${number}`)
const add = (of: FaultyServer, names: readonly string[], more: object = {}) =>
  staffel.post<Job>('/jobs', { urls: names.map((name) => of.url(name)), ...more })

async function expectExact(job: Job, of: FaultyServer, names: readonly string[]): Promise<void> {
  const episodes = await staffel.episodesOf(job.id)
  for (const [place, name] of names.entries()) {
    expect((await readFile(episodes[place]?.path ?? '')).equals(of.content(name))).toBe(true)
  }
}

describe.each([429, 503])('a server that answers %i to more than it can bear', (status) => {
  it('gets half of the connections at once, finishes everything, burns no attempt, and no other server notices', async () => {
    const names = paths(12)
    // A small service: three answers at a time, whatever is asked for.
    const faults = () => (server.openAnswers() > 3 ? { status } : undefined)
    for (const name of names) server.serve(name, { size: 150_000, seed: 3, bytesPerSecond: 500_000, faults })
    for (const name of paths(3)) other.serve(name, { size: 20_000 })
    await staffel.patchSettings({ maxSlots: 8, retry: { baseDelayMs: 200, maxDelayMs: 1_000 } })
    const job = await add(server, names)
    const elsewhere = await add(other, paths(3), { priority: 1 })
    const slowed = await until(hostNow, ({ connectionLimit }) => connectionLimit < 8, 3_000)
    expect(slowed.connectionLimit).toBeLessThanOrEqual(4)
    expect(slowed.profile).toMatchObject({
      refusedStatus: status,
      retryAfterMs: null,
      servesRanges: true,
      strongValidators: true,
    })
    // Eight slots, and less than eight may be used there.
    await until(
      () => staffel.stats(),
      ({ slots }) => slots.limitedBy === 'host' && slots.effective < 8,
      5_000,
    )
    await staffel.untilJob(elsewhere.id, (now) => now.status === 'completed', 3_000)
    await staffel.untilJob(job.id, (now) => now.status === 'completed', 20_000)
    await expectExact(job, server, names)
    expect((await staffel.episodesOf(job.id)).map(({ attempts }) => attempts)).toEqual(Array(12).fill(0))
    expect(server.requests.length).toBeLessThan(12 * 4)
    expect(other.requests.length).toBe(3)
  })

  it('loses connections of a file that is under way, and the file loses nothing', async () => {
    server.serve('/file', { size: 12_000_000, bytesPerSecond: 2_000_000, maxConnections: 3, overload: { status } })
    await staffel.patchSettings({ maxConnectionsPerEpisode: 8 })
    const job = await add(server, ['/file'])
    await staffel.untilJob(job.id, (now) => now.status === 'completed', 20_000)
    await expectExact(job, server, ['/file'])
    expect((await hostNow()).profile.refusedStatus).toBe(status)
    expect(server.requests.length).toBeLessThan(40)
  })
})

describe('a server that serves nobody and says for how long', () => {
  it('is left alone by all its episodes until then, which they say; other servers are asked meanwhile', async () => {
    const busy = { status: 503, headers: { 'retry-after': '2' } }
    server.serve('/f0', { size: 5_000, faults: [busy] })
    for (const name of ['/f1', '/f2']) server.serve(name, { size: 5_000 })
    other.serve('/f0', { size: 5_000 })
    await staffel.patchSettings({ maxSlots: 1 })
    const job = await add(server, paths(3))
    const held = await until(
      () => staffel.episodesOf(job.id),
      (episodes) => episodes.every(({ waiting }) => waiting?.reason === 'backoff'),
      2_000,
    )
    expect(held.every(({ waiting }) => Date.parse(waiting?.until ?? '') > Date.now() + 500)).toBe(true)
    expect((await staffel.get<Stats>('/stats')).slots).toMatchObject({ active: 0, limitedBy: 'backoff' })
    expect((await hostNow()).quietUntil).not.toBeNull()
    const elsewhere = await add(other, ['/f0'])
    await staffel.untilJob(elsewhere.id, (now) => now.status === 'completed', 1_000)
    expect(server.requests.length).toBe(1)
    await staffel.untilJob(job.id, (now) => now.status === 'completed', 5_000)
    const [first, second] = server.requests
    expect((second?.startedAt ?? 0) - (first?.startedAt ?? 0)).toBeGreaterThan(1_900)
    expect(server.requests.length).toBe(4)
  })
})

describe('what was learnt of a server', () => {
  it('is there again after a restart', async () => {
    server.serve('/whole', { size: 5_000, ranges: false, etag: null, faults: [{ status: 429, headers: { 'retry-after': '1' } }] })
    const job = await add(server, ['/whole'])
    await staffel.untilJob(job.id, (now) => now.status === 'completed')
    const { profile } = await hostNow()
    expect(profile).toMatchObject({ servesRanges: false, strongValidators: false, refusedStatus: 429, retryAfterMs: 1_000 })
    await restart('SIGTERM')
    expect((await hostNow()).profile).toEqual(profile)
  })

  it('holds the number of connections with which a large file came best', async () => {
    server.serve('/large', { size: 24_000_000, bytesPerSecond: 4_000_000 })
    const job = await add(server, ['/large'])
    await staffel.untilJob(job.id, (now) => now.status === 'completed', 20_000)
    expect((await hostNow()).profile.bestConnections).toBeGreaterThan(1)
  })
})
