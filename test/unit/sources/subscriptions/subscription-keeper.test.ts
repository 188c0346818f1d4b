import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { newSubscriptionSchema } from '../../../../src-preload/contract/index.ts'
import { episodesFrom, type PodcastEpisode, podcastFeed } from '../../../support/podcast.ts'
import { answered, feedUrl, hourMs, minuteMs, SubscriptionBench, unreachable } from './support.ts'

const urlOf = (number: number) => `http://127.0.0.1/files/${number}.mp3`
const upTo = (last: number) => podcastFeed('A show', episodesFrom(1, last, urlOf))
const nameTemplate = 'S{season:02}E{episode:03} {title}.{ext}'
const nameOf = (number: number) => `S01E${String(number).padStart(3, '0')} Episode ${number}.mp3`
const withEpisodes = (episodes: readonly PodcastEpisode[]) => answered(podcastFeed('A show', episodes))

describe('subscribing', () => {
  it('takes the newest of what is there, the oldest of them first, and leaves the others', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(300))
    const { id, ...added } = await bench.add({ startWith: 10, nameTemplate })
    expect(added).toMatchObject({ title: 'A show', state: 'active', seen: 300, added: 10, addedLast: 10, error: null })
    expect(bench.names(id)).toEqual([291, 292, 293, 294, 295, 296, 297, 298, 299, 300].map(nameOf))
    const job = bench.simulated.queue.read.job(added.jobId ?? '')
    expect(job).toMatchObject({ title: 'A show', source: { kind: 'feed', url: feedUrl }, episodesTotal: 10 })
  })

  it('adds nothing of what is there unless that is wished for, and makes no job for nothing', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(5))
    expect(await bench.add()).toMatchObject({ seen: 5, added: 0, jobId: null })
    expect(bench.simulated.queue.read.stats().jobs.all).toBe(0)
  })

  it.each([
    ['a page', answered('<html></html>', { headers: { 'content-type': 'text/html' } }), { reason: 'malformed' }],
    ['a bomb', answered('<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"></rss>'), { reason: 'entities' }],
    ['an empty feed', answered(podcastFeed('A show', [])), { reason: 'nothing' }],
    ['a feed without end', answered('<rss version="2.0">', { isCut: true }), { reason: 'tooLarge' }],
    ['a server that says no', answered('', { status: 404 }), { reason: 'failed', failure: { code: 'HTTP_STATUS' } }],
    ['a server that is not there', unreachable, { reason: 'failed', failure: { code: 'NETWORK' } }],
  ])('%s is refused with the reason, and leaves nothing behind', async (_what, answer, params) => {
    const bench = new SubscriptionBench()
    bench.answer = () => answer
    const refusal = await bench.keeper.add(newSubscriptionSchema.parse({ url: feedUrl, startWith: 'all' }))
    expect(refusal).toMatchObject({ refused: 'SOURCE_UNREADABLE', params })
    expect(bench.keeper.list()).toEqual({ items: [], total: 0 })
    expect(bench.simulated.store.subscriptions()).toEqual([])
  })

  it('a feed that is there already is refused, also under the address that it has moved to', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add()
    const again = (url: string) => bench.keeper.add(newSubscriptionSchema.parse({ url }))
    expect(await again(feedUrl)).toMatchObject({ refused: 'CONFLICT', params: { subscriptionId: id } })
    expect(await again('http://127.0.0.1/old')).toMatchObject({ refused: 'CONFLICT', params: { subscriptionId: id } })
  })

  it('new episodes go into a job that was named, and a queue, a session or a job that is not there is refused', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(3))
    const job = await bench.simulated.add({ urls: [urlOf(3)], title: 'Mine' })
    const { id } = await bench.add({ jobId: job.id })
    bench.answer = () => answered(upTo(4))
    expect(await bench.check(id)).toMatchObject({ jobId: job.id, added: 1 })
    expect(bench.episodes(id).map(({ url }) => url)).toEqual([urlOf(3), urlOf(4)])
    const other = { url: 'http://127.0.0.1/other' }
    const wrong = [{ queueId: 'none' }, { sessionId: 'none' }, { jobId: 'none' }]
    const refusals = await Promise.all(
      wrong.map((place) => bench.keeper.add(newSubscriptionSchema.parse({ ...other, ...place }))),
    )
    expect(refusals.map((refusal) => isRefusal(refusal) && refusal.refused)).toEqual([
      'INVALID_INPUT',
      'INVALID_INPUT',
      'NOT_FOUND',
    ])
  })
})

describe('a job that has some of the feed already', () => {
  it('gets only what it lacks, and what it has counts as added', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(6))
    const episodes = [5, 6].map((number) => ({ url: urlOf(number), sourceKey: `episode-${number}` }))
    const job = await bench.simulated.add({ episodes, title: 'Mine' })
    expect(await bench.add({ jobId: job.id, startWith: 3 })).toMatchObject({ seen: 6, added: 3, addedLast: 1 })
    expect(bench.simulated.store.episodes({ jobId: job.id, offset: 0, limit: 9 }).items.map(({ url }) => url)).toEqual(
      [5, 6, 4].map(urlOf),
    )
  })
})

describe('a check', () => {
  it('is made by itself at the interval, says what it knows, and adds exactly what is new', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(300), { headers: { etag: '"one"', 'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT' } })
    const { id } = await bench.add({ startWith: 10, nameTemplate })
    expect(bench.asked).toHaveLength(1)
    bench.answer = () => answered('', { status: 304, body: null })
    await bench.pass(6 * hourMs)
    expect(bench.asked.map(({ validators }) => validators)).toEqual([
      { etag: null, lastModified: null },
      { etag: '"one"', lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' },
    ])
    bench.answer = () => answered(upTo(303))
    await bench.pass(6 * hourMs)
    expect(bench.names(id).slice(10)).toEqual([301, 302, 303].map(nameOf))
    expect(bench.subscription(id)).toMatchObject({ seen: 303, added: 13, addedLast: 3 })
    await bench.pass(24 * hourMs)
    expect(bench.episodes(id)).toHaveLength(13)
    expect(bench.problems).toEqual([])
  })

  it('counts on with the index, over what was added before', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(2))
    const { id } = await bench.add({ startWith: 'all', nameTemplate: '{index:03} {job}.{ext}' })
    bench.answer = () => answered(upTo(4))
    await bench.check(id)
    expect(bench.names(id)).toEqual(['001 A show.mp3', '002 A show.mp3', '003 A show.mp3', '004 A show.mp3'])
  })

  it('takes only what fits the rule, the newest so many of it, and remembers the rest as passed', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add({ rule: { expression: 'episode \\d[02468]$', newest: 2 } })
    bench.answer = () => answered(upTo(20))
    await bench.check(id)
    expect(bench.episodes(id).map(({ url }) => url)).toEqual([18, 20].map(urlOf))
    const passed = bench.keeper.items({ subscriptionId: id, state: 'passed', offset: 0, limit: 3 })
    expect(passed).toMatchObject({
      total: 18,
      items: [{ title: 'Episode 19' }, { title: 'Episode 17' }, { title: 'Episode 16' }],
    })
    await bench.check(id)
    expect(bench.episodes(id)).toHaveLength(2)
  })

  it('an expression that never ends is said to be so, and adds nothing', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add({ rule: { expression: '^(\\w+\\s?)+$' } })
    const title = 'a'.repeat(60)
    bench.answer = () => withEpisodes([{ number: 2, url: urlOf(2), title: `${title}!` }])
    expect((await bench.check(id)).error).toMatchObject({ code: 'SOURCE_UNREADABLE', params: { reason: 'rule' } })
    expect(bench.episodes(id)).toEqual([])
  })

  it('a feed that gives all its episodes new guids and addresses adds none of them again', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(20))
    const { id } = await bench.add({ startWith: 'all' })
    const moved = (last: number) =>
      withEpisodes(
        episodesFrom(1, last, (number) => `http://127.0.0.1/new/${number}.mp3`).map((episode) => ({
          ...episode,
          guid: `new-${episode.number}`,
        })),
      )
    bench.answer = () => moved(21)
    expect(await bench.check(id)).toMatchObject({ seen: 21, added: 21, addedLast: 1 })
    bench.answer = () => moved(22)
    expect(await bench.check(id)).toMatchObject({ seen: 22, added: 22 })
  })

  it('an episode that left the feed and comes back is not added again', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(5))
    const { id } = await bench.add({ startWith: 'all' })
    bench.answer = () => withEpisodes(episodesFrom(4, 5, urlOf))
    await bench.check(id)
    bench.answer = () => answered(upTo(5))
    expect(await bench.check(id)).toMatchObject({ seen: 5, added: 5 })
  })

  it('makes a new job where the person has removed the old one', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(2))
    const { id, jobId } = await bench.add({ startWith: 'all', title: 'My show', directory: '/shows' })
    await bench.simulated.queue.jobs.remove(jobId ?? '', { deleteFiles: false })
    bench.answer = () => answered(upTo(3))
    const after = await bench.check(id)
    expect(after.jobId).not.toBe(jobId)
    expect(bench.episodes(id).map(({ url }) => url)).toEqual([urlOf(3)])
    expect(bench.simulated.queue.read.job(after.jobId ?? '')).toMatchObject({ title: 'My show', directory: '/shows' })
  })

  it('goes on without a queue that was removed', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const queue = bench.simulated.queue.queues.add({ name: 'Shows' })
    if (isRefusal(queue)) throw new Error(queue.refused)
    const { id } = await bench.add({ queueId: queue.id })
    await bench.simulated.queue.queues.remove(queue.id)
    bench.answer = () => answered(upTo(2))
    const { jobId } = await bench.check(id)
    expect(bench.simulated.queue.read.job(jobId ?? '')?.queueId).toBe('default')
  })

  it('is dropped where the subscription was removed meanwhile', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add({ startWith: 'all' })
    bench.answer = () => {
      bench.keeper.remove(id)
      return answered(upTo(2))
    }
    expect(await bench.keeper.check(id)).toMatchObject({ refused: 'NOT_FOUND' })
    expect(bench.simulated.store.subscriptions()).toEqual([])
    expect(bench.simulated.queue.read.stats().episodes.queued).toBe(1)
  })
})

describe('a subscription that is removed while its episodes are being added', () => {
  it('stays removed, and they stay', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add()
    const { jobs } = bench.simulated.queue
    const add = jobs.add.bind(jobs)
    jobs.add = (...input) => {
      bench.keeper.remove(id)
      return add(...input)
    }
    bench.answer = () => answered(upTo(2))
    expect(await bench.keeper.check(id)).toMatchObject({ refused: 'NOT_FOUND' })
    expect(bench.simulated.store.subscriptions()).toEqual([])
    expect(bench.keeper.list().items).toEqual([])
    expect(bench.simulated.queue.read.stats().episodes.queued).toBe(1)
  })
})

describe('a feed in trouble', () => {
  it('is asked less and less often, says since when it fails, and is well again with one good answer', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id, createdAt } = await bench.add()
    bench.answer = () => answered('', { status: 503 })
    const failedAt: number[] = []
    const seen = () => bench.asked.length
    for (let minute = 1; minute <= 12 * 60; minute++) {
      const before = seen()
      await bench.pass(minuteMs)
      if (seen() > before) failedAt.push(minute)
    }
    expect(failedAt).toEqual([360, 365, 380, 425, 560])
    expect(bench.subscription(id)).toMatchObject({
      failures: 5,
      error: { code: 'HTTP_STATUS', params: { status: 503 } },
      failingSince: new Date(Date.parse(createdAt) + 360 * minuteMs).toISOString(),
    })
    bench.answer = () => answered(upTo(2))
    expect(await bench.check(id)).toMatchObject({ failures: 0, error: null, failingSince: null, added: 1 })
  })

  it('keeps its validators while it is broken, and not the broken ones', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1), { headers: { etag: '"good"' } })
    const { id } = await bench.add()
    bench.answer = () => answered('<rss version="2.0"><chan', { headers: { etag: '"broken"' } })
    expect((await bench.check(id)).error).toMatchObject({ code: 'SOURCE_UNREADABLE' })
    await bench.check(id)
    expect(bench.asked.at(-1)?.validators).toEqual({ etag: '"good"', lastModified: null })
  })

  it('that is unreachable because this machine is offline is nobody’s fault', async () => {
    const bench = new SubscriptionBench()
    const url = 'http://podcast.example/feed'
    bench.answer = () => answered(upTo(1), { url, permanentUrl: url })
    const { id } = await bench.add({ url })
    bench.answer = () => unreachable
    bench.isUp = false
    await bench.pass(7 * hourMs)
    expect(bench.asked).toHaveLength(1)
    expect(await bench.check(id)).toMatchObject({ failures: 0, error: null })
    bench.isUp = true
    bench.answer = () => answered(upTo(2), { url, permanentUrl: url })
    await bench.pass(2 * minuteMs)
    expect(bench.subscription(id)).toMatchObject({ added: 1 })
  })

  it('that has moved for good is asked at its new address, once a feed was read there', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add()
    const moved = { url: 'http://127.0.0.1/moved', permanentUrl: 'http://127.0.0.1/moved' }
    bench.answer = () => answered('<html>This domain is for sale</html>', moved)
    expect(await bench.check(id)).toMatchObject({ url: feedUrl, failures: 1 })
    bench.answer = () => answered(upTo(2), { ...moved, permanentUrl: feedUrl })
    expect(await bench.check(id)).toMatchObject({ url: feedUrl, added: 1 })
    bench.answer = () => answered(upTo(2), moved)
    expect(await bench.check(id)).toMatchObject({ url: moved.url, added: 1 })
    await bench.check(id)
    expect(bench.asked.at(-1)?.url).toBe(moved.url)
  })

  it('takes its job along when it moves, with something new or without', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id, jobId } = await bench.add({ startWith: 'all' })
    const source = () => bench.simulated.queue.read.job(jobId ?? '')?.source.url
    const at = (url: string) => ({ url, permanentUrl: url })
    bench.answer = () => answered(upTo(2), at('http://127.0.0.1/second'))
    await bench.check(id)
    expect(source()).toBe('http://127.0.0.1/second')
    bench.answer = () => answered('', { ...at('http://127.0.0.1/third'), status: 304, body: null })
    expect(await bench.check(id)).toMatchObject({ url: 'http://127.0.0.1/third' })
    expect(source()).toBe('http://127.0.0.1/third')
  })

  it('that is gone for good is not asked any more, the person is told, and a check that finds it takes it up', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add({ title: 'My show' })
    bench.answer = () => answered('', { status: 410 })
    expect(await bench.check(id)).toMatchObject({ state: 'ended', nextCheckAt: null, error: { params: { status: 410 } } })
    const notices = bench.told.flatMap((event) => (event.type === 'notice' ? event.notice : []))
    expect(notices).toMatchObject([{ code: 'FEED_ENDED', params: { title: 'My show', host: '127.0.0.1' } }])
    const before = bench.asked.length
    await bench.pass(24 * hourMs)
    expect(bench.asked).toHaveLength(before)
    bench.answer = () => answered(upTo(2))
    expect(await bench.check(id)).toMatchObject({ state: 'active', added: 1, error: null })
  })

  it('whose episodes cannot be added says why, and they are added with the next check', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1), { headers: { etag: '"1"' } })
    const { id } = await bench.add()
    bench.answer = () => answered(upTo(2), { headers: { etag: '"2"' } })
    const { add } = bench.simulated.queue.jobs
    bench.simulated.queue.jobs.add = async () => ({ refused: 'PATH_INVALID', params: { directory: '/gone' } })
    expect((await bench.check(id)).error).toMatchObject({ code: 'PATH_INVALID', params: { directory: '/gone' } })
    bench.simulated.queue.jobs.add = add
    expect(await bench.check(id)).toMatchObject({ added: 1, error: null })
    expect(bench.asked.at(-1)?.validators?.etag).toBe('"1"')
  })

  it('whose check cannot be written down, as on a full disk, is not asked over and over', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add()
    const { putSubscription } = bench.simulated.store
    bench.simulated.store.putSubscription = () => {
      throw new Error('database or disk is full')
    }
    await bench.pass(6 * hourMs)
    expect(bench.asked).toHaveLength(2)
    await bench.pass(9 * minuteMs)
    expect(bench.asked).toHaveLength(3)
    bench.simulated.store.putSubscription = putSubscription
    await bench.pass(minuteMs)
    expect(bench.asked).toHaveLength(4)
    await bench.pass(hourMs)
    expect(bench.asked).toHaveLength(4)
    expect(bench.subscription(id).checkedAt).not.toBeNull()
  })
})

describe('what a person does', () => {
  it('paused, a feed is not asked; resumed, it is at once', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add()
    expect(bench.keeper.update(id, { paused: true })).toMatchObject({ state: 'paused', nextCheckAt: null })
    await bench.pass(24 * hourMs)
    expect(bench.asked).toHaveLength(1)
    expect(await bench.check(id)).toMatchObject({ state: 'paused', nextCheckAt: null })
    bench.keeper.update(id, { paused: false })
    await bench.pass(minuteMs)
    expect(bench.asked).toHaveLength(3)
  })

  it('a shorter interval counts from the last check on', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add()
    await bench.pass(hourMs)
    bench.keeper.update(id, { intervalMinutes: 30, title: 'Mine' })
    await bench.pass(minuteMs)
    expect(bench.asked).toHaveLength(2)
    expect(bench.subscription(id)).toMatchObject({ title: 'Mine', intervalMinutes: 30 })
  })

  it('what was passed over can be taken later, once', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(5))
    const { id } = await bench.add({ nameTemplate })
    const page = bench.keeper.items({ subscriptionId: id, offset: 1, limit: 2 })
    if (isRefusal(page)) throw new Error(page.refused)
    const ids = page.items.map((item) => item.id)
    expect(await bench.keeper.take(id, [...ids, ...ids])).toMatchObject({ added: 2, seen: 5 })
    expect(await bench.keeper.take(id, ids)).toMatchObject({ added: 2 })
    expect(bench.names(id)).toEqual([nameOf(3), nameOf(4)])
    expect(await bench.keeper.take(id, ['none'])).toMatchObject({ refused: 'NOT_FOUND' })
  })

  it('subscriptions and what they have seen are there after a restart', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(3))
    const { id } = await bench.add({ startWith: 1, rule: { text: 'episode' }, nameTemplate })
    const [record] = bench.simulated.store.subscriptions()
    expect(record).toMatchObject({ id, url: feedUrl, feedTitle: 'A show', rule: { text: 'episode' }, nameTemplate })
    expect(bench.simulated.store.subscriptionCounts().get(id)).toEqual({ seen: 3, added: 1 })
  })
})

describe('many feeds', () => {
  it('are asked two at a time', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const own = ({ url }: { url: string }) => answered(upTo(1), { url, permanentUrl: url })
    bench.answer = own
    for (let one = 0; one < 5; one++) await bench.add({ url: `http://127.0.0.1/feed/${one}` })
    let underWay = 0
    let most = 0
    bench.answer = async (order) => {
      underWay += 1
      most = Math.max(most, underWay)
      await bench.rest()
      underWay -= 1
      return own(order)
    }
    await bench.pass(6 * hourMs + 5 * minuteMs)
    expect(bench.asked).toHaveLength(10)
    expect(most).toBe(2)
  })
})

describe('new addresses of old episodes', () => {
  it('reach those that have not been fetched, and failed ones are tried again', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(3))
    const { id } = await bench.add({ startWith: 'all' })
    const { store } = bench.simulated
    const [failed, done] = bench.episodes(id)
    if (failed === undefined || done === undefined) throw new Error('episodes were wanted')
    const error = { code: 'HTTP_STATUS', message: 'gone', params: { status: 404 }, at: new Date(0).toISOString() } as const
    for (const status of ['downloading', 'failed'] as const) store.changeEpisode(failed.id, { status, error })
    for (const status of ['downloading', 'verifying', 'completed'] as const) store.changeEpisode(done.id, { status })
    const fresh = (number: number) => `http://127.0.0.1/fresh/${number}.mp3`
    bench.answer = () => withEpisodes(episodesFrom(1, 3, fresh))
    expect(await bench.check(id)).toMatchObject({ seen: 3, added: 3 })
    expect(bench.episodes(id).map(({ url, status }) => [url, status])).toEqual([
      [fresh(1), 'queued'],
      [urlOf(2), 'completed'],
      [fresh(3), 'queued'],
    ])
  })
})
