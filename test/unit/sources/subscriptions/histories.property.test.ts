import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SeenItem } from '../../../../src-main/queue/ports.ts'
import { feedReading } from '../../../../src-main/sources/worker/feed-reading.ts'
import { type PodcastEpisode, podcastFeed } from '../../../support/podcast.ts'
import { answered, feedUrl } from './support.ts'

/** What becomes of a feed between two checks. */
const changes = fc.constantFrom('more', 'shorter', 'whole', 'guids', 'addresses', 'both', 'nothing')
type Change = typeof changes extends fc.Arbitrary<infer One> ? One : never

/** A feed with a history: `published` is all that it ever held. */
function changed({ published, shown }: { published: PodcastEpisode[]; shown: number }, change: Change, step: number) {
  const again = (part: (episode: PodcastEpisode) => Partial<PodcastEpisode>) =>
    published.map((episode) => ({ ...episode, ...part(episode) }))
  const guid = ({ number }: PodcastEpisode) => ({ guid: `${step}-${number}` })
  const url = ({ number }: PodcastEpisode) => ({ url: `http://127.0.0.1/${step}/${number}.mp3` })
  switch (change) {
    case 'more': {
      const number = published.length + 1
      return { published: [...published, { number, url: `http://127.0.0.1/${number}.mp3` }], shown: shown + 1 }
    }
    case 'shorter':
      return { published, shown: Math.min(shown, 3) }
    case 'whole':
      return { published, shown: published.length }
    case 'guids':
      return { published: again(guid), shown }
    case 'addresses':
      return { published: again(url), shown }
    case 'both':
      return { published: again((episode) => ({ ...guid(episode), ...url(episode) })), shown }
    case 'nothing':
      return { published, shown }
  }
}

it('whatever a feed does to its guids, addresses and length, each episode is new once', () => {
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 25 }), (history) => {
      const seen = new Map<string, SeenItem>()
      const found: string[] = []
      let feed: { published: PodcastEpisode[]; shown: number } = {
        published: [{ number: 1, url: 'http://127.0.0.1/1.mp3' }],
        shown: 1,
      }
      for (const [step, change] of history.entries()) {
        feed = changed(feed, change, step)
        const answer = answered(podcastFeed('A show', feed.published.slice(-feed.shown)))
        if (answer.kind !== 'answered') throw new Error('an answer was wanted')
        const naming = { nameTemplate: null, title: null, added: 0 }
        const reading = feedReading({
          kind: 'read',
          requestedUrl: feedUrl,
          answer,
          rule: {},
          most: null,
          seen: [...seen.values()],
          naming,
        })
        if (reading.kind !== 'read') throw new Error(JSON.stringify(reading))
        expect(reading.taken.length).toBe(reading.fresh.length)
        for (const { key, label, url, facts } of reading.fresh) {
          const id = `${seen.size}`
          seen.set(id, { id, key, label, url })
          found.push(facts.title ?? '')
        }
        for (const { id, now } of reading.met)
          if (now !== null) seen.set(id, { id, key: now.key, label: now.label, url: now.url })
      }
      expect(new Set(found).size).toBe(found.length)
      if (history.length > 0) expect(found.toSorted()).toEqual(publishedAndShown(history))
    }),
    { numRuns: 60 },
  )
})

/** Titles of the episodes that stood in the feed at one check at least. */
function publishedAndShown(history: readonly Change[]): string[] {
  const more = history.filter((change) => change === 'more').length
  return Array.from({ length: more + 1 }, (_, index) => `Episode ${index + 1}`).toSorted()
}
