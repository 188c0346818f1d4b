import { expect, it } from 'vitest'
import { episodesFrom, podcastFeed } from '../../../support/podcast.ts'
import { answered, SubscriptionBench } from './support.ts'

/** Lets work go on whenever it lets others have their turn; says how often it did. */
async function inTurns<Outcome>(bench: SubscriptionBench, work: Promise<Outcome>): Promise<{ outcome: Outcome; turns: number }> {
  let isOver = false
  void work.finally(() => {
    isOver = true
  })
  let turns = 0
  for (; !isOver && turns < 50; turns++) {
    await bench.rest()
    if (!isOver) bench.simulated.clock.pass(0)
  }
  return { outcome: await work, turns }
}

it('a large feed that gives all of its files new addresses is noted in portions, with others between them', async () => {
  const bench = new SubscriptionBench()
  const serve = (token: string) => {
    const episodes = episodesFrom(1, 1_200, (number) => `http://127.0.0.1/files/${number}.mp3?token=${token}`)
    bench.answer = () => answered(podcastFeed('A show', episodes))
  }
  serve('1')
  const { outcome } = await inTurns(bench, bench.add())
  serve('2')
  const { outcome: checked, turns } = await inTurns(bench, bench.check(outcome.id))
  expect(checked).toMatchObject({ seen: 1_200, added: 0, error: null })
  expect(turns).toBeGreaterThan(2)
  const seen = bench.simulated.store.seenItems(outcome.id)
  expect(seen.filter(({ url }) => url.endsWith('token=2'))).toHaveLength(1_200)
})
