import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Candidate, CandidatePage, ErrorBody, Inspection, Job } from '../../../src-preload/contract/index.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../support/staffel.ts'

let server: FaultyServer
let home: Home
let staffel: Staffel

beforeAll(async () => {
  server = await FaultyServer.start()
  home = await newHome()
  staffel = await startStaffel(home)
})

afterAll(async () => {
  await staffel.kill('SIGKILL')
  await server.close()
  await home.remove()
})

beforeEach(async () => {
  await staffel.patchSettings({ maxSlots: 0 })
})

interface Inspected {
  readonly inspectionId: string
  readonly kind: string
  readonly candidates: readonly Candidate[]
  readonly total: number
  readonly skipped: number
}

const inspected = (input: string, options: object = {}) => staffel.post<Inspected>('/sources/inspect', { input, options })
const refused = (path: string, body: object) => staffel.call<ErrorBody>('POST', path, body)
const inspection = (id: string) => staffel.get<Inspection>(`/sources/inspections/${id}`)
const ended = (id: string) =>
  until(
    () => inspection(id),
    ({ state }) => state !== 'running' && state !== 'waiting',
    10_000,
  )
const page = (id: string, query: object = {}) => staffel.post<CandidatePage>(`/sources/inspections/${id}/candidates`, query)
const jobsTotal = async () => (await staffel.get<{ total: number }>('/jobs')).total

describe('a text', () => {
  it('gives its links in order without doubles, and says which lines have none', async () => {
    const text = [
      'See http://127.0.0.1:9/b.pdf,',
      'ftp://127.0.0.1/x',
      '[The a](http://127.0.0.1:9/a.mp3)',
      'http://127.0.0.1:9/b.pdf#top',
    ].join('\n')
    const { kind, candidates, total, skipped, inspectionId } = await inspected(text)
    expect({ kind, total, skipped }).toEqual({ kind: 'urls', total: 2, skipped: 2 })
    expect(candidates.map(({ url, title, kind: type }) => [url, title, type])).toEqual([
      ['http://127.0.0.1:9/b.pdf', null, 'document'],
      ['http://127.0.0.1:9/a.mp3', 'The a', 'audio'],
    ])
    expect((await inspection(inspectionId)).skippedFirst).toEqual([
      { text: 'ftp://127.0.0.1/x', reason: 'scheme', line: 2 },
      { text: 'http://127.0.0.1:9/b.pdf#top', reason: 'double', line: null },
    ])
  })

  it('never shows what its addresses hold as passwords, and still downloads with them', async () => {
    server.serve('/locked.bin', { size: 100 })
    const { inspectionId, candidates } = await inspected(server.url('/locked.bin').replace('//', '//me:secret@'), {
      kind: 'urls',
    })
    expect(candidates.map(({ url }) => url)).toEqual([server.url('/locked.bin')])
    await staffel.patchSettings({ maxSlots: 3 })
    const { jobs } = await staffel.post<{ jobs: Job[] }>(`/sources/inspections/${inspectionId}/jobs`, {})
    await staffel.untilJob(jobs[0]?.id ?? '', ({ status }) => status === 'completed')
    expect(server.requestsTo('/locked.bin')[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('me:secret').toString('base64')}`,
    )
  })

  it('that comes in pieces is read once it is whole', async () => {
    const { id, state } = await staffel.post<Inspection>('/sources/inspections', {})
    expect(state).toBe('waiting')
    const append = (text: string, isLast: boolean) =>
      staffel.post<Inspection>(`/sources/inspections/${id}/text`, { text, isLast })
    await append('http://127.0.0.1:9/fir', false)
    expect((await refused(`/sources/inspections/${id}/again`, { options: {} })).status).toBe(409)
    await append('st http://127.0.0.1:9/second', true)
    expect(await ended(id)).toMatchObject({ state: 'done', found: 2, bytesRead: 50 })
    expect((await refused(`/sources/inspections/${id}/text`, { text: 'more' })).status).toBe(409)
  })

  it('is read anew with other options, without being sent again', async () => {
    const { id } = await staffel.post<Inspection>('/sources/inspections', {
      input: 'http://127.0.0.1:9/[1-20]',
      options: { maxCandidates: 10 },
    })
    expect((await ended(id)).error).toMatchObject({
      code: 'SOURCE_UNREADABLE',
      params: { reason: 'tooMany', found: 20, most: 10 },
    })
    await staffel.post(`/sources/inspections/${id}/again`, { options: { maxCandidates: 20 } })
    expect(await ended(id)).toMatchObject({ state: 'done', found: 20, error: null })
  })
})

describe('candidates', () => {
  it('are filtered, sorted and named page by page', async () => {
    const { inspectionId } = await inspected('http://127.0.0.1:9/{Cast,Book}-[1-12].{mp3,pdf}')
    const answer = await page(inspectionId, {
      filter: { text: 'cast', extensions: ['mp3'], expression: '-1\\d\\.' },
      sort: 'fileName',
      order: 'desc',
      nameTemplate: '{index:03} {name} ({host}).{ext}',
      limit: 2,
    })
    expect(answer.total).toBe(3)
    expect(answer.items.map(({ index, name }) => [index, name])).toEqual([
      [22, '003 Cast-12 (127.0.0.1).mp3'],
      [20, '002 Cast-11 (127.0.0.1).mp3'],
    ])
  })

  it('are named and summed up as they will be taken, where not all that fit are', async () => {
    const { inspectionId } = await inspected('http://127.0.0.1:9/part-[1-4].bin')
    const nameTemplate = '{index}-{name}.{ext}'
    const filter = { first: 3 }
    const fewer = await page(inspectionId, { filter, nameTemplate, selection: { filter, without: [1] } })
    expect(fewer.items.map(({ name }) => name)).toEqual(['1-part-1.bin', null, '2-part-3.bin'])
    expect(fewer).toMatchObject({ total: 3, selected: { total: 2, bytes: 0, withoutSize: 2 } })
    const one = await page(inspectionId, { filter, nameTemplate, selection: { filter, only: [3, 0] } })
    expect(one.items.map(({ name }) => name)).toEqual(['1-part-1.bin', null, null])
    expect(one.selected.total).toBe(2)
    expect((await page(inspectionId, { filter })).selected.total).toBe(3)
  })

  it('are known once the list has them, and new again for nobody', async () => {
    const text = 'http://127.0.0.1:9/known-[1-3].bin'
    const first = await inspected(text)
    await staffel.post(`/sources/inspections/${first.inspectionId}/jobs`, { selection: { only: [1] } })
    const second = await inspected(text)
    expect(second.candidates.map(({ isKnown }) => isKnown)).toEqual([false, true, false])
    expect((await page(second.inspectionId, { filter: { isNew: true } })).items.map(({ index }) => index)).toEqual([0, 2])
    expect(await inspection(second.inspectionId)).toMatchObject({ known: 1 })
  })

  it('whose size nobody told are asked for it, and only those that were meant', async () => {
    server.serve('/sized-1.bin', { size: 1_234 })
    server.serve('/sized-2.bin', { size: 5_678 })
    const { inspectionId } = await inspected(server.url('/sized-[1-2].bin'))
    expect(server.requestsTo('/sized-1.bin')).toEqual([])
    await staffel.post(`/sources/inspections/${inspectionId}/sizes`, { indexes: [0] })
    const [first, second] = (
      await until(
        () => page(inspectionId),
        ({ bytes }) => bytes > 0,
        5_000,
      )
    ).items
    expect([first?.size, second?.size]).toEqual([1_234, null])
    expect(server.requestsTo('/sized-1.bin').map(({ method }) => method)).toEqual(['HEAD'])
    expect(server.requestsTo('/sized-2.bin')).toEqual([])
  })

  it('are refused to an expression that never ends, while others are answered', async () => {
    const { inspectionId } = await inspected(`http://127.0.0.1:9/${'a'.repeat(60)}`, { kind: 'urls' })
    const [slow, other] = await Promise.all([
      refused(`/sources/inspections/${inspectionId}/candidates`, { filter: { expression: '/(a|a|aa)+#' } }),
      staffel.call('GET', '/stats'),
    ])
    expect(slow).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', params: { issues: [{ path: 'filter.expression', reason: 'tooSlow' }] } },
    })
    expect(other.status).toBe(200)
    expect((await page(inspectionId)).total).toBe(1)
  })

  it('are refused to what is no expression', async () => {
    const { inspectionId } = await inspected('http://127.0.0.1:9/x y', {})
    const answer = await refused(`/sources/inspections/${inspectionId}/candidates`, { filter: { expression: '(' } })
    expect(answer.body.params).toEqual({ issues: [{ path: 'filter.expression', value: '(', reason: 'expression' }] })
  })
})

describe('an address', () => {
  it('of a file is that file, of which only the head is asked for', async () => {
    server.serve('/get', { size: 50_000_000, contentType: 'video/mp4', disposition: 'attachment; filename="A film.mp4"' })
    const { kind, candidates } = await inspected(server.url('/get'))
    expect(kind).toBe('urls')
    expect(candidates).toMatchObject([
      { url: server.url('/get'), fileName: 'A film.mp4', type: 'video/mp4', size: 50_000_000, kind: 'video' },
    ])
    expect(server.bytesSent('/get')).toBeLessThan(10_000_000)
  })

  it('that cannot be had is refused with what became of it', async () => {
    const before = await jobsTotal()
    const gone = server.url('/gone')
    for (const path of ['/sources/inspect', '/jobs']) {
      expect(await refused(path, { input: gone }), path).toMatchObject({
        status: 422,
        body: {
          code: 'SOURCE_UNREADABLE',
          params: { reason: 'failed', failure: { code: 'HTTP_STATUS', params: { status: 404 } } },
        },
      })
    }
    expect(await jobsTotal()).toBe(before)
  })
})

describe('adding', () => {
  it('takes all of an input at once, named by the template, and downloads it', async () => {
    await staffel.patchSettings({ maxSlots: 3 })
    for (const number of [1, 2]) server.serve(`/whole-${number}.bin`, { size: 2_000 })
    const job = await staffel.post<Job>('/jobs', { input: server.url('/whole-[1-2].bin'), title: 'Whole' })
    expect(job).toMatchObject({ title: 'Whole', episodesTotal: 2, source: { kind: 'urls', url: null } })
    await staffel.untilJob(job.id, ({ status }) => status === 'completed')
    const { inspectionId } = await inspected(server.url('/whole-[1-2].bin'))
    const chosen = { inspectionId, selection: { without: [0] }, nameTemplate: '{job} {index:02} {name}.{ext}' }
    const again = await staffel.post<Job>('/jobs', { inspection: chosen, title: 'Chosen' })
    await staffel.untilJob(again.id, ({ status }) => status === 'completed')
    expect((await staffel.episodesOf(again.id)).map(({ fileName }) => fileName)).toEqual(['Chosen 01 whole-2.bin'])
  })

  it('of nothing is refused', async () => {
    const { inspectionId } = await inspected('http://127.0.0.1:9/[1-3]')
    const before = await jobsTotal()
    const answers = [
      await refused(`/sources/inspections/${inspectionId}/jobs`, { selection: { filter: { text: 'elsewhere' } } }),
      await refused('/jobs', { input: 'no link in sight' }),
    ]
    expect(answers).toMatchObject([
      { status: 400, body: { params: { issues: [{ path: 'selection', reason: 'nothing' }] } } },
      { status: 422, body: { params: { reason: 'nothing', skipped: 1 } } },
    ])
    expect(await jobsTotal()).toBe(before)
  })
})

describe('breaking off', () => {
  it('closes what is open to the server and leaves no trace', async () => {
    server.serve('/slow', { size: 1_000, contentType: 'text/html', faults: [{ never: true }] })
    const { id } = await staffel.post<Inspection>('/sources/inspections', { input: server.url('/slow') })
    await until(
      async () => server.requestsTo('/slow').length,
      (count) => count === 1,
      5_000,
    )
    expect((await staffel.call('DELETE', `/sources/inspections/${id}`)).status).toBe(200)
    await until(
      async () => server.openAnswers('/slow'),
      (count) => count === 0,
      5_000,
    )
    expect((await staffel.call('GET', `/sources/inspections/${id}`)).status).toBe(404)
    expect((await refused(`/sources/inspections/${id}/candidates`, {})).status).toBe(404)
  })

  it('in the midst of a million addresses leaves the next inspection alone', async () => {
    const { id } = await staffel.post<Inspection>('/sources/inspections', { input: 'http://127.0.0.1:9/[1-1000000]' })
    await until(
      () => inspection(id),
      ({ found }) => found > 0,
      5_000,
    )
    await staffel.call('DELETE', `/sources/inspections/${id}`)
    expect((await inspected('http://127.0.0.1:9/[1-3]')).total).toBe(3)
  })

  it('is told to whoever listens, and what runs is told a few times a second', async () => {
    const events = await staffel.events()
    const { id } = await staffel.post<Inspection>('/sources/inspections', { input: 'http://127.0.0.1:9/[1-100000]' })
    await ended(id)
    await events.stop()
    const told = events.seen.flatMap(({ atMs, event }) =>
      event.type === 'inspection' && event.inspection.id === id ? [{ atMs, ...event.inspection }] : [],
    )
    expect(told.at(-1)).toMatchObject({ state: 'done', found: 100_000 })
    const span = ((told.at(-1)?.atMs ?? 0) - (told[0]?.atMs ?? 0)) / 1_000
    expect(told.length).toBeLessThanOrEqual(span * 5 + 3)
  })
})
