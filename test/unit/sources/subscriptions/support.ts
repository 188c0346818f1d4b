import { onTestFinished } from 'vitest'
import type { DocumentAnswer, DocumentOrder } from '../../../../src-main/queue/ports.ts'
import { isRefusal } from '../../../../src-main/queue/refusal.ts'
import { SubscriptionKeeper } from '../../../../src-main/sources/subscriptions/subscription-keeper.ts'
import { feedReading } from '../../../../src-main/sources/worker/feed-reading.ts'
import {
  type Episode,
  type NewSubscription,
  newSubscriptionSchema,
  type StaffelEvent,
  type Subscription,
} from '../../../../src-preload/contract/index.ts'
import { episodesFrom, type PodcastEpisode, podcastFeed } from '../../../support/podcast.ts'
import { SimulatedQueue } from '../../../support/queue/simulated-queue.ts'

export const feedUrl = 'http://127.0.0.1/feed'
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs

/** An answer with a text. Redirects that were followed on the way are said by `permanentUrl`. */
export function answered(text: string, facts: Partial<Extract<DocumentAnswer, { kind: 'answered' }>> = {}): DocumentAnswer {
  return {
    kind: 'answered',
    status: 200,
    url: feedUrl,
    permanentUrl: feedUrl,
    headers: { 'content-type': 'application/rss+xml' },
    body: new TextEncoder().encode(text),
    isCut: false,
    ...facts,
  }
}

/** Where the file of an episode is. */
export const urlOf = (number: number) => `http://127.0.0.1/files/${number}.mp3`
/** A feed of the episodes up to a number. */
export const upTo = (last: number) => podcastFeed('A show', episodesFrom(1, last, urlOf))
export const withEpisodes = (episodes: readonly PodcastEpisode[]) => answered(podcastFeed('A show', episodes))

export const nameTemplate = 'S{season:02}E{episode:03} {title}.{ext}'
/** What an episode's file is called by that template. */
export const nameOf = (number: number) => `S01E${String(number).padStart(3, '0')} Episode ${number}.mp3`

export const unreachable: DocumentAnswer = {
  kind: 'failed',
  failure: { code: 'NETWORK', message: 'The connection was lost.', params: { host: '127.0.0.1' } },
  transient: true,
  retryAfterMs: null,
}

/** Subscriptions over the real queue and a real list, with feeds that are made up and a clock that is moved by hand. */
export class SubscriptionBench {
  readonly simulated = new SimulatedQueue({ seed: 7, failures: 0, settings: { maxSlots: 0 } })
  readonly asked: DocumentOrder[] = []
  readonly told: StaffelEvent[] = []
  readonly keeper: SubscriptionKeeper
  isUp = true
  /** What the server says to the next requests. */
  answer: (order: DocumentOrder) => DocumentAnswer | Promise<DocumentAnswer> = () => unreachable

  constructor() {
    const { simulated } = this
    let ids = 0
    this.keeper = new SubscriptionKeeper({
      store: simulated.store,
      documents: {
        fetch: async (order, signal) => {
          this.asked.push(order)
          const answer = await this.answer(order)
          signal.throwIfAborted()
          return answer
        },
      },
      reader: { read: async (order) => feedReading(structuredClone(order)) },
      sessions: simulated.sessions,
      network: { isUp: () => this.isUp },
      clock: simulated.clock,
      random: { id: () => `feed-${++ids}`, fraction: () => 0.5 },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (message, facts) => this.#errors.push(`${message} ${facts?.error}`),
      },
      jobs: simulated.queue.jobs,
      episodes: simulated.queue.episodes,
    })
    this.keeper.onNews((event) => this.told.push(event))
    this.keeper.start()
    onTestFinished(() => this.#close())
  }

  readonly #errors: string[] = []

  /** What went wrong that nobody has thought of. */
  get problems(): readonly string[] {
    return [...this.#errors, ...this.simulated.problems]
  }

  async add(input: Partial<NewSubscription> = {}): Promise<Subscription> {
    const added = await this.keeper.add(newSubscriptionSchema.parse({ url: feedUrl, ...input }))
    if (isRefusal(added)) throw new Error(`refused: ${JSON.stringify(added)}`)
    return added
  }

  async check(id: string): Promise<Subscription> {
    const checked = await this.keeper.check(id)
    if (isRefusal(checked)) throw new Error(`refused: ${JSON.stringify(checked)}`)
    return checked
  }

  subscription(id: string): Subscription {
    const found = this.keeper.get(id)
    if (found === null) throw new Error(`there is no subscription ${id}`)
    return found
  }

  /** Of its job, in their order. */
  episodes(id: string): Episode[] {
    const { jobId } = this.subscription(id)
    return jobId === null ? [] : (this.simulated.queue.read.episodes({ jobId, offset: 0, limit: 1_000 })?.items ?? [])
  }

  /** The names that their files are to have. */
  names(id: string): (string | null)[] {
    const { store } = this.simulated
    return this.episodes(id).map((episode) => store.episode(episode.id)?.wantedName ?? null)
  }

  /** Hours or minutes go by, in steps of a minute. */
  async pass(ms: number): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += minuteMs) {
      this.simulated.clock.pass(minuteMs)
      await this.rest()
    }
  }

  /** Lets all go first that is under way. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  async #close(): Promise<void> {
    await this.keeper.close()
    await this.simulated.close()
  }
}
