import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { newSubscriptionSchema } from '../../../../src-preload/contract/index.ts'
import { podcastFeed } from '../../../support/podcast.ts'
import { answered, feedUrl, nameOf, nameTemplate, SubscriptionBench, unreachable, upTo, urlOf } from './support.ts'

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
