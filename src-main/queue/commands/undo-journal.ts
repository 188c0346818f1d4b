import type { UndoAction, Undoable, Undone, UndoWish } from '../../../src-preload/contract/index.ts'
import type { UndoColumn } from '../ports.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { inSlices, mostAtOnce } from '../sliced-work.ts'
import { storeRetryMs } from '../store-retry.ts'
import type { ItemParts } from './item-parts.ts'
import { graceMs, lifetimeMs, overdueDeeds } from './kept-deeds.ts'
import { takeBack } from './taking-back.ts'

/** What was done, while it can be undone. */
interface KeptDeed {
  readonly key: number
  readonly id: string
  readonly action: UndoAction
  readonly columns: readonly UndoColumn[]
  count: number
  rows: number
  at: number
  untilMs: number
  /** Requests that are still doing it, or undo it. */
  underWay: number
}

interface Counted {
  readonly changed?: number
  readonly retried?: number
}

/** What this stands on; `setPaused` holds the whole queue or lets it go on. */
export interface UndoParts extends ItemParts {
  readonly setPaused: (isPaused: boolean) => Promise<object> | object
}

/**
 * What was done to many and can be undone: the last deeds, for a while, and of a removal as long as its `until` says.
 * Each remembers in the list's file how its rows were. It holds for this run: with the program's end, orderly or not, what
 * was done stays done, so that nothing comes back that a person has seen go; only an undoing that had begun is brought
 * to its end by the next start.
 */
export class UndoJournal {
  readonly #parts: UndoParts
  /** The newest last. */
  readonly #deeds = new Map<string, KeptDeed>()
  #cancelWake: (() => void) | null = null
  #forgetting: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(parts: UndoParts) {
    this.#parts = parts
  }

  /** The newest first. */
  list(): readonly Undoable[] {
    const { clock } = this.#parts.world
    const shown = [...this.#deeds.values()].filter(({ underWay, count }) => underWay === 0 && count > 0)
    return shown.toReversed().map(({ id, action, count, at, untilMs }) => ({
      id,
      action,
      count,
      at: new Date(at).toISOString(),
      until: new Date(clock.now() + untilMs - clock.monotonic()).toISOString(),
    }))
  }

  /** Does something that can be undone where that is wished; `work` is given the key under which it remembers how things were. */
  async during<Answer extends Counted | Refusal>(
    wish: UndoWish,
    { action, columns = [] }: { readonly action: UndoAction; readonly columns?: readonly UndoColumn[] },
    work: (deed: number | null) => Answer | Promise<Answer>,
  ): Promise<Answer & { undoId?: string }> {
    if (wish === false || this.#isClosed) return work(null)
    const deed = this.#begin(wish, action, columns)
    deed.underWay += 1
    try {
      const answer = await work(deed.key)
      if (!isRefusal(answer)) deed.count += answer.changed ?? answer.retried ?? 0
      return deed.count === 0 ? answer : Object.assign({}, answer, { undoId: deed.id })
    } finally {
      deed.underWay -= 1
      this.#done(deed)
    }
  }

  /** Makes everything as it was before a deed, as far as it has not gone on since. */
  async undo(undoId: string): Promise<Undone | Refusal> {
    const deed = this.#deeds.get(undoId)
    if (deed === undefined || this.#isClosed) return refuse('NOT_FOUND', { undoId })
    if (deed.underWay > 0) return refuse('CONFLICT', { undoId })
    deed.underWay += 1
    this.#tell()
    try {
      const undone = await this.#undo(deed)
      this.#deeds.delete(undoId)
      return undone
    } catch (error) {
      // As on a full disk: it can be asked for again, and otherwise the next start does it.
      deed.untilMs = Number.POSITIVE_INFINITY
      throw error
    } finally {
      deed.underWay -= 1
      this.#tell()
    }
  }

  /** What is not undone by now stays done. */
  async close(): Promise<void> {
    const { store, log } = this.#parts.world
    this.#isClosed = true
    this.#cancelWake?.()
    await this.#forgetting
    if (this.#deeds.size === 0) return
    try {
      store.forgetDeeds()
      store.clearRemoved(mostAtOnce)
    } catch (error) {
      log.error('what could be undone is forgotten by the next start', { error: String(error) })
    }
  }

  #begin(wish: UndoWish, action: UndoAction, columns: readonly UndoColumn[]): KeptDeed {
    const { store, random } = this.#parts.world
    const earlier = typeof wish === 'string' ? this.#deeds.get(wish) : undefined
    if (earlier?.action === action && earlier.columns.join() === columns.join()) return earlier
    const id = random.id()
    const key = store.beginDeed({ id, action }, columns)
    const deed = { key, id, action, columns, count: 0, rows: 0, at: 0, untilMs: Number.POSITIVE_INFINITY, underWay: 0 }
    this.#deeds.set(id, deed)
    return deed
  }

  #done(deed: KeptDeed): void {
    const { store, clock } = this.#parts.world
    if (deed.underWay > 0) return
    deed.at = clock.now()
    deed.untilMs = deed.count === 0 ? Number.NEGATIVE_INFINITY : clock.monotonic() + lifetimeMs(deed.action)
    deed.rows = store.deedSize(deed.key)
    this.#look()
    this.#tell()
  }

  async #undo(deed: KeptDeed): Promise<Undone> {
    const { action } = deed
    if (action === 'pauseQueue' || action === 'resumeQueue') {
      await this.#parts.setPaused(action === 'resumeQueue')
      while (this.#parts.world.store.forgetDeed(deed.key, mostAtOnce));
      return { restored: 1, movedOn: 0, gone: 0, anew: 0 }
    }
    const undone = await takeBack(this.#parts, deed, () => this.#isClosed)
    void this.#parts.leftovers.clear()
    return undone
  }

  /** Forgets what is too old or too much, and looks again when the next is. */
  #look(): void {
    if (this.#isClosed) return
    const { clock } = this.#parts.world
    const idle = [...this.#deeds.values()].toReversed().filter(({ underWay }) => underWay === 0)
    const overdue = overdueDeeds(idle, clock.monotonic())
    for (const deed of idle) if (overdue.has(deed.id)) this.#forget(deed)
    this.#cancelWake?.()
    const next = Math.min(...idle.filter(({ id }) => !overdue.has(id)).map(({ untilMs }) => untilMs))
    this.#cancelWake = !Number.isFinite(next)
      ? null
      : clock.schedule(Math.max(0, next + graceMs - clock.monotonic()), () => {
          this.#look()
          this.#tell()
        })
  }

  #forget(deed: KeptDeed): void {
    this.#deeds.delete(deed.id)
    this.#forgetting = this.#forgetting.then(() => this.#forgetRows(deed))
  }

  async #forgetRows(deed: KeptDeed): Promise<void> {
    const { world, leftovers } = this.#parts
    const { store, clock, log } = world
    try {
      await inSlices(clock, (items) => {
        if (this.#isClosed) return false
        return store.transaction(() => store.forgetDeed(deed.key, items), { durable: false })
      })
    } catch (error) {
      log.error('what can no longer be undone could not be forgotten, trying again', { error: String(error) })
      if (!this.#isClosed) clock.schedule(storeRetryMs, () => this.#forget(deed))
      return
    }
    // Closed meanwhile, `close` does it.
    if (this.#isClosed) this.#deeds.set(deed.id, deed)
    else if (deed.action === 'remove') {
      // What was removed is the history's then: whoever looks at that is told.
      void leftovers.clear().then(() => this.#tell())
    }
  }

  #tell(): void {
    if (!this.#isClosed) this.#parts.news.undo(this.list())
  }
}
