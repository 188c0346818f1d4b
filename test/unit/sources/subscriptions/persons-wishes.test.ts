import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import {
  answered,
  feedUrl,
  hourMs,
  minuteMs,
  nameOf,
  nameTemplate,
  SubscriptionBench,
  upTo,
  urlOf,
  withEpisodes,
} from './support.ts'

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

  it('the episodes of a feed are found by what became of them and by words in their titles', async () => {
    const bench = new SubscriptionBench()
    const titled = (number: number, title: string) => ({ number, url: urlOf(number), title })
    bench.answer = () => withEpisodes([titled(1, 'Über Brücken'), titled(2, 'Brücken und Wege'), titled(3, 'Wege')])
    const { id } = await bench.add({ startWith: 1 })
    const titles = (query: object) => {
      const page = bench.keeper.items({ subscriptionId: id, offset: 0, limit: 9, ...query })
      return isRefusal(page) ? page.refused : page.items.map(({ title }) => title)
    }
    expect(titles({})).toEqual(['Wege', 'Brücken und Wege', 'Über Brücken'])
    expect(titles({ text: ' BRÜCKEN  über' })).toEqual(['Über Brücken'])
    expect(titles({ text: 'wege', state: 'passed' })).toEqual(['Brücken und Wege'])
    expect(titles({ state: 'added' })).toEqual(['Wege'])
    expect(titles({ text: '100%' })).toEqual([])
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
