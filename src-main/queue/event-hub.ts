import type { StaffelEvent } from '../../src-preload/contract/index.ts'
import { assertNever } from './assert-never.ts'

/** A subscriber that has not read so many different things is let go; it reads everything anew when it comes back. */
const mostPending = 20_000

/**
 * One subscriber's events, merged while it is slow: of a job, an episode, the queues, the sessions, the proxies, the subscriptions, the stats, the
 * settings, what can be undone and how many notices are new only the newest counts, progress of the same thing replaces its older one. So what waits is bounded by what there is, not by time.
 */
export class Subscription implements AsyncIterableIterator<StaffelEvent> {
  readonly #pending = new Map<string, StaffelEvent>()
  readonly #onEnd: () => void
  #wake: (() => void) | null = null
  #isOver = false
  #counter = 0

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  push(event: StaffelEvent): void {
    if (this.#isOver) return
    const key = this.#keyOf(event)
    const waiting = this.#pending.get(key)
    if (waiting === undefined && this.#pending.size >= mostPending) {
      void this.return()
      return
    }
    this.#pending.set(key, waiting?.type === 'progress' && event.type === 'progress' ? mergedProgress(waiting, event) : event)
    this.#wake?.()
  }

  async next(): Promise<IteratorResult<StaffelEvent>> {
    while (!this.#isOver) {
      const first = this.#pending.entries().next()
      if (!first.done) {
        this.#pending.delete(first.value[0])
        return { done: false, value: first.value[1] }
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return { done: true, value: undefined }
  }

  async return(): Promise<IteratorResult<StaffelEvent>> {
    if (!this.#isOver) {
      this.#isOver = true
      this.#pending.clear()
      this.#onEnd()
      this.#wake?.()
    }
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  #keyOf(event: StaffelEvent): string {
    switch (event.type) {
      case 'job':
        return `job ${event.job.id}`
      case 'episode':
        return `episode ${event.episode.id}`
      case 'progress':
      case 'queues':
      case 'sessions':
      case 'proxies':
      case 'subscriptions':
      case 'stats':
      case 'settings':
      case 'window':
      case 'undo':
      case 'notices':
        return event.type
      case 'inspection':
        return `inspection ${event.inspection.id}`
      case 'removed':
      case 'notice':
        this.#counter += 1
        return `once ${this.#counter}`
      default:
        return assertNever(event)
    }
  }
}

type Progress = Extract<StaffelEvent, { type: 'progress' }>

function mergedProgress(older: Progress, newer: Progress): Progress {
  return {
    type: 'progress',
    speed: newer.speed,
    jobs: [...new Map([...older.jobs, ...newer.jobs].map((item) => [item.id, item])).values()],
    episodes: [...new Map([...older.episodes, ...newer.episodes].map((item) => [item.id, item])).values()],
  }
}

/** Tells everyone who listens. Nothing waits for an event to do its own work. */
export class EventHub {
  readonly #subscriptions = new Set<Subscription>()

  get hasListeners(): boolean {
    return this.#subscriptions.size > 0
  }

  /** Starts with `first`; ends when its `return` is called or the hub closes. */
  subscribe(first: readonly StaffelEvent[]): Subscription {
    const subscription = new Subscription(() => this.#subscriptions.delete(subscription))
    for (const event of first) subscription.push(event)
    this.#subscriptions.add(subscription)
    return subscription
  }

  publish(event: StaffelEvent): void {
    for (const subscription of this.#subscriptions) subscription.push(event)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.return()))
  }
}
