import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody, InputIssue, Job } from '../../../src-preload/contract/index.ts'
import { type Home, newHome, type Staffel, startStaffel } from '../../support/staffel.ts'

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

const refused = async (method: string, path: string, body?: unknown) => {
  const answer = await staffel.call<ErrorBody & { params: { issues?: InputIssue[] } }>(method, path, body)
  return { status: answer.status, code: answer.body.code, issues: answer.body.params.issues ?? [], params: answer.body.params }
}
const jobs = async () => (await staffel.get<{ total: number }>('/jobs')).total

describe('a body with a bad address among a hundred', () => {
  it('is refused whole, naming every bad one', async () => {
    const urls = Array.from({ length: 100 }, (_, index) => `http://127.0.0.1:9/${index}`)
    urls[41] = 'ftp://127.0.0.1/x'
    urls[77] = 'no address'
    const before = await jobs()
    const answer = await refused('POST', '/jobs', { urls })
    expect(answer).toMatchObject({ status: 400, code: 'INVALID_INPUT' })
    expect(answer.issues.map(({ path, value }) => [path, value])).toEqual([
      ['urls.41', 'ftp://127.0.0.1/x'],
      ['urls.77', 'no address'],
    ])
    expect(await jobs()).toBe(before)
  })
})

describe('unknown ids', () => {
  it.each([
    ['GET', '/jobs/0000000000000000'],
    ['PATCH', '/jobs/0000000000000000'],
    ['DELETE', '/jobs/0000000000000000'],
    ['POST', '/jobs/0000000000000000/pause'],
    ['POST', '/jobs/0000000000000000/resume'],
    ['POST', '/jobs/0000000000000000/retry'],
    ['GET', '/jobs/0000000000000000/episodes'],
    ['GET', '/episodes/0000000000000000'],
    ['PATCH', '/episodes/0000000000000000'],
    ['DELETE', '/episodes/0000000000000000'],
    ['POST', '/episodes/0000000000000000/pause'],
    ['POST', '/episodes/0000000000000000/resume'],
    ['POST', '/episodes/0000000000000000/retry'],
    ['GET', '/nothing'],
  ])('%s %s is answered with 404', async (method, path) => {
    expect(await refused(method, path, method === 'PATCH' ? {} : undefined)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('settings out of range', () => {
  it.each([
    [{ maxSlots: 513 }, 'maxSlots', 513, 0, 512],
    [{ maxSlots: -1 }, 'maxSlots', -1, 0, 512],
    [{ maxConnectionsPerEpisode: 0 }, 'maxConnectionsPerEpisode', 0, 1, 16],
    [{ maxConnectionsPerHost: 513 }, 'maxConnectionsPerHost', 513, 1, 512],
    [{ maxSlotsPerHost: 513 }, 'maxSlotsPerHost', 513, 0, 512],
    [{ stallTimeoutMs: 10 }, 'stallTimeoutMs', 10, 1_000, 600_000],
    [{ tokenSaveIntervalMs: 60_001 }, 'tokenSaveIntervalMs', 60_001, 0, 60_000],
    [{ retry: { maxAttempts: 101 } }, 'retry.maxAttempts', 101, 1, 100],
  ])('%j are refused with the range, and nothing of the request is changed', async (patch, path, value, minimum, maximum) => {
    const before = await staffel.get('/settings')
    const answer = await refused('PATCH', '/settings', { speedLimit: 12_345, ...patch })
    expect(answer).toMatchObject({ status: 400, code: 'INVALID_INPUT' })
    expect(answer.issues).toEqual([expect.objectContaining({ path, value, minimum, maximum })])
    expect(await staffel.get('/settings')).toEqual(before)
  })

  it('of a wrong type or an unknown name are refused, naming them', async () => {
    expect((await refused('PATCH', '/settings', { maxSlots: '3' })).issues).toMatchObject([{ path: 'maxSlots', value: '3' }])
    expect((await refused('PATCH', '/settings', { slots: 3 })).issues).toMatchObject([{ path: 'slots', reason: 'unknown' }])
  })
})

describe('a file name template', () => {
  it('is refused where it holds a field that does not exist', async () => {
    for (const fileNameTemplate of ['{bogus}.{ext}', '{name', '{ext:03}', '']) {
      expect(await refused('PATCH', '/settings', { fileNameTemplate }), fileNameTemplate).toMatchObject({ status: 400 })
    }
    const fileNameTemplate = '{index:03} {title} ({host}, {date}, {job}) {name}.{ext}'
    expect(await staffel.patchSettings({ fileNameTemplate })).toMatchObject({ fileNameTemplate })
  })
})

describe('a folder that can’t be used', () => {
  const add = (directory: string) => refused('POST', '/jobs', { urls: ['http://127.0.0.1:9/a'], directory })

  it('because a file stands in its place is refused before anything starts', async () => {
    await mkdir(home.downloads, { recursive: true })
    await writeFile(join(home.downloads, 'occupied'), '')
    const before = await jobs()
    expect(await add('occupied/deeper')).toMatchObject({ status: 400, code: 'PATH_INVALID' })
    expect(await jobs()).toBe(before)
  })

  it('because it lies outside of what is allowed is refused, also through a link', async () => {
    await symlink('/usr', join(home.downloads, 'escape'))
    for (const directory of ['/etc', '../outside', 'escape/x', `${home.downloads}-sibling`]) {
      expect(await add(directory), directory).toMatchObject({ status: 400, code: 'PATH_INVALID', params: { problem: 'outside' } })
    }
    expect(await refused('PATCH', '/settings', { downloadDirectory: '/etc' })).toMatchObject({
      status: 400,
      code: 'PATH_INVALID',
    })
  })
})

describe('a new job', () => {
  it('takes a folder relative to the download folder, and makes it', async () => {
    const job = await staffel.post<Job>('/jobs', { urls: ['http://127.0.0.1:9/a'], directory: 'Deeds/1840' })
    expect(job.directory).toBe(join(home.downloads, 'Deeds', '1840'))
  })

  it('refuses both lists, none, and options it does not know', async () => {
    const urls = ['http://127.0.0.1:9/a']
    expect((await refused('POST', '/jobs', { urls, episodes: [{ url: urls[0] }] })).status).toBe(400)
    expect((await refused('POST', '/jobs', {})).status).toBe(400)
    expect((await refused('POST', '/jobs', { urls, speed: 3 })).issues).toMatchObject([{ path: 'speed', reason: 'unknown' }])
    expect((await refused('POST', '/jobs', { urls, headers: { host: 'x' } })).status).toBe(400)
    expect(
      (await refused('POST', '/jobs', { episodes: [{ url: urls[0], checksum: { algorithm: 'sha-256', expected: 'abc' } }] }))
        .status,
    ).toBe(400)
  })
})
