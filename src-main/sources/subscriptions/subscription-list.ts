import type { StaffelEvent, Subscription } from '../../../src-preload/contract/index.ts'
import type { SubscriptionRecord } from '../../queue/ports.ts'
import { subscriptionView, titleOf } from './subscription-view.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/** Changes are told together after so many milliseconds. */
const tellMs = 200

/** What is told of subscriptions, to everyone who listens to the queue. */
export type SubscriptionNews = Extract<StaffelEvent, { type: 'subscriptions' | 'notice' }>

interface Entry {
  record: SubscriptionRecord
  seen: number
  added: number
  isChecking: boolean
}

/** The subscriptions as they stand, as they are shown, and who is told of it. What the store has is written elsewhere. */
export class SubscriptionList {
  readonly #world: Pick<SubscriptionWorld, 'clock' | 'random'>
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<(news: SubscriptionNews) => void>()
  #cancelTelling: (() => void) | null = null

  constructor({ store, ...world }: Pick<SubscriptionWorld, 'store' | 'clock' | 'random'>) {
    this.#world = world
    const counts = store.subscriptionCounts()
    for (const record of store.subscriptions()) {
      this.#entries.set(record.id, { record, seen: 0, added: 0, ...counts.get(record.id), isChecking: false })
    }
  }

  /** In the order of their making. */
  records(): SubscriptionRecord[] {
    return [...this.#entries.values()].map(({ record }) => record)
  }

  record(id: string): SubscriptionRecord | null {
    return this.#entries.get(id)?.record ?? null
  }

  isChecking(id: string): boolean {
    return this.#entries.get(id)?.isChecking === true
  }

  /** How many of its episodes were added. */
  added(id: string): number {
    return this.#entries.get(id)?.added ?? 0
  }

  view(id: string): Subscription | null {
    const entry = this.#entries.get(id)
    return entry === undefined ? null : subscriptionView(entry.record, entry)
  }

  views(): Subscription[] {
    return [...this.#entries.values()].map((entry) => subscriptionView(entry.record, entry))
  }

  /** The store has it so now. `seen`, `added`: by how many these have grown. */
  put(record: SubscriptionRecord, { seen = 0, added = 0 } = {}): void {
    const entry = this.#entries.get(record.id) ?? { seen: 0, added: 0, isChecking: false }
    this.#entries.set(record.id, { ...entry, record, seen: entry.seen + seen, added: entry.added + added })
    this.#tellSoon()
  }

  remove(id: string): void {
    this.#entries.delete(id)
    this.#tellSoon()
  }

  checking(id: string, isChecking: boolean): void {
    const entry = this.#entries.get(id)
    if (entry === undefined || entry.isChecking === isChecking) return
    entry.isChecking = isChecking
    this.#tellSoon()
  }

  /** Its feed is gone for good: nobody may be looking at the list. */
  ended(id: string): void {
    const record = this.record(id)
    if (record === null) return
    const { clock, random } = this.#world
    const params = { title: titleOf(record), host: URL.parse(record.url)?.host ?? '' }
    const at = new Date(clock.now()).toISOString()
    const notice = {
      id: random.id(),
      level: 'warning',
      code: 'FEED_ENDED',
      params,
      jobId: record.jobId,
      episodeId: null,
      at,
    } as const
    this.#tell({ type: 'notice', notice })
  }

  onNews(listener: (news: SubscriptionNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#cancelTelling?.()
    this.#listeners.clear()
  }

  #tellSoon(): void {
    this.#cancelTelling ??= this.#world.clock.schedule(tellMs, () => {
      this.#cancelTelling = null
      this.#tell({ type: 'subscriptions', subscriptions: this.views() })
    })
  }

  #tell(news: SubscriptionNews): void {
    for (const listener of this.#listeners) listener(news)
  }
}
