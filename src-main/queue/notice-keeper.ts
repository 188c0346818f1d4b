import { type Notice, type NoticeGroup, noticeGroupSchema } from '../../src-preload/contract/index.ts'
import type { EventHub } from './event-hub.ts'
import { withNotice } from './notice-groups.ts'
import type { World } from './world.ts'

const key = 'notices.history'
/** Told and saved so often at most, however many come. */
const pauseMs = 1_000

/** The history of the notices, which outlives the program. What came in its last second may be missing after a death. */
export class NoticeKeeper {
  readonly #world: Pick<World, 'store' | 'clock' | 'log'>
  readonly #hub: Pick<EventHub, 'publish'>
  #groups: readonly NoticeGroup[]
  #cancelSave: (() => void) | null = null

  constructor(world: Pick<World, 'store' | 'clock' | 'log'>, hub: Pick<EventHub, 'publish'>) {
    this.#world = world
    this.#hub = hub
    const saved = noticeGroupSchema.array().safeParse(world.store.loadSettings()[key] ?? [])
    this.#groups = saved.success ? saved.data : []
  }

  get unread(): number {
    return this.#groups.filter(({ isRead }) => !isRead).length
  }

  list(): { items: NoticeGroup[]; total: number; unread: number } {
    return { items: [...this.#groups], total: this.#groups.length, unread: this.unread }
  }

  add(notice: Notice): void {
    this.#become(withNotice(this.#groups, notice))
  }

  markRead(): { done: true } {
    if (this.unread > 0) this.#become(this.#groups.map((group) => ({ ...group, isRead: true })))
    return { done: true }
  }

  clear(): { done: true } {
    if (this.#groups.length > 0) this.#become([])
    return { done: true }
  }

  close(): void {
    if (this.#cancelSave === null) return
    this.#cancelSave()
    this.#save()
  }

  #become(groups: readonly NoticeGroup[]): void {
    this.#groups = groups
    this.#cancelSave ??= this.#world.clock.schedule(pauseMs, () => this.#save())
  }

  #save(): void {
    const { store, log } = this.#world
    this.#cancelSave = null
    this.#hub.publish({ type: 'notices', unread: this.unread })
    try {
      store.transaction(() => store.saveSettings({ [key]: this.#groups }), { durable: false })
    } catch (error) {
      log.warn('the history of the notices could not be saved', { error: String(error) })
    }
  }
}
