import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { episodesFrom } from '../../../support/podcast.ts'
import { answered, hourMs, minuteMs, nameOf, nameTemplate, SubscriptionBench, upTo, urlOf, withEpisodes } from './support.ts'

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
