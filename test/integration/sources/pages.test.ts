import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Candidate, Inspection, Job } from '../../../src-preload/contract/index.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../../support/staffel.ts'

let home: Home
let staffel: Staffel
let server: FaultyServer
let other: FaultyServer

beforeAll(async () => {
  home = await newHome()
  staffel = await startStaffel(home)
})

afterAll(async () => {
  await staffel.kill('SIGKILL')
  await home.remove()
})

beforeEach(async () => {
  server = await FaultyServer.start()
  other = await FaultyServer.start()
})

afterEach(async () => {
  await server.close()
  await other.close()
})

type Inspected = Pick<Inspection, 'kind' | 'title' | 'skippedFirst'> & {
  readonly inspectionId: string
  readonly candidates: readonly Candidate[]
}

const inspect = (input: string, options = {}) => staffel.post<Inspected>('/sources/inspect', { input, options })

function page(path: string, html: string, contentType = 'text/html; charset=utf-8'): void {
  const content = Buffer.from(html, contentType.endsWith('latin1') ? 'latin1' : 'utf8')
  server.serve(path, { size: content.length, content, contentType })
}

/** Paths that were asked for, each once, in order. */
const asked = (of: FaultyServer) => [...new Set(of.requests.map(({ url }) => url))]

describe('a page', () => {
  it('is read alone, and nothing of it is fetched', async () => {
    page('/shows/', '<title>Shows</title><a href="1.mp3">One</a><a href="more">More</a><img src="cover.jpg" alt="Cover">')
    const found = await inspect(server.url('/shows/'))
    expect(found).toMatchObject({ kind: 'page', title: 'Shows' })
    expect(found.candidates.map(({ url, title, kind }) => [url, title, kind])).toEqual([
      [server.url('/shows/1.mp3'), 'One', 'audio'],
      [server.url('/shows/more'), 'More', 'other'],
      [server.url('/shows/cover.jpg'), 'Cover', 'image'],
    ])
    expect(asked(server)).toEqual(['/shows/'])
  })

  it('is read in the charset it says', async () => {
    page('/', '<title>Übersicht</title><a href="x.zip">Größe</a>', 'text/html; charset=latin1')
    expect(await inspect(server.url('/'))).toMatchObject({ title: 'Übersicht', candidates: [{ title: 'Größe' }] })
  })

  it('becomes a job of what was chosen of it', async () => {
    page('/', '<a href="/a.bin">First</a><a href="/b.bin">Second</a><a href="/about">About</a>')
    for (const path of ['/a.bin', '/b.bin']) server.serve(path, { size: 5_000 })
    const { inspectionId } = await inspect(server.url('/'))
    const chosen = { inspectionId, selection: { filter: { extensions: ['bin'] } }, nameTemplate: '{index:02} {title}.{ext}' }
    const job = await staffel.post<Job>('/jobs', { inspection: chosen, title: 'Of a page' })
    expect(job.source).toEqual({ kind: 'page', url: server.url('/') })
    await staffel.untilJob(job.id, ({ status }) => status === 'completed')
    expect((await staffel.episodesOf(job.id)).map(({ fileName }) => fileName)).toEqual(['01 First.bin', '02 Second.bin'])
  })
})

describe('a crawl', () => {
  it('goes as deep as it is asked to, obeys robots’ rules and never leaves its host', async () => {
    page('/robots.txt', 'User-agent: *\nDisallow: /private', 'text/plain')
    page('/', `<a href="/a/">A</a><a href="/private/">P</a><a href="/away">Away</a><a href="${other.url('/b')}">B</a>`)
    page('/a/', '<a href="a.mp3">Song</a><a href="/">Home</a><a href="deep">Deep</a>')
    page('/a/deep', '<a href="never.mp3">Never</a>')
    server.redirect('/away', other.url('/welcome'))
    const found = await inspect(server.url('/'), { depth: 1 })
    expect(found.candidates.map(({ url, directory }) => [url, directory])).toEqual([
      [other.url('/b'), null],
      [server.url('/a/'), 'a'],
      [server.url('/a/a.mp3'), 'a'],
      [server.url('/a/deep'), 'a'],
    ])
    expect(found.skippedFirst).toEqual([
      { text: server.url('/private/'), reason: 'robots', line: null },
      { text: server.url('/away'), reason: 'elsewhere', line: null },
    ])
    expect(asked(server).sort()).toEqual(['/', '/a/', '/away', '/robots.txt'])
    expect(asked(other)).toEqual([])
  })

  it('does not download what turns out to be a file', async () => {
    page('/', '<a href="/get">Film</a>')
    server.serve('/get', { size: 50_000_000, contentType: 'video/mp4' })
    const { candidates } = await inspect(server.url('/'), { depth: 1 })
    expect(candidates).toMatchObject([{ url: server.url('/get'), type: 'video/mp4', kind: 'video', size: 50_000_000 }])
    expect(server.bytesSent('/get')).toBeLessThan(5_000_000)
  })
})

describe('a site without an end', () => {
  let site: Server
  let served = 0

  beforeEach(async () => {
    served = 0
    site = createServer((request, response) => {
      served += 1
      const path = request.url === '/' ? '' : (request.url ?? '')
      const links = Array.from({ length: 20 }, (_, day) => `<a href="${path}/${served}-${day}">Next</a>`)
      response.writeHead(200, { 'content-type': 'text/html' }).end(links.join(''))
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  })

  afterEach(async () => {
    site.closeAllConnections()
    await new Promise((resolve) => site.close(resolve))
  })

  const url = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`

  it('is read as far as it may be', async () => {
    const { candidates } = await inspect(url(), { depth: 3, maxPages: 25, obeyRobots: false })
    expect(served).toBe(25)
    expect(candidates).toHaveLength(24 + 20 * 25 - 24)
  })

  it('is left alone as soon as it is broken off', async () => {
    const options = { depth: 3, maxPages: 10_000, obeyRobots: false }
    const { id } = await staffel.post<Inspection>('/sources/inspections', { input: url(), options })
    const read = await until(
      () => staffel.get<Inspection>(`/sources/inspections/${id}`),
      ({ pages }) => (pages?.read ?? 0) > 5,
      10_000,
    )
    expect(read.pages?.left).toBeGreaterThan(0)
    await staffel.call('DELETE', `/sources/inspections/${id}`)
    const before = served
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(served - before).toBeLessThanOrEqual(4)
  })
})
