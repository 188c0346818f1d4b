import { expect, it } from 'vitest'
import type { Job, Overview, Slots, Throughput } from '../../../src-preload/contract/index.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'

it('the overview tells what came, what runs, what waits for what and how it fits, and knows what came after a restart', async () => {
  await staffel.patchSettings({ maxSlots: 1, maxConnectionsPerEpisode: 1, minFreeBytes: 1_000 })
  const empty = await staffel.get<Overview>('/stats/overview')
  expect(empty).toMatchObject({ since: null, calendar: [], hosts: { items: [], total: 0 }, waiting: { total: 0, reasons: [] } })
  server.serve('/done.bin', { size: 200_000 })
  server.serve('/slow.bin', { size: 50_000_000, bytesPerSecond: 200_000 })
  const urls = ['/done.bin', '/missing.bin', '/slow.bin', '/one.bin', '/two.bin'].map((path) => server.url(path))
  const job = await staffel.post<Job>('/jobs', { title: 'Series', urls })
  await staffel.untilJob(job.id, ({ bytesDone, episodesCompleted, episodesFailed }) => {
    return episodesCompleted === 1 && episodesFailed === 1 && bytesDone > 200_000
  })

  const { total, items } = await staffel.get<Slots>('/stats/slots')
  const host = new URL(server.url('/')).host
  expect(total).toBe(1)
  expect(items[0]).toMatchObject({ jobId: job.id, host, bytesTotal: 50_000_000, connections: 1, stopping: false })
  const busy = await staffel.get<Overview>('/stats/overview')
  expect(busy.figures.today).toMatchObject({ files: 1, failed: 1, bytes: 200_000 })
  expect(busy.calendar).toEqual([{ day: busy.today, files: 1, failed: 1, bytes: 200_000 }])
  expect(busy.hosts.items).toEqual([
    expect.objectContaining({ host, active: 1, cause: { code: 'HTTP_STATUS', httpStatus: 404 } }),
  ])
  expect(busy.disks?.[0]).toMatchObject({ reserveBytes: 1_000, outlook: 'enough', fullAt: null })
  // What was counted while the list was empty is good for two seconds.
  await expect
    .poll(async () => (await staffel.get<Overview>('/stats/overview')).waiting, { timeout: 5_000 })
    .toEqual({ total: 2, reasons: [{ reason: 'slot', episodes: 2 }] })
  const counted = await staffel.get<Overview>('/stats/overview')
  expect(counted.hosts.items[0]?.waiting).toBe(2)
  expect(counted.disks?.[0]).toMatchObject({ unknownFiles: 3 })

  const came = async (span: string) =>
    (await staffel.get<Throughput>(`/stats/throughput?span=${span}`)).bytes.reduce((sum, step) => sum + step, 0)
  expect(await came('hour')).toBeGreaterThan(200_000)
  await staffel.post('/queue/pause')
  const before = await came('day')
  await restart('SIGTERM')
  expect(await came('day')).toBe(before)
  expect(await came('hour')).toBe(0)
  expect((await staffel.get<Overview>('/stats/overview')).calendar).toEqual([
    { day: busy.today, files: 1, failed: 1, bytes: expect.any(Number) },
  ])
  const refused = await staffel.call('GET', '/stats/throughput?span=year')
  expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } })
})
