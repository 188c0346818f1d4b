import { expect, it } from 'vitest'
import type { Job, LogEntry, Pace, Speeds, Strip, TransferDetails } from '../../../src-preload/contract/index.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'
import { until } from '../../support/staffel.ts'

const logOf = async (id: string) => (await staffel.get<{ items: LogEntry[] }>(`/episodes/${id}/log`)).items
const transferOf = (id: string) => staffel.get<TransferDetails>(`/episodes/${id}/transfer`)

it('shows who fetches what while an episode runs, and its heads without what is secret in them', async () => {
  server.serve('/big', {
    size: 40_000_000,
    bytesPerSecond: 300_000,
    headers: { 'set-cookie': 'sid=not-for-eyes', 'x-served-by': 'edge-7' },
  })
  const job = await staffel.post<Job>('/jobs', {
    urls: [`${server.url('/big')}?token=hidden-in-reports&id=7`],
    connections: 4,
    headers: { 'X-Mine': 'the-value-of-mine', Cookie: 'a=the-cookie-of-mine' },
  })
  const id = (await staffel.episodesOf(job.id))[0]?.id ?? ''
  const seen = await until(
    () => transferOf(id),
    ({ connections }) => connections.filter(({ speed }) => speed > 50_000).length >= 2,
    15_000,
  )
  const host = new URL(server.url('/')).host
  expect(new Set(seen.connections.map(({ host: asked }) => asked))).toEqual(new Set([host]))
  expect(seen.mirrors).toMatchObject([{ host, from: 'list', state: 'used', failure: null }])
  for (const { start, position, end } of seen.connections)
    expect([start, position, end]).toEqual([start, position, end].toSorted((a, b) => Number(a) - Number(b)))
  const last = seen.exchanges.at(-1)
  expect(last).toMatchObject({ method: 'GET', status: 206, httpVersion: '1.1', remoteAddress: host, tls: null, isProxied: false })
  expect(last?.url).toContain('id=7')
  expect(last?.headMs).toBeGreaterThanOrEqual(0)
  expect(last?.request).toContainEqual({ name: 'x-mine', value: null })
  expect(last?.response).toContainEqual({ name: 'x-served-by', value: 'edge-7' })
  expect(last?.response).toContainEqual({ name: 'set-cookie', value: null })
  expect(JSON.stringify(seen.exchanges)).not.toMatch(/of-mine|not-for-eyes|hidden-in-reports/)
  const { times, speeds } = await until(
    () => staffel.get<Speeds>(`/episodes/${id}/speeds`),
    (told) => told.speeds.length > 0,
    8_000,
  )
  expect(times).toHaveLength(speeds.length)
  expect(speeds[0]).toBeGreaterThan(50_000)
  expect(await staffel.get<Speeds>(`/jobs/${job.id}/speeds`)).toMatchObject({ stepSeconds: 5 })
  expect((await staffel.get<Speeds>('/stats/speeds')).speeds[0]).toBeGreaterThan(50_000)
  const pace = await staffel.get<Pace>(`/jobs/${job.id}/pace`)
  expect(pace.by).toBe('bytes')
  expect(Date.parse(pace.doneAt ?? '')).toBeGreaterThan(Date.now())
})

it('tells the story of an episode, which outlives a restart where more happened than that it came', async () => {
  await staffel.patchSettings({ retry: { baseDelayMs: 10, maxDelayMs: 50 } })
  server.serve('/a', { size: 3_000_000, faults: [{ status: 503 }, { cutAfter: 400_000, cut: 'close' }] })
  server.serve('/b', { size: 20_000 })
  const job = await staffel.post<Job>('/jobs', { urls: [server.url('/a'), server.url('/b')], connections: 1 })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  const [long, short] = await staffel.episodesOf(job.id)
  const log = await until(
    () => logOf(long?.id ?? ''),
    (entries) => entries.at(-1)?.code === 'completed',
    2_000,
  )
  // So short a wait may be over before it is told.
  expect(log.slice(0, 2).map(({ code }) => code)).toEqual(['started', 'failed'])
  expect(log[1]?.params).toMatchObject({ code: 'HTTP_STATUS', status: 503 })
  expect(log.map(({ code }) => code)).toContain('connected')
  expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted())
  expect((await logOf(short?.id ?? '')).map(({ code }) => code)).toEqual([
    'started',
    'connected',
    'sizeKnown',
    'named',
    'verifying',
    'completed',
  ])
  const strip = await staffel.get<Strip>(`/jobs/${job.id}/strip?bins=50`)
  expect(strip.bins.map(({ completed }) => completed)).toEqual([1, 1])
  await restart('SIGTERM')
  expect(await logOf(long?.id ?? '')).toEqual(log)
  expect(await logOf(short?.id ?? '')).toEqual([])
  expect((await staffel.call('GET', '/episodes/0000000000000000/log')).status).toBe(404)
})
