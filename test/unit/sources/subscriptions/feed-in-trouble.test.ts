import { describe, expect, it } from 'vitest'
import { answered, feedUrl, hourMs, minuteMs, SubscriptionBench, unreachable, upTo } from './support.ts'

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

  it('that has moved says where it was and when it did, until a person gives it another address', async () => {
    const bench = new SubscriptionBench()
    const at = (url: string) => ({ url, permanentUrl: url })
    const first = 'http://127.0.0.1/first'
    bench.answer = () => answered(upTo(1), at(first))
    const { id, ...added } = await bench.add()
    expect(added).toMatchObject({ url: first, movedFrom: null, movedAt: null })
    await bench.pass(hourMs)
    bench.answer = () => answered('', { ...at('http://127.0.0.1/second'), status: 304, body: null })
    const { checkedAt, ...moved } = await bench.check(id)
    expect(moved).toMatchObject({ url: 'http://127.0.0.1/second', movedFrom: first, movedAt: checkedAt })
    bench.answer = () => answered(upTo(2), at('http://127.0.0.1/second'))
    expect(await bench.check(id)).toMatchObject({ movedFrom: first, movedAt: checkedAt })
    bench.answer = () => answered(upTo(2), at('http://anna:secret@127.0.0.1/third'))
    await bench.check(id)
    bench.answer = () => answered(upTo(2), at('http://127.0.0.1/fourth'))
    expect(await bench.check(id)).toMatchObject({ movedFrom: 'http://127.0.0.1/third' })
    expect(bench.keeper.update(id, { url: 'http://127.0.0.1/mine' })).toMatchObject({ movedFrom: null, movedAt: null })
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

  it('that is gone for good is checked again, at once and by itself, where a person finds its new address', async () => {
    const bench = new SubscriptionBench()
    bench.answer = () => answered(upTo(1))
    const { id } = await bench.add()
    bench.answer = () => answered('', { status: 410 })
    await bench.check(id)
    const url = 'http://127.0.0.1/found'
    bench.answer = () => answered(upTo(2), { url, permanentUrl: url })
    expect(bench.keeper.update(id, { url })).toMatchObject({ state: 'active' })
    await bench.pass(minuteMs)
    expect(bench.subscription(id)).toMatchObject({ url, state: 'active', added: 1, error: null })
    expect(bench.keeper.update(id, { paused: true })).toMatchObject({ state: 'paused' })
    expect(bench.keeper.update(id, { url: feedUrl })).toMatchObject({ state: 'paused', nextCheckAt: null })
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
