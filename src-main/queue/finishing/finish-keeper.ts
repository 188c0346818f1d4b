import type { FinishAction, WhenFinished } from '../../../src-preload/contract/index.ts'
import type { News } from '../news.ts'
import type { MachineAction } from '../ports.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { World } from '../world.ts'
import { hasFinished } from './has-finished.ts'

const lookEveryMs = 1_000
/** Time to call it off. */
export const countdownMs = 60_000

interface FinishWorld extends Pick<World, 'clock' | 'desktop' | 'log'> {
  readonly store: Pick<World['store'], 'episodeCounts' | 'waitCounts'>
}

/**
 * Does what a person wanted once everything is downloaded: after a countdown, once, and not in another run of the
 * program: a machine that shuts down for a wish of last week would surprise.
 */
export class FinishKeeper {
  readonly #world: FinishWorld
  readonly #news: Pick<News, 'stats' | 'notice'>
  readonly #hasReady: () => boolean
  #action: FinishAction = 'nothing'
  #downloaded = 0
  /** When it happens, on the monotonic clock; null while there is something to do. */
  #firesAtMs: number | null = null
  #cancelLook: (() => void) | null = null

  /** `hasReady`: whether something is queued that goes on by itself. */
  constructor(world: FinishWorld, news: Pick<News, 'stats' | 'notice'>, hasReady: () => boolean) {
    this.#world = world
    this.#news = news
    this.#hasReady = hasReady
  }

  get state(): WhenFinished {
    const { clock, desktop } = this.#world
    const leftMs = this.#firesAtMs === null ? null : Math.max(0, this.#firesAtMs - clock.monotonic())
    return {
      action: this.#action,
      offered: ['nothing', ...(desktop?.actions ?? [])],
      firesAt: leftMs === null ? null : new Date(clock.now() + leftMs).toISOString(),
    }
  }

  /** Takes the place of what was wanted before; `nothing` calls it off, in the last second too. */
  set(action: FinishAction): { readonly done: true } | Refusal {
    const { offered } = this.state
    if (!offered.includes(action)) {
      return refuse('INVALID_INPUT', { issues: [{ path: 'action', value: action, reason: 'desktopOnly', options: offered }] })
    }
    this.#callOff()
    this.#action = action
    this.#downloaded = 0
    this.#news.stats()
    this.#plan()
    return { done: true }
  }

  /** A file came. */
  downloaded(): void {
    this.#downloaded += 1
  }

  close(): void {
    this.#cancelLook?.()
    this.#cancelLook = null
  }

  #plan(): void {
    this.close()
    if (this.#action === 'nothing') return
    this.#cancelLook = this.#world.clock.schedule(lookEveryMs, () => this.#look())
  }

  #look(): void {
    const { clock, store } = this.#world
    const action = this.#action
    if (action === 'nothing') return
    const isOver = hasFinished({
      downloaded: this.#downloaded,
      episodes: store.episodeCounts(),
      waits: store.waitCounts(),
      hasReady: this.#hasReady(),
    })
    if (!isOver) this.#callOff()
    else if (this.#firesAtMs === null) this.#announce(action)
    else if (clock.monotonic() >= this.#firesAtMs) {
      void this.#fire(action)
      return
    }
    this.#plan()
  }

  #announce(action: MachineAction): void {
    const { clock, desktop } = this.#world
    this.#firesAtMs = clock.monotonic() + countdownMs
    desktop?.announce(action, countdownMs)
    this.#news.stats()
  }

  #callOff(): void {
    if (this.#firesAtMs === null) return
    this.#firesAtMs = null
    this.#world.desktop?.withdraw()
    this.#news.stats()
  }

  async #fire(action: MachineAction): Promise<void> {
    const { desktop, log } = this.#world
    this.#callOff()
    this.#action = 'nothing'
    this.#news.stats()
    log.info('everything is downloaded', { action })
    try {
      await desktop?.carryOut(action)
    } catch (error) {
      log.error('what was wanted after the last download could not be done', { action, error: String(error) })
      this.#news.notice({ level: 'error', code: 'FINISH_FAILED', params: { action }, jobId: null, episodeId: null })
    }
  }
}
