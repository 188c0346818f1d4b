import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Candidate, CandidatePage, Episode, ErrorBody, Inspection, Job } from '../../../src-preload/contract/index.ts'
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

interface Inspected {
  readonly inspectionId: string
  readonly kind: string
  readonly candidates: readonly Candidate[]
}

const url = (name: string) => `http://127.0.0.1:9/${name}`
const inspection = (id: string) => staffel.get<Inspection>(`/sources/inspections/${id}`)
const ended = (id: string) =>
  until(
    () => inspection(id),
    ({ state }) => state !== 'running' && state !== 'waiting',
    15_000,
  )
const episodesOf = async (job: Job) => (await staffel.get<{ items: Episode[] }>(`/jobs/${job.id}/episodes`)).items

it('makes links of a table of numbers once the person has said which column holds them', async () => {
  const text = 'number,name\r\n17,one\r\n18,two\r\n18,two again\r\n,three\r\n'
  const { id } = await staffel.post<Inspection>('/sources/inspections', { input: text, fileName: 'numbers.csv' })
  const first = await ended(id)
  expect(first).toMatchObject({ state: 'done', kind: 'import', found: 0, skipped: 4 })
  expect(first.preview?.rows[1]).toEqual(['17', 'one'])

  const columns = { url: 0, title: 1, urlTemplate: url('scan-{column}.pdf') }
  await staffel.post(`/sources/inspections/${id}/again`, { options: { columns } })
  expect(await ended(id)).toMatchObject({
    state: 'done',
    found: 2,
    skippedFirst: [
      { text: url('scan-18.pdf'), reason: 'double', line: 4 },
      { text: 'three', reason: 'noLink', line: 5 },
    ],
  })
  const { jobs } = await staffel.post<{ jobs: Job[] }>(`/sources/inspections/${id}/jobs`, {})
  const episodes = await episodesOf(jobs[0] as Job)
  expect(episodes.map((episode) => [episode.url, episode.title])).toEqual([
    [url('scan-17.pdf'), 'one'],
    [url('scan-18.pdf'), 'two'],
  ])
})

it('adds the downloads of aria2’s input file with their names, mirrors and digests, below the job’s folder', async () => {
  const text = `${url('a')}\t${url('b')}\n  out=../../a.iso\n  dir=isos\n  checksum=sha-256=${'ab'.repeat(32)}\n  split=5\n`
  const inspected = await staffel.post<Inspected>('/sources/inspect', { input: text })
  expect(inspected).toMatchObject({ kind: 'import', candidates: [{ url: url('a'), directory: 'isos', fileName: null }] })
  expect((await inspection(inspected.inspectionId)).skippedFirst).toEqual([
    { text: 'out=../../a.iso', reason: 'badValue', line: 2 },
  ])
  const job = await staffel.post<Job>('/jobs', { input: text })
  expect(job.source).toEqual({ kind: 'import', url: null })
  const [episode] = await episodesOf(job)
  expect(episode).toMatchObject({ mirrors: [url('b')], checksum: { algorithm: 'sha-256', expected: 'ab'.repeat(32) } })
})

it('reads a quarter of a million lines that come in pieces, tells how far it is, and forgets them when it is called off', async () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `${from + at},"Deed ""${from + at}""",${url(`deed-${from + at}.pdf`)}\r\n`).join(
      '',
    )
  const before = await staffel.get<{ total: number }>('/jobs')
  const { id } = await staffel.post<Inspection>('/sources/inspections', {})
  let sent = 0
  for (let from = 0; from < 250_000; from += 25_000) {
    const text = `${from === 0 ? 'no,title,link\r\n' : ''}${lines(from, from + 25_000)}`
    sent += text.length
    await staffel.post(`/sources/inspections/${id}/text`, { text, isLast: from === 225_000 })
    if (from === 100_000) {
      const soFar = sent
      await until(
        () => inspection(id),
        ({ state, bytesRead }) => state === 'waiting' && bytesRead === soFar,
        5_000,
      )
    }
  }
  const { state, kind, found, bytesRead } = await ended(id)
  expect({ state, kind, found, bytesRead }).toEqual({ state: 'done', kind: 'import', found: 250_000, bytesRead: sent })
  const { items } = await staffel.post<CandidatePage>(`/sources/inspections/${id}/candidates`, { filter: { from: 249_999 } })
  expect(items.map((item) => item.title)).toEqual(['Deed "249998"', 'Deed "249999"'])

  const again = await staffel.post<Inspection>(`/sources/inspections/${id}/again`, { options: {} })
  expect(again.state).toBe('running')
  await staffel.call('DELETE', `/sources/inspections/${id}`)
  expect((await staffel.call('GET', `/sources/inspections/${id}`)).status).toBe(404)
  expect((await staffel.get<{ total: number }>('/jobs')).total).toBe(before.total)
})

it('says what is wrong with a text that is none of what it looks like', async () => {
  const refused = (input: string) => staffel.call<ErrorBody>('POST', '/sources/inspect', { input })
  const malformed = await refused('{"urls": ["http://127.0.0.1:9/a"')
  expect(malformed.body).toMatchObject({ code: 'SOURCE_UNREADABLE', params: { reason: 'malformed', detail: 'json' } })
  const deep = await refused('['.repeat(1_000_000))
  expect(deep.body).toMatchObject({ code: 'SOURCE_UNREADABLE', params: { reason: 'malformed' } })
})
