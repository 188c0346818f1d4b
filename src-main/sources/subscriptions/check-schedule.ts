import type { SubscriptionRecord } from '../../queue/ports.ts'
import { isThisMachine } from './asking.ts'
import { isDue } from './next-check.ts'
import type { SubscriptionList } from './subscription-list.ts'
import type { SubscriptionWorld } from './subscription-world.ts'

/** The longest sleep: a clock that was set anew, and a network that came back, are noticed within this time. */
const longestSleepMs = 60_000
/** Feeds that are asked for at once by themselves. */
const mostAtOnce = 2

/** Checks what is due by itself, a few at a time, and nothing that cannot be reached. */
export class CheckSchedule {
  readonly #world: Pick<SubscriptionWorld, 'clock' | 'network' | 'log'>
  readonly #list: SubscriptionList
  /** Never rejects. */
  readonly #check: (id: string) => Promise<unknown>
  readonly #running = new Set<string>()
  #cancelWake: (() => void) | null = null
  #isStarted = false

  constructor(
    world: Pick<SubscriptionWorld, 'clock' | 'network' | 'log'>,
    list: SubscriptionList,
    check: (id: string) => Promise<unknown>,
  ) {
    this.#world = world
    this.#list = list
    this.#check = check
  }

  start(): void {
    this.#isStarted = true
    this.plan()
  }

  /** Plans for the next that is due. Called after the start, a check, and each change of a subscription. */
  plan(): void {
    if (!this.#isStarted) return
    const { clock } = this.#world
    this.#cancelWake?.()
    this.#cancelWake = null
    if (this.#running.size >= mostAtOnce) return
    const now = clock.now()
    const delays = this.#list
      .records()
      .filter((record) => record.state === 'active' && record.nextCheckAt !== null && !this.#list.isChecking(record.id))
      .map((record) => (this.#isReadyAt(record, now) ? 0 : Math.max(1_000, (record.nextCheckAt ?? 0) - now)))
    if (delays.length === 0) return
    const delayMs = Math.min(longestSleepMs, ...delays)
    this.#cancelWake = clock.schedule(delayMs, () => this.#wake())
  }

  close(): void {
    this.#isStarted = false
    this.#cancelWake?.()
  }

  #wake(): void {
    const now = this.#world.clock.now()
    const due = this.#list
      .records()
      .filter((record) => this.#isReadyAt(record, now))
      .toSorted((one, other) => (one.nextCheckAt ?? 0) - (other.nextCheckAt ?? 0))
    for (const { id } of due.slice(0, mostAtOnce - this.#running.size)) {
      this.#running.add(id)
      void this.#check(id).finally(() => {
        this.#running.delete(id)
        this.plan()
      })
    }
    this.plan()
  }

  #isReadyAt({ id, state, nextCheckAt, intervalMinutes, url }: SubscriptionRecord, now: number): boolean {
    if (state !== 'active' || this.#running.has(id) || this.#list.isChecking(id)) return false
    return isDue(nextCheckAt, intervalMinutes, now) && (this.#world.network.isUp() || isThisMachine(url))
  }
}
