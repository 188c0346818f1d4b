import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Candidate, Episode, Inspection, Job, Queue, Session } from '../../../src-preload/contract/index.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../support/staffel.ts'

let home: Home
let staffel: Staffel

beforeAll(async () => {
  home = await newHome()
  staffel = await startStaffel(home)
  await staffel.patchSettings({ maxSlots: 0 })
})

afterAll(async () => {
  await staffel.kill('SIGKILL')
  await home.remove()
})

const url = (name: string) => `http://127.0.0.1:9/${name}`

async function exported(query = ''): Promise<string> {
  const response = await fetch(`${staffel.url}/api/v1/export?limit=3${query}`, {
    headers: { authorization: `Bearer ${staffel.token}` },
  })
  expect(response.status).toBe(200)
  return response.text()
}

const jobs = async () => (await staffel.get<{ items: Job[] }>('/jobs')).items

async function removeAll(): Promise<void> {
  await staffel.post('/bulk', { action: 'remove', jobIds: (await jobs()).map(({ id }) => id) })
}

async function inspected(input: string): Promise<Inspection> {
  const { id } = await staffel.post<Inspection>('/sources/inspections', { input, fileName: 'staffel-queue.jsonl' })
  return until(
    () => staffel.get<Inspection>(`/sources/inspections/${id}`),
    ({ state }) => state !== 'running' && state !== 'waiting',
    10_000,
  )
}

/** Without what is of the moment or of its own name. */
const lasting = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .map(({ createdAt: _, headerNames: __, ...line }) => line)

it('brings back everything of jobs and episodes from the list that was written down, but secrets', async () => {
  const queue = await staffel.post<Queue>('/queues', { name: 'Nights' })
  const session = await staffel.post<Session>('/sessions', { name: 'Archive', hosts: ['127.0.0.1'] })
  await staffel.post('/jobs', {
    title: 'A series',
    directory: 'series/one',
    queueId: queue.id,
    sessionId: session.id,
    priority: 5,
    sequential: true,
    connections: 3,
    speedLimit: 100_000,
    onConflict: 'skip',
    proxy: 'none',
    headers: { 'X-Key': 'hush-1' },
    startPaused: true,
    source: { kind: 'feed', url: url('feed.xml') },
    episodes: [
      {
        url: `http://me:hush-2@127.0.0.1:9/a?token=kept`,
        title: 'First',
        fileName: 'a.bin',
        mirrors: [url('a2')],
        checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) },
        folder: 'sub/deep',
        sourceKey: 'guid-1',
        pieces: { algorithm: 'sha-1', length: 1_000, digests: ['cd'.repeat(20), 'ef'.repeat(20)] },
      },
      { url: url('main.m3u8'), stream: { kind: 'hls', choices: ['1080'] } },
    ],
  })
  await staffel.post('/jobs', { title: 'Another with the same', urls: [url('main.m3u8'), url('c'), url('d')] })
  const before = await exported()
  expect(before).not.toContain('hush')
  await removeAll()

  const inspection = await inspected(before)
  expect(inspection).toMatchObject({
    kind: 'import',
    jobs: 2,
    found: 5,
    skippedFirst: [{ text: 'X-Key', reason: 'unknownField', line: 2 }],
  })
  await staffel.post(`/sources/inspections/${inspection.id}/jobs`, { folders: 'jobs' })
  expect(lasting(await exported())).toEqual(lasting(before))
  const [first] = await jobs()
  expect(first).toMatchObject({ title: 'A series', queueId: queue.id, sessionId: session.id, status: 'paused' })

  // On another machine neither queue nor session is there.
  await removeAll()
  await staffel.call('DELETE', `/queues/${queue.id}`)
  await staffel.call('DELETE', `/sessions/${session.id}`)
  await staffel.post(`/sources/inspections/${inspection.id}/jobs`, { folders: 'jobs', job: { priority: 9 } })
  const [again] = await jobs()
  expect(again).toMatchObject({ title: 'A series', queueId: 'default', sessionId: null, proxy: 'none', priority: 9 })
})

it('writes nowhere but below the download folder, whatever a list says', async () => {
  await removeAll()
  await staffel.post('/jobs', { title: 'Here', urls: [url('x')] })
  const [head = '', job = '', episode = ''] = (await exported()).split('\n')
  await removeAll()
  const elsewhere = JSON.stringify({ ...JSON.parse(job), title: 'Elsewhere', directory: '/etc', folder: null })
  const evil = JSON.stringify({ ...JSON.parse(job), title: 'Evil', folder: '../../evil' })
  const { id, skippedFirst } = await inspected([head, elsewhere, episode, evil, episode, '{"type":"episode"', ''].join('\n'))
  expect(skippedFirst.map(({ reason, line }) => [reason, line])).toEqual([
    ['badValue', 2],
    ['badValue', 4],
    ['badValue', 6],
  ])
  await staffel.post(`/sources/inspections/${id}/jobs`, { folders: 'jobs' })
  const { downloadDirectory } = await staffel.get<{ downloadDirectory: string }>('/settings')
  expect((await jobs()).map(({ title, directory }) => [title, directory])).toEqual([
    ['Elsewhere', downloadDirectory],
    ['Evil', downloadDirectory],
  ])
})

it('writes an input file of aria2 that is read back with names, mirrors and digests', async () => {
  await removeAll()
  const checksum = { algorithm: 'sha-1', expected: 'ab'.repeat(20) }
  const episodes = [{ url: url('a'), mirrors: [url('b')], fileName: 'a.bin', checksum }, { url: url('c') }]
  await staffel.post('/jobs', { title: 'Two', episodes })
  const text = await exported('&format=aria2')
  await removeAll()
  const job = await staffel.post<Job>('/jobs', { input: text })
  const [first, second] = await staffel.episodesOf(job.id)
  expect(first).toMatchObject({ url: url('a'), mirrors: [url('b')], checksum: { algorithm: 'sha-1', expected: 'ab'.repeat(20) } })
  expect(second).toMatchObject({ url: url('c'), mirrors: [] } satisfies Partial<Episode>)
  const { candidates } = await staffel.post<{ candidates: Candidate[] }>('/sources/inspect', { input: text })
  expect(candidates[0]?.fileName).toBe('a.bin')
})
