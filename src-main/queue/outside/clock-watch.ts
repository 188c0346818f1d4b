import type { World } from '../world.ts'
import { type ClockReading, driftBetween } from './clock-drift.ts'

/** What has to follow when the wall clock was set. Where it throws, it is asked again at the next look. */
type OnJump = (jumpedMs: number) => void
/** The machine slept for so long, and the monotonic clock stood still meanwhile. */
type OnSleep = (sleptMs: number) => void

/**
 * Notices a wall clock that was set, and a sleep of the machine. Whoever compares or keeps wall time looks first: then
 * what was kept before and what is kept from now on are of the same clock.
 */
export class ClockWatch {
  readonly #world: Pick<World, 'clock' | 'machine' | 'log'>
  readonly #onJump: OnJump
  readonly #onSleep: OnSleep
  /** Moved only with what followed from the difference, so that small corrections add up and none is lost. */
  #known: ClockReading

  constructor(
    world: Pick<World, 'clock' | 'machine' | 'log'>,
    followers: { readonly onJump: OnJump; readonly onSleep: OnSleep },
  ) {
    this.#world = world
    this.#onJump = followers.onJump
    this.#onSleep = followers.onSleep
    this.#known = this.#read()
  }

  /** Whether the machine slept since the last look. */
  look(): boolean {
    const now = this.#read()
    const { jumpedMs, sleptMs } = driftBetween(this.#known, now)
    if (jumpedMs === 0 && sleptMs === 0) return false
    const { log } = this.#world
    if (jumpedMs !== 0) {
      this.#onJump(jumpedMs)
      log.warn('the clock was set', { jumpedMs })
    }
    this.#known = now
    if (sleptMs === 0) return false
    log.info('the machine slept', { sleptMs })
    this.#onSleep(sleptMs)
    return true
  }

  #read(): ClockReading {
    const { clock, machine } = this.#world
    return { wallMs: clock.now(), monotonicMs: clock.monotonic(), uptimeMs: machine.uptimeMs() }
  }
}
