import type { Clock, Machine } from '../../src-main/queue/ports.ts'

/** The clocks of a machine that are moved by hand: awake, asleep, and set anew. */
export class HandClock implements Clock, Machine {
  #wallMs: number
  #monotonicMs = 1_000
  #uptimeMs = 500_000
  readonly #due = new Map<number, { readonly atMs: number; readonly call: () => void }>()
  #lastId = 0

  constructor(startAt = Date.UTC(2026, 0, 5)) {
    this.#wallMs = startAt
  }

  now(): number {
    return this.#wallMs
  }

  monotonic(): number {
    return this.#monotonicMs
  }

  uptimeMs(): number {
    return this.#uptimeMs
  }

  schedule(delayMs: number, call: () => void): () => void {
    this.#lastId += 1
    const id = this.#lastId
    this.#due.set(id, { atMs: this.#monotonicMs + Math.max(0, delayMs), call })
    return () => this.#due.delete(id)
  }

  /** Timers that are set. */
  get timers(): number {
    return this.#due.size
  }

  /** Time passes, and all that becomes due happens, in order. */
  pass(ms: number): void {
    const untilMs = this.#monotonicMs + ms
    for (;;) {
      const [first] = [...this.#due].filter(([, { atMs }]) => atMs <= untilMs).sort(([, one], [, other]) => one.atMs - other.atMs)
      if (first === undefined) break
      const [id, { atMs, call }] = first
      this.#due.delete(id)
      this.#advance(Math.max(0, atMs - this.#monotonicMs))
      call()
    }
    this.#advance(untilMs - this.#monotonicMs)
  }

  /** The machine sleeps: time passes that the monotonic clock does not see, and no timer runs. */
  sleep(ms: number): void {
    this.#wallMs += ms
    this.#uptimeMs += ms
  }

  /** The same where the monotonic clock goes on. */
  sleepCounted(ms: number): void {
    this.#advance(ms)
  }

  /** Somebody sets the wall clock, ahead or back. */
  set(byMs: number): void {
    this.#wallMs += byMs
  }

  #advance(ms: number): void {
    this.#wallMs += ms
    this.#monotonicMs += ms
    this.#uptimeMs += ms
  }
}
