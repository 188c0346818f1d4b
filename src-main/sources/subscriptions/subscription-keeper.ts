import {
  mostSubscriptions,
  type NewSubscription,
  type OpmlList,
  type Subscription,
  type SubscriptionItem,
  type SubscriptionItemQuery,
  type SubscriptionPatch,
  withoutCredentials,
} from '../../../src-preload/contract/index.ts'
import type { SubscriptionRecord } from '../../queue/ports.ts'
import { type Refusal, refuse } from '../../queue/refusal.ts'
import { definedOnly } from '../defined-only.ts'
import { askFeed } from './asking.ts'
import { checkSubscription } from './check.ts'
import { CheckSchedule } from './check-schedule.ts'
import { refuseUnreadable } from './feed-answer.ts'
import { opmlOf, readList } from './opml.ts'
import { SubscriptionList, type SubscriptionNews } from './subscription-list.ts'
import { itemView } from './subscription-view.ts'
import type { SubscriptionWorld } from './subscription-world.ts'
import { takeIn } from './taking-in.ts'
import { takeItems } from './taking-items.ts'
import { Turns } from './turns.ts'

const storeRetryMs = 300_000

/** What a door can ask of subscriptions. Each change is durable when it is answered; a refusal has changed nothing. */
export class SubscriptionKeeper {
  readonly #world: SubscriptionWorld
  readonly #list: SubscriptionList
  readonly #schedule: CheckSchedule
  readonly #turns = new Turns()
  readonly #closing = new AbortController()

  constructor(world: SubscriptionWorld) {
    this.#world = world
    this.#list = new SubscriptionList(world)
    this.#schedule = new CheckSchedule(world, this.#list, (id) => this.check(id))
  }

  /** From now on they are checked by themselves. */
  start(): void {
    this.#schedule.start()
  }

  onNews(listener: (news: SubscriptionNews) => void): () => void {
    return this.#list.onNews(listener)
  }

  list(): { items: Subscription[]; total: number } {
    const items = this.#list.views()
    return { items, total: items.length }
  }

  get(id: string): Subscription | null {
    return this.#list.view(id)
  }

  /** Reads the feed, and keeps it only where that could be done. */
  async add(input: NewSubscription): Promise<Subscription | Refusal> {
    const refusal = this.#refuse(input) ?? this.#refuseRoom(input.url)
    if (refusal !== null) return refusal
    const { clock, random, store } = this.#world
    if (input.jobId !== undefined && store.job(input.jobId) === null) return refuse('NOT_FOUND', { jobId: input.jobId })
    const record: SubscriptionRecord = {
      id: random.id(),
      url: input.url,
      ownTitle: input.title ?? null,
      feedTitle: null,
      state: 'active',
      intervalMinutes: input.intervalMinutes,
      rule: input.rule,
      directory: input.directory ?? null,
      queueId: input.queueId ?? null,
      sessionId: input.sessionId ?? null,
      nameTemplate: input.nameTemplate ?? null,
      jobId: input.jobId ?? null,
      etag: null,
      lastModified: null,
      createdAt: clock.now(),
      checkedAt: null,
      addedAt: null,
      addedLast: 0,
      nextCheckAt: null,
      error: null,
      failingSince: null,
      failures: 0,
      movedFrom: null,
      movedAt: null,
    }
    const most = { none: 0, all: null }
    const asked = await askFeed(this.#world, record, {
      most: typeof input.startWith === 'number' ? input.startWith : most[input.startWith],
      added: 0,
      signal: this.#closing.signal,
    })
    if (asked.kind === 'unchanged') throw new Error('the feed was not asked for as it was before')
    if (asked.kind !== 'read') return refuseUnreadable(asked.failure)
    const lateRefusal = this.#refuseRoom(input.url) ?? this.#refuseRoom(asked.url)
    if (lateRefusal !== null) return lateRefusal
    return this.#turns.take(record.id, async () => {
      const refused = await takeIn(this.#world, this.#list, record, asked, () => record)
      this.#schedule.plan()
      return refused ?? this.#answer(record.id)
    })
  }

  update(id: string, { paused, title, url, ...patch }: SubscriptionPatch): Subscription | Refusal {
    const before = this.#list.record(id)
    if (before === null) return refuse('NOT_FOUND', { subscriptionId: id })
    const refusal = this.#refuse(patch) ?? (url === undefined || url === before.url ? null : this.#refuseRoom(url, id))
    if (refusal !== null) return refusal
    const { clock, store } = this.#world
    const isMoved = url !== undefined && url !== before.url
    const isResumed = paused === false && before.state !== 'active'
    const after: SubscriptionRecord = {
      ...before,
      ...definedOnly(patch),
      ...(title !== undefined && { ownTitle: title }),
      ...(isMoved && { url, etag: null, lastModified: null, movedFrom: null, movedAt: null }),
      ...(paused === true && { state: 'paused', nextCheckAt: null }),
      ...((isResumed || (isMoved && before.state !== 'paused')) && { state: 'active', nextCheckAt: clock.now() }),
    }
    store.putSubscription(dueSooner(after, before, clock.now()))
    this.#list.put(dueSooner(after, before, clock.now()))
    this.#schedule.plan()
    return this.#answer(id)
  }

  remove(id: string): { done: true } | Refusal {
    if (this.#list.record(id) === null) return refuse('NOT_FOUND', { subscriptionId: id })
    this.#world.store.removeSubscription(id)
    this.#list.remove(id)
    this.#schedule.plan()
    return { done: true }
  }

  /** Now; after the one that runs, where one does. */
  check(id: string): Promise<Subscription | Refusal> {
    return this.#turns.take(id, async () => {
      const record = this.#list.record(id)
      if (record === null) return refuse('NOT_FOUND', { subscriptionId: id })
      this.#list.checking(id, true)
      try {
        await checkSubscription(this.#world, this.#list, record, this.#closing.signal)
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#putOff(id, error)
      } finally {
        this.#list.checking(id, false)
        this.#schedule.plan()
      }
      return this.#answer(id)
    })
  }

  items(query: SubscriptionItemQuery): { items: SubscriptionItem[]; total: number } | Refusal {
    const { subscriptionId } = query
    if (this.#list.record(subscriptionId) === null) return refuse('NOT_FOUND', { subscriptionId })
    const { items, total } = this.#world.store.feedItems(query)
    return { items: items.map(itemView), total }
  }

  /** Adds items that were passed over. */
  take(id: string, itemIds: readonly string[]): Promise<Subscription | Refusal> {
    return this.#turns.take(id, async () => {
      const record = this.#list.record(id)
      if (record === null) return refuse('NOT_FOUND', { subscriptionId: id })
      return (await takeItems(this.#world, this.#list, record, itemIds)) ?? this.#answer(id)
    })
  }

  /** As OPML. */
  export(): { opml: string } {
    return { opml: opmlOf(this.#list.views()) }
  }

  /** What such a list names. Nothing is fetched or changed for it. */
  readList(opml: string): Promise<OpmlList | Refusal> {
    const subscribed = this.#list.records().map(({ url, id }) => [URL.parse(url)?.href ?? url, id] as const)
    return readList(this.#world.reader, opml, new Map(subscribed))
  }

  /** What is asked for is broken off, what is being added comes to its end. */
  async close(): Promise<void> {
    this.#schedule.close()
    this.#closing.abort()
    await this.#turns.settled()
    this.#list.close()
  }

  /** Nothing could be written down, as on a full disk: without this it would be due again at once, and again. */
  #putOff(id: string, error: unknown): void {
    const { clock, log } = this.#world
    log.error('a check could not be noted', { error: String(error) })
    const record = this.#list.record(id)
    if (record?.state === 'active') this.#list.put({ ...record, nextCheckAt: clock.now() + storeRetryMs })
  }

  #answer(id: string): Subscription | Refusal {
    return this.#list.view(id) ?? refuse('NOT_FOUND', { subscriptionId: id })
  }

  #refuse({
    queueId,
    sessionId,
  }: {
    queueId?: string | null | undefined
    sessionId?: string | null | undefined
  }): Refusal | null {
    const { store, sessions } = this.#world
    const choices = [
      { path: 'queueId', value: queueId, options: () => store.queues().map(({ id }) => id) },
      { path: 'sessionId', value: sessionId, options: () => sessions.all().map(({ id }) => id) },
    ]
    const issues = choices.flatMap(({ path, value, options }) =>
      value == null || options().includes(value) ? [] : { path, value, reason: 'option', options: options() },
    )
    return issues.length === 0 ? null : refuse('INVALID_INPUT', { issues })
  }

  #refuseRoom(url: string, except?: string): Refusal | null {
    const records = this.#list.records()
    const same = records.find((record) => record.id !== except && URL.parse(record.url)?.href === URL.parse(url)?.href)
    if (same !== undefined) return refuse('CONFLICT', { subscriptionId: same.id, url: withoutCredentials(url) })
    return records.length >= mostSubscriptions && except === undefined ? refuse('CONFLICT', { maximum: mostSubscriptions }) : null
  }
}

/** A shorter interval counts from the last check on. */
function dueSooner(after: SubscriptionRecord, before: SubscriptionRecord, now: number): SubscriptionRecord {
  if (after.nextCheckAt === null || after.intervalMinutes >= before.intervalMinutes) return after
  const latest = Math.max(now, (after.checkedAt ?? now) + after.intervalMinutes * 60_000)
  return { ...after, nextCheckAt: Math.min(after.nextCheckAt, latest) }
}
