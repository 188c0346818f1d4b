import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { FailureSummary, Job, ReportPage, RetryAnswer, Statistics, Stats } from '../../../src-preload/contract/index.ts'
import { readCsv } from '../../support/csv.ts'
import { restart, server, staffel } from '../../support/each-test-a-staffel.ts'

const report = (query = '') => staffel.get<ReportPage>(`/report?${query}`)

async function csv(
  query = '',
): Promise<{ readonly raw: string; readonly rows: readonly Record<string, string>[]; readonly headers: Headers }> {
  const response = await fetch(`${staffel.url}/api/v1/report?format=csv${query}`, {
    headers: { authorization: `Bearer ${staffel.token}` },
  })
  // `text()` takes the byte order mark away.
  const raw = Buffer.from(await response.arrayBuffer()).toString('utf8')
  const [head = [], ...rows] = readCsv(raw.replace(/^\uFEFF/, ''))
  return {
    raw,
    headers: response.headers,
    rows: rows.map((row) => Object.fromEntries(row.map((value, at) => [head[at] ?? '', value]))),
  }
}

/** A job of a file that comes, one with a digest, one that is not there and one whose server is ill. */
async function mixedJob(): Promise<{ readonly job: Job; readonly digest: string }> {
  await staffel.patchSettings({ retry: { maxAttempts: 2, baseDelayMs: 0 } })
  server.serve('/fine.bin', { size: 100_000, seed: 1 })
  server.serve('/proved.bin', { size: 50_000, seed: 2 })
  server.serve('/ill.bin', { size: 10, faults: () => ({ status: 500 }) })
  const digest = createHash('sha256').update(server.content('/proved.bin')).digest('hex')
  const added = await staffel.post<Job>('/jobs', {
    title: 'Mixed',
    episodes: [
      { url: server.url('/fine.bin?token=secret&id=1'), title: '=HYPERLINK("http://a.example")' },
      { url: server.url('/proved.bin'), checksum: { algorithm: 'sha-256', expected: digest } },
      { url: server.url('/missing.bin') },
      { url: server.url('/ill.bin') },
    ],
  })
  return { job: await staffel.untilJob(added.id, ({ status }) => status === 'failed'), digest }
}

it('tells of each file what came of it, as JSON and as CSV, without the secrets of its address', async () => {
  const { job, digest } = await mixedJob()
  const { items, next } = await report()
  expect(next).toBeNull()
  const byUrl = Object.fromEntries(items.map((entry) => [new URL(entry.url).pathname, entry]))
  expect(items).toHaveLength(4)
  expect(byUrl['/fine.bin']).toMatchObject({
    jobId: job.id,
    jobTitle: 'Mixed',
    status: 'completed',
    bytes: 100_000,
    url: server.url('/fine.bin?token=…&id=1'),
    host: new URL(server.url('/')).host,
    path: `${job.directory}/fine.bin`,
    removed: false,
    error: null,
    checksum: null,
  })
  expect(byUrl['/proved.bin']).toMatchObject({ status: 'completed', checksum: { algorithm: 'sha-256', value: digest } })
  expect(byUrl['/missing.bin']).toMatchObject({
    status: 'failed',
    error: { code: 'HTTP_STATUS', params: { status: 404 } },
    retryAt: null,
  })
  expect(byUrl['/ill.bin']).toMatchObject({ status: 'failed', error: { params: { status: 500 } }, retryAt: expect.any(String) })

  const file = await csv()
  expect(file.raw.startsWith('\uFEFFended_at,')).toBe(true)
  expect(file.headers.get('content-type')).toContain('text/csv')
  expect(file.headers.get('content-disposition')).toContain('staffel-report.csv')
  expect(file.rows.map(({ episode_id }) => episode_id)).toEqual(items.map(({ id }) => id))
  expect(file.rows.find(({ file_name }) => file_name === 'fine.bin')).toMatchObject({
    title: `'=HYPERLINK("http://a.example")`,
    bytes: '100000',
    removed_from_list: 'no',
  })
  expect(file.rows.find(({ digest_algorithm }) => digest_algorithm !== '')?.digest).toBe(digest)
})

it('is filtered, and read page by page to the same whole', async () => {
  const { job } = await mixedJob()
  const all = (await report()).items.map(({ id }) => id)
  const paged: string[] = []
  let after = ''
  for (let page = 0; page < 4; page += 1) {
    const { items, next } = await report(`limit=1${after}`)
    paged.push(...items.map(({ id }) => id))
    after = `&after=${next ?? ''}`
  }
  expect(paged).toEqual(all)
  const count = async (query: string) => (await report(query)).items.length
  expect(await count('status=failed')).toBe(2)
  expect(await count('status=failed,completed')).toBe(4)
  expect(await count('q=missing')).toBe(1)
  expect(await count(`jobId=${job.id}&host=127.0.0.1:1`)).toBe(0)
  expect(await count('from=2999-01-01')).toBe(0)
  expect(await count(`to=${new Date(Date.now() - 86_400_000 * 2).toISOString().slice(0, 10)}`)).toBe(0)
  expect((await csv('&status=failed')).rows).toHaveLength(2)
  for (const query of ['after=nonsense', 'limit=0', 'from=yesterday', 'status=paused', 'format=xml']) {
    expect((await staffel.call('GET', `/report?${query}`)).status).toBe(400)
  }
  expect((await staffel.call('GET', '/report?format=csv&status=paused')).status).toBe(400)
})

it('outlives the removal of a job and the program, until it is cleared or switched off', async () => {
  const { job } = await mixedJob()
  await staffel.call('DELETE', `/jobs/${job.id}`)
  const removed = (await report()).items
  expect(removed).toHaveLength(4)
  expect(removed.every((entry) => entry.removed && entry.retryAt === null)).toBe(true)
  await restart('SIGTERM')
  expect((await report()).items).toEqual(removed)
  expect(await staffel.call('DELETE', '/report')).toMatchObject({ body: { removed: 4 } })
  expect((await report()).items).toEqual([])

  await staffel.patchSettings({ historyDays: 0 })
  const again = await mixedJob()
  expect((await report()).items).toHaveLength(4)
  await staffel.call('DELETE', `/jobs/${again.job.id}`)
  expect((await report()).items).toEqual([])
})

it('queues again what failed for one reason, of one host or of one view, and says how much that was', async () => {
  const { job } = await mixedJob()
  const { host } = new URL(server.url('/'))
  const summary = await staffel.get<FailureSummary>('/failures')
  expect(summary.total).toBe(2)
  expect(summary.groups).toContainEqual({ code: 'HTTP_STATUS', httpStatus: 404, episodes: 1, hosts: 1, host, retryAt: null })
  expect(await staffel.get(`/hosts/${host}`)).toMatchObject({ failed: 2 })
  const retry = (filter: object) => staffel.post<RetryAnswer>('/retry', filter)
  expect(await retry({ host: 'other.example' })).toEqual({ retried: 0, jobs: 0 })
  expect(await retry({ q: 'nothing of the kind' })).toEqual({ retried: 0, jobs: 0 })
  expect(await retry({ codes: ['DNS'] })).toEqual({ retried: 0, jobs: 0 })

  server.serve('/missing.bin', { size: 5_000, seed: 3 })
  expect(await retry({ host, httpStatuses: [404], status: ['failed'] })).toEqual({ retried: 1, jobs: 1 })
  await staffel.untilJob(job.id, ({ episodesCompleted, status }) => episodesCompleted === 3 && status === 'failed')
  server.serve('/ill.bin', { size: 10, seed: 4 })
  expect(await retry({})).toEqual({ retried: 1, jobs: 1 })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  expect(await staffel.get<FailureSummary>('/failures')).toEqual({ total: 0, groups: [] })
})

it('counts what was done by day and by host, also over a restart', async () => {
  await mixedJob()
  const { totals } = await staffel.get<Stats>('/stats')
  expect(totals).toMatchObject({ files: 2, failed: 1, bytes: 150_000, successRate: 2 / 3 })
  // The ill one was tried twice, and is tried again later.
  expect(totals.retries).toBe(2)
  expect(totals.meanSpeed).toBeGreaterThan(0)
  await restart('SIGTERM')
  expect((await staffel.get<Stats>('/stats')).totals).toEqual(totals)
  const byHost = await staffel.get<Statistics>('/statistics?by=host')
  expect(byHost.items).toEqual([{ ...totals, key: new URL(server.url('/')).host }])
  const byDay = await staffel.get<Statistics>(`/statistics?from=${byHost.today}&to=${byHost.today}`)
  expect(byDay.items).toEqual([{ ...totals, key: byHost.today }])
})

it('remembers over a restart when a failed file comes back by itself, until someone takes it in hand', async () => {
  const { job } = await mixedJob()
  const ill = async () => (await staffel.episodesOf(job.id)).find(({ url }) => url.endsWith('/ill.bin'))
  const before = await ill()
  const delayMs = Date.parse(before?.retryAt ?? '') - Date.parse(before?.error?.at ?? '')
  expect(delayMs).toBeGreaterThanOrEqual(600_000)
  expect(delayMs).toBeLessThan(601_000)
  expect(job.retryAt).toBe(before?.retryAt)
  await restart('SIGKILL')
  expect(await ill()).toMatchObject({ status: 'failed', retryAt: before?.retryAt, laterRetries: 0 })

  await staffel.patchSettings({ laterRetries: { enabled: false } })
  expect(await ill()).toMatchObject({ status: 'failed', retryAt: null })
  await staffel.patchSettings({ laterRetries: { enabled: true, delaysMinutes: [30] } })
  await staffel.post(`/jobs/${job.id}/retry`)
  await staffel.untilJob(job.id, ({ status, retryAt }) => status === 'failed' && retryAt !== null)
  const { settings } = { settings: await staffel.get<{ laterRetries: object }>('/settings') }
  expect(settings.laterRetries).toEqual({ enabled: true, delaysMinutes: [30] })
  expect((await staffel.call('PATCH', '/settings', { laterRetries: { delaysMinutes: [] } })).status).toBe(400)
})
