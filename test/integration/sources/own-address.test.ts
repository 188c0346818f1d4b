import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CandidatePage, Inspection, Job } from '../../../src-preload/contract/index.ts'
import { staffel } from '../../support/each-test-a-staffel.ts'
import { FeedServer } from '../../support/feed-server.ts'

let web: FeedServer
beforeEach(async () => {
  web = await FeedServer.start()
})
afterEach(() => web.close())

interface Inspected extends Pick<Inspection, 'skippedFirst'> {
  readonly inspectionId: string
  readonly candidates: readonly { readonly url: string; readonly size: number | null }[]
}

const inspect = (path: string, options: object = {}) =>
  staffel.post<Inspected>('/sources/inspect', { input: web.url(path), options })
/** What the program itself answers to. */
const own = (path: string) => `${staffel.url}${path}`
const refused = { params: { reason: 'failed', failure: { code: 'ADDRESS_REFUSED' } } }

it('no source reads what Staffel itself serves, whichever way it is led there', async () => {
  for (const input of [own('/'), own('/api/v1/jobs'), own('/').replace('127.0.0.1', 'localhost')]) {
    const { status, body } = await staffel.call('POST', '/sources/inspect', { input })
    expect({ status, body }).toMatchObject({ status: 422, body: refused })
  }
  web.set('/moved', { movedTo: own('/api/v1/settings'), status: 302 })
  expect((await staffel.call('POST', '/sources/inspect', { input: web.url('/moved') })).body).toMatchObject(refused)
  expect((await staffel.call('POST', '/subscriptions', { url: web.url('/moved') })).body).toMatchObject(refused)

  const { host } = new URL(staffel.url)
  web.set('/page', { text: `<a href="${own('/api/v1/jobs')}">own</a><a href="/moved">moved</a>`, type: 'text/html' })
  const page = await inspect('/page', { depth: 1, hosts: [host], obeyRobots: false })
  expect(page.candidates).toEqual([])
  expect(page.skippedFirst).toMatchObject([
    { text: own('/api/v1/jobs'), reason: 'unreadable' },
    { text: own('/api/v1/settings'), reason: 'unreadable' },
  ])

  const feed = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>a</title>'
  const item = '<item><title>b</title><enclosure url="/b.mp3"/></item></channel></rss>'
  web.set('/feed', { text: `${feed}<atom:link rel="next" href="${own('/api/v1/jobs')}"/>${item}` })
  const found = await inspect('/feed', { hosts: [host] })
  expect(found.candidates).toMatchObject([{ url: web.url('/b.mp3') }])
  expect(found.skippedFirst).toMatchObject([{ text: own('/api/v1/jobs'), reason: 'unreadable' }])
})

it('a candidate at Staffel’s own address has no size to tell, and fails where it is downloaded', async () => {
  web.set('/list', { text: `<a href="${own('/api/v1/export')}">own</a>`, type: 'text/html' })
  const { inspectionId } = await inspect('/list')
  expect(await staffel.post(`/sources/inspections/${inspectionId}/sizes`, { indexes: [0] })).toEqual({ asked: 1 })
  const job = await staffel.post<Job>('/jobs', { inspection: { inspectionId } })
  await staffel.untilJob(job.id, ({ status }) => status === 'failed')
  expect(await staffel.episodesOf(job.id)).toMatchObject([{ error: { code: 'ADDRESS_REFUSED' }, bytesDone: 0 }])
  const { items } = await staffel.post<CandidatePage>(`/sources/inspections/${inspectionId}/candidates`, {})
  expect(items).toMatchObject([{ url: own('/api/v1/export'), size: null }])
})
