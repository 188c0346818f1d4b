import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CandidatePage, Inspection, Job } from '../../../src-preload/contract/index.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../support/staffel.ts'

let server: FaultyServer
let other: FaultyServer
let home: Home
let staffel: Staffel

beforeAll(async () => {
  server = await FaultyServer.start()
  other = await FaultyServer.start()
  for (const each of [server, other]) for (const name of ['a', 'b', 'c']) each.serve(`/${name}.bin`, { size: 100 })
  home = await newHome()
  staffel = await startStaffel(home)
})

afterAll(async () => {
  await staffel.kill('SIGKILL')
  await server.close()
  await other.close()
  await home.remove()
})

const inspected = async (input: string) => {
  const { id } = await staffel.post<Inspection>('/sources/inspections', { input })
  return until(
    () => staffel.get<Inspection>(`/sources/inspections/${id}`),
    ({ state }) => state !== 'running',
    10_000,
  )
}
const added = async (id: string, chosen: object = {}) =>
  (await staffel.post<{ jobs: Job[] }>(`/sources/inspections/${id}/jobs`, chosen)).jobs
/** What the servers are sent for a job: its own header fields, for each path. */
async function sentFor(jobs: readonly Job[]): Promise<Readonly<Record<string, typeof none>>> {
  for (const { id } of jobs) await staffel.untilJob(id, ({ status }) => status === 'completed')
  const requests = [server, other].flatMap(({ requests }, at) => requests.splice(0).map((request) => ({ ...request, at })))
  const sent = requests.map(({ at, path, headers }) => {
    const { 'user-agent': agent, referer = null, cookie = null, authorization = null, 'x-key': key = null } = headers
    return [`${at}${path}`, { agent: agent?.startsWith('Agent') === true ? agent : null, referer, cookie, authorization, key }]
  })
  return Object.fromEntries(sent)
}
const none: Readonly<Record<'agent' | 'referer' | 'cookie' | 'authorization' | 'key', string | string[] | null>> = {
  agent: null,
  referer: null,
  cookie: null,
  authorization: null,
  key: null,
}

it('sends what all entries of an aria2 list carry, and says by name what only some of them do', async () => {
  const entry = (url: string, key: string) =>
    `${url}\n  user-agent=Agent/1\n  header=Cookie: sid=hush\n  referer=https://pages.example/\n  header=X-Key: ${key}\n`
  const input = entry(server.url('/a.bin'), 'hush-1') + entry(other.url('/b.bin'), 'hush-2')
  const inspection = await inspected(input)
  const names = (shared: boolean) =>
    inspection.carried?.filter(({ isShared }) => isShared === shared).map(({ name, candidates }) => [name, candidates])
  expect(names(true)).toEqual([
    ['User-Agent', 2],
    ['Referer', 2],
    ['Cookie', 2],
  ])
  expect(names(false)).toEqual([['X-Key', 2]])
  const page = await staffel.post<CandidatePage>(`/sources/inspections/${inspection.id}/candidates`, {
    selection: { only: [0] },
  })
  expect(page.selected.carried?.every(({ isShared, candidates }) => isShared && candidates === 1)).toBe(true)
  expect(JSON.stringify([inspection, page])).not.toContain('hush')

  const shared = { ...none, agent: 'Agent/1', cookie: 'sid=hush', referer: 'https://pages.example/' }
  const both = { '0/a.bin': shared, '1/b.bin': shared }
  expect(await sentFor(await added(inspection.id))).toEqual(both)
  expect(await sentFor([await staffel.post<Job>('/jobs', { input })])).toEqual(both)
  // One alone has all of its own.
  const single = await added(inspection.id, { selection: { only: [0] } })
  expect(await sentFor(single)).toEqual({ '0/a.bin': { ...shared, key: 'hush-1' } })
})

it('sends nothing of it where the person leaves it out, and theirs where they say otherwise', async () => {
  const { id } = await inspected(`wget --header 'X-Key: 1' -U Agent/2 ${server.url('/a.bin')} ${server.url('/b.bin')}`)
  expect(await sentFor(await added(id, { carried: false }))).toEqual({ '0/a.bin': none, '0/b.bin': none })
  const own = { ...none, agent: 'Agent/2', key: '2' }
  const jobs = await added(id, { job: { headers: { 'x-key': '2' } } })
  expect(await sentFor(jobs)).toEqual({ '0/a.bin': own, '0/b.bin': own })
})

it('keeps the headers and the password of one command from what the next one fetches', async () => {
  const text = [
    `curl -H 'X-Key: 1' -O ${server.url('/a.bin')} --next -u me:hush -O ${other.url('/b.bin')}`,
    `wget ${other.url('/c.bin')}`,
  ].join('\n')
  const { id, carried } = await inspected(text)
  expect(carried).toEqual([{ kind: 'header', name: 'X-Key', candidates: 1, isShared: false }])
  expect(await sentFor(await added(id))).toEqual({
    '0/a.bin': none,
    '1/b.bin': { ...none, authorization: `Basic ${btoa('me:hush')}` },
    '1/c.bin': none,
  })
})

it('gives each job of a folder what the entries of that folder share', async () => {
  const entry = (name: string, folder: string, key: string) =>
    `${server.url(`/${name}.bin`)}\n  dir=${folder}\n  header=X-Key: ${key}\n`
  const { id } = await inspected(entry('a', 'one', '1') + entry('b', 'two', '2') + entry('c', 'two', '2'))
  const jobs = await added(id, { folders: 'jobs' })
  const sent = await sentFor(jobs)
  expect(
    Object.entries(sent)
      .map(([path, { key }]) => [path, key])
      .toSorted(),
  ).toEqual([
    ['0/a.bin', '1'],
    ['0/b.bin', '2'],
    ['0/c.bin', '2'],
  ])
})

it('refuses header fields of a job without saying their values back', async () => {
  const { id } = await inspected(`wget ${server.url('/a.bin')} ${server.url('/b.bin')}`)
  const refused = await staffel.call('POST', `/sources/inspections/${id}/jobs`, { job: { headers: { 'X-Key': 'hush\n' } } })
  expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } })
  expect(JSON.stringify(refused.body)).not.toContain('hush')
})
