import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Job, Subscription, SubscriptionItem } from '../../../src-preload/contract/index.ts'
import { home, restart, server, staffel } from '../../support/each-test-a-feed-server.ts'
import { episodesFrom, podcastFeed } from '../../support/podcast.ts'
import { until } from '../../support/staffel.ts'

const nameTemplate = 'S{season:02}E{episode:03} {title}.{ext}'
const nameOf = (number: number) => `S01E${String(number).padStart(3, '0')} Episode ${number}.mp3`
const feedUpTo = (last: number, first = 1) =>
  podcastFeed(
    'A show',
    episodesFrom(first, last, (number) => server.url(`/files/${number}.mp3`)),
  )
const subscribe = (body: object) => staffel.post<Subscription>('/subscriptions', { url: server.url('/feed'), ...body })
const check = ({ id }: { id: string }) => staffel.post<Subscription>(`/subscriptions/${id}/check`)

/** The files of the subscription's job, once all of them are there. */
async function filesOf({ jobId }: Subscription, episodes: number): Promise<string[]> {
  if (jobId === null) throw new Error('there is no job')
  const job = await staffel.untilJob(jobId, ({ episodesCompleted }) => episodesCompleted === episodes)
  // A part goes a moment after its file is there.
  return (await readdir(job.directory)).filter((name) => !name.endsWith('.part')).toSorted()
}

it('of a podcast of 300 the newest 10 are taken, then exactly the 3 new ones, through a move, a fault and its return', async () => {
  server.set('/feed', { text: feedUpTo(300), etag: '"300"' })
  const added = await subscribe({ startWith: 10, nameTemplate, title: 'My show', directory: 'show' })
  expect(added).toMatchObject({ title: 'My show', seen: 300, added: 10, error: null })
  const first = Array.from({ length: 10 }, (_, index) => nameOf(291 + index))
  expect(await filesOf(added, 10)).toEqual(first)
  expect(await readFile(join(home.downloads, 'show', nameOf(300)), 'utf8')).toBe('a file :)')

  await check(added)
  expect(server.asked.filter(({ path }) => path === '/feed')).toEqual([
    { path: '/feed', ifNoneMatch: undefined, status: 200 },
    { path: '/feed', ifNoneMatch: '"300"', status: 304 },
  ])

  server.set('/feed', { movedTo: server.url('/new/feed'), status: 301 })
  server.set('/new/feed', { text: feedUpTo(303), etag: '"303"' })
  const moved = await check(added)
  expect(moved).toMatchObject({ url: server.url('/new/feed'), jobId: added.jobId, seen: 303, added: 13, addedLast: 3 })
  expect(moved.movedFrom).toBe(server.url('/feed'))
  expect(await filesOf(moved, 13)).toEqual([...first, ...[301, 302, 303].map(nameOf)])

  server.set('/new/feed', 503)
  const failing = await check(added)
  expect(failing).toMatchObject({ failures: 1, error: { code: 'HTTP_STATUS', params: { status: 503 } }, added: 13 })
  expect(failing.failingSince).not.toBeNull()
  server.set('/new/feed', { text: '<rss version="2.0"><channel><ti' })
  expect(await check(added)).toMatchObject({
    failures: 2,
    error: { code: 'SOURCE_UNREADABLE' },
    failingSince: failing.failingSince,
  })

  server.set('/new/feed', { text: feedUpTo(304), etag: '"304"' })
  const well = await check(added)
  expect(well).toMatchObject({ failures: 0, error: null, failingSince: null, seen: 304, added: 14, addedLast: 1 })
  expect(await filesOf(well, 14)).toEqual([...first, ...[301, 302, 303, 304].map(nameOf)])
  expect(server.times('/feed')).toBe(3)
}, 60_000)

it('no kill adds an episode twice or loses one, whenever it comes', async () => {
  server.set('/feed', { text: feedUpTo(5) })
  const { id, jobId } = await subscribe({ startWith: 'all' })
  let last = 5
  // From when the feed is asked for to after all was added.
  for (const delayMs of [0, 80, 160, 240, 320, 400]) {
    last += 4
    server.set('/feed', { text: feedUpTo(last) })
    const before = server.times('/feed')
    const checked = check({ id }).catch(() => null)
    await until(
      async () => server.times('/feed'),
      (times) => times > before,
      10_000,
    )
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    await restart('SIGKILL')
    await checked
  }
  const after = await check({ id })
  const episodes = await staffel.episodesOf(jobId ?? '')
  expect(episodes.map(({ url }) => url)).toEqual(
    Array.from({ length: last }, (_, index) => server.url(`/files/${index + 1}.mp3`)),
  )
  expect(after).toMatchObject({ jobId, seen: last, added: last })
}, 60_000)

it('a subscription and the thousands of episodes it begins with are there both or neither, whenever the program is killed', async () => {
  await staffel.patchSettings({ maxSlots: 0 })
  server.set('/feed', { text: feedUpTo(4_000) })
  const added = subscribe({ startWith: 'all' }).catch(() => null)
  await until(
    () => staffel.get<{ total: number }>('/jobs'),
    ({ total }) => total === 1,
    15_000,
  )
  await restart('SIGKILL')
  await added
  const { total: subscriptions } = await staffel.get<{ total: number }>('/subscriptions')
  const { items: jobs } = await staffel.get<{ items: Job[] }>('/jobs')
  expect(jobs.map(({ episodesTotal }) => episodesTotal)).toEqual(subscriptions === 0 ? [] : [4_000])
  if (subscriptions === 0) await subscribe({ startWith: 'all' })
  const { items } = await staffel.get<{ items: Job[] }>('/jobs')
  expect(items.map(({ episodesTotal }) => episodesTotal)).toEqual([4_000])
}, 60_000)

it('what is due is checked by the program itself after a start, and told to who listens', async () => {
  server.set('/feed', { text: feedUpTo(2), etag: '"2"' })
  const { id } = await subscribe({ nameTemplate })
  await staffel.call('PATCH', `/subscriptions/${id}`, { paused: true })
  server.set('/feed', { text: feedUpTo(3), etag: '"3"' })
  await restart('SIGTERM')
  const events = await staffel.events()
  await staffel.call('PATCH', `/subscriptions/${id}`, { paused: false })
  const heard = () => events.seen.flatMap(({ event }) => (event.type === 'subscriptions' ? event.subscriptions : []))
  await until(
    async () => heard(),
    (all) => all.some(({ added }) => added === 1),
    10_000,
  )
  await events.stop()
  expect(heard()[0]).toMatchObject({ id, state: 'paused', added: 0 })
  const { items } = await staffel.get<{ items: SubscriptionItem[] }>(`/subscriptions/${id}/items`)
  expect(items.map(({ title, state }) => [title, state])).toEqual([
    ['Episode 3', 'added'],
    ['Episode 2', 'passed'],
    ['Episode 1', 'passed'],
  ])
  const after = await staffel.post<Subscription>(`/subscriptions/${id}/items/take`, { itemIds: [items[2]?.id] })
  expect(await filesOf(after, 2)).toEqual([nameOf(1), nameOf(3)])
})

it('a feed without end, one with entities and a page are refused with the reason, and nothing of them is kept', async () => {
  server.set('/endless', { endless: '<rss version="2.0"><channel><item><title>more</title></item>' })
  server.set('/bomb', { text: '<!DOCTYPE rss [<!ENTITY a "ha">]><rss version="2.0"><channel/></rss>' })
  server.set('/page', { text: '<!doctype html><title>A page</title>', type: 'text/html' })
  const reasons = []
  for (const path of ['/endless', '/bomb', '/page']) {
    const { status, body } = await staffel.call<{ code: string; params: { reason: string } }>('POST', '/subscriptions', {
      url: server.url(path),
      startWith: 'all',
    })
    reasons.push([status, body.code, body.params.reason])
  }
  expect(reasons).toEqual([
    [422, 'SOURCE_UNREADABLE', 'tooLarge'],
    [422, 'SOURCE_UNREADABLE', 'entities'],
    [422, 'SOURCE_UNREADABLE', 'malformed'],
  ])
  expect(await staffel.get('/subscriptions')).toEqual({ items: [], total: 0 })
  expect(await staffel.get('/jobs')).toMatchObject({ total: 0 })
})

it('a private feed’s user name and password are used, and neither shown nor found on the disk', async () => {
  const secret = 'STAFFEL-SECRET-feed'
  const withSecret = (path: string) => server.url(path).replace('http://', `http://anna:${secret}@`)
  const episode = { number: 1, url: withSecret('/files/1.mp3') }
  server.set('/feed', { text: podcastFeed('A show', [episode]) })
  const added = await staffel.post<Subscription>('/subscriptions', { url: withSecret('/feed'), startWith: 'all' })
  expect(added.url).toBe(server.url('/feed'))
  expect(await filesOf(added, 1)).toHaveLength(1)
  const { items } = await staffel.get<{ items: SubscriptionItem[] }>(`/subscriptions/${added.id}/items`)
  expect(items.map(({ url }) => url)).toEqual([server.url('/files/1.mp3')])
})

it('a list of feeds says what it names and what of that is there, and the program’s own reads back', async () => {
  server.set('/feed', { text: feedUpTo(1) })
  const { id } = await subscribe({ title: 'Mine & yours' })
  const { opml } = await staffel.get<{ opml: string }>('/subscriptions/opml')
  const more = opml.replace('</body>', '<outline text="New" xmlUrl="http://127.0.0.1:9/feed"/></body>')
  const asked = server.asked.length
  expect(await staffel.post('/subscriptions/opml', { opml: more })).toEqual({
    feeds: [
      { url: server.url('/feed'), title: 'Mine & yours', subscriptionId: id },
      { url: 'http://127.0.0.1:9/feed', title: 'New', subscriptionId: null },
    ],
    skipped: 0,
  })
  expect(server.asked).toHaveLength(asked)
  const { status, body } = await staffel.call<{ code: string; params: object }>('POST', '/subscriptions/opml', {
    opml: '<html/>',
  })
  expect([status, body.code, body.params]).toEqual([422, 'SOURCE_UNREADABLE', expect.objectContaining({ reason: 'malformed' })])
})
