import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Candidate, Inspection, Job } from '../../../src-preload/contract/index.ts'
import { server, staffel } from '../../support/each-test-a-feed-server.ts'
import { episodesFrom, podcastFeed } from '../../support/podcast.ts'

interface Inspected extends Pick<Inspection, 'kind' | 'title' | 'url'> {
  readonly candidates: Candidate[]
}

const inspect = (path: string) => staffel.post<Inspected>('/sources/inspect', { input: server.url(path) })

it('each dialect is known for what it is, whatever its server calls it', async () => {
  const feeds = join(import.meta.dirname, '../../support/feeds')
  const wanted = {
    'rss-0.90.xml': 1,
    'rss-0.91.xml': 0,
    'rss-0.92.xml': 1,
    'rss-0.93.xml': 2,
    'rss-0.94.xml': 1,
    'rss-1.0.xml': 2,
    'rss-2.0-podcast.xml': 2,
    'rss-2.0-media.xml': 3,
    'atom-0.3.xml': 1,
    'atom-1.0.xml': 3,
    'json-1.0.json': 1,
    'json-1.1.json': 2,
  }
  const found: Record<string, number> = {}
  for (const name of Object.keys(wanted)) {
    server.set(`/${name}`, { text: readFileSync(join(feeds, name), 'utf8'), type: 'text/plain' })
    const inspected = await inspect(`/${name}`)
    expect(inspected).toMatchObject({ kind: 'feed', url: server.url(`/${name}`) })
    found[name] = inspected.candidates.length
  }
  expect(found).toEqual(wanted)
})

it('a feed becomes the same job through POST /jobs as through an inspection', async () => {
  server.set('/feed', {
    text: podcastFeed(
      'A show',
      episodesFrom(1, 3, (number) => server.url(`/files/${number}.mp3`)),
    ),
  })
  const inspected = await inspect('/feed')
  expect(inspected).toMatchObject({
    title: 'A show',
    candidates: [{ number: 3, season: 1, date: '2025-01-03T06:00:00.000Z' }, {}, {}],
  })
  const job = await staffel.post<Job>('/jobs', { input: server.url('/feed') })
  expect(job).toMatchObject({ title: 'A show', source: { kind: 'feed', url: server.url('/feed') }, episodesTotal: 3 })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed')
  // A part goes a moment after its file is there.
  const names = (await readdir(job.directory)).filter((name) => !name.endsWith('.part'))
  expect(names.toSorted()).toEqual(['1.mp3', '2.mp3', '3.mp3'])
  expect((await staffel.episodesOf(job.id)).map(({ title, url }) => [title, url])).toEqual(
    inspected.candidates.map(({ title, url }) => [title, url]),
  )
})

/** Three episodes a document, and where the older ones are. */
function pageOf(first: number, next: string): string {
  const urlOf = (number: number) => server.url(`/files/${number}.mp3`)
  const feed = podcastFeed('A show', episodesFrom(first, first + 2, urlOf))
  const link = `<channel><atom:link rel="next" href="${next}"/>`
  return feed.replace('<rss ', '<rss xmlns:atom="http://www.w3.org/2005/Atom" ').replace('<channel>', link)
}

it('a feed of several documents is one list, read as far as it may be, with how far it is', async () => {
  server.set('/feed', { text: pageOf(7, '/feed?page=2') })
  server.set('/feed?page=2', { text: pageOf(4, '/feed?page=3') })
  server.set('/feed?page=3', { text: pageOf(1, 'http://127.0.0.2/feed') })
  const whole = await staffel.post<Inspected & { inspectionId: string; skippedFirst: Inspection['skippedFirst'] }>(
    '/sources/inspect',
    { input: server.url('/feed') },
  )
  expect(whole.candidates.map(({ number }) => number)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
  expect(whole.skippedFirst).toMatchObject([{ text: 'http://127.0.0.2/feed', reason: 'elsewhere' }])
  const { pages } = await staffel.get<Inspection>(`/sources/inspections/${whole.inspectionId}`)
  expect(pages).toEqual({ read: 3, left: 0 })
  const job = await staffel.post<Job>('/jobs', { input: server.url('/feed'), inspectOptions: { maxPages: 2 } })
  expect(job.episodesTotal).toBe(6)
  expect(server.times('/feed?page=3')).toBe(1)
})

it('a feed whose documents never end is left when it is cancelled', async () => {
  server.set('/feed', { text: pageOf(1, '/feed?page=2') })
  server.set('/feed?page=2', { endless: '<!-- more -->', everyMs: 20 })
  const { id } = await staffel.post<Inspection>('/sources/inspections', { input: server.url('/feed') })
  await expect
    .poll(async () => (await staffel.get<Inspection>(`/sources/inspections/${id}`)).pages, { timeout: 10_000 })
    .toEqual({ read: 1, left: 1 })
  expect((await staffel.call('DELETE', `/sources/inspections/${id}`)).status).toBe(200)
  expect((await staffel.call('GET', `/sources/inspections/${id}`)).status).toBe(404)
})
