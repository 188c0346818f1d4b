import type { World } from '../world.ts'
import type { ClockWatch } from './clock-watch.ts'
import { hasLostAddress, hasNewAddress } from './lost-addresses.ts'

/** How often somebody looks at the clocks and the network. */
const lookEveryMs = 5_000
/** A look that comes this late was slept through: by the machine, or by this process. */
const longestDelayMs = 15_000

interface Followers {
  /** The machine or this process slept, and nobody said so: what the other sides sent meanwhile was not heard. */
  readonly onWake: () => void
  /** Connections may have lost their end here. */
  readonly onAddressLost: () => void
  /** There is a way out that was not there before. */
  readonly onAddressGained: () => void
  /** Called at each look, after all that. */
  readonly onLook: () => void
}

/** Looks, every few seconds, at what happens around the program without anyone telling it. */
export class OutsideWatch {
  readonly #world: Pick<World, 'clock' | 'network' | 'log'>
  readonly #clockWatch: ClockWatch
  readonly #followers: Followers
  #addresses: readonly string[] = []
  #lookedAtMs = 0
  #cancel: (() => void) | null = null

  constructor(world: Pick<World, 'clock' | 'network' | 'log'>, clockWatch: ClockWatch, followers: Followers) {
    this.#world = world
    this.#clockWatch = clockWatch
    this.#followers = followers
  }

  start(): void {
    this.#addresses = this.#world.network.addresses()
    this.#lookedAtMs = this.#world.clock.monotonic()
    this.#plan()
  }

  close(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  /** Whether something slept, which then has been told. */
  look(): boolean {
    const nowMs = this.#world.clock.monotonic()
    const lateMs = nowMs - this.#lookedAtMs - lookEveryMs
    this.#lookedAtMs = nowMs
    const hasSlept = this.#clockWatch.look() || lateMs > longestDelayMs
    if (hasSlept) this.#followers.onWake()
    this.#lookAtNetwork()
    this.#followers.onLook()
    return hasSlept
  }

  #lookAtNetwork(): void {
    const before = this.#addresses
    const now = this.#world.network.addresses()
    this.#addresses = now
    const isLost = hasLostAddress(before, now)
    const isGained = hasNewAddress(before, now)
    if (isLost || isGained) this.#world.log.info('the network changed', { before, now })
    if (isLost) this.#followers.onAddressLost()
    if (isGained) this.#followers.onAddressGained()
  }

  #plan(): void {
    this.#cancel = this.#world.clock.schedule(lookEveryMs, () => {
      try {
        this.look()
      } catch (error) {
        this.#world.log.error('what happens around the program could not be followed, trying again', { error: String(error) })
      }
      if (this.#cancel !== null) this.#plan()
    })
  }
}
