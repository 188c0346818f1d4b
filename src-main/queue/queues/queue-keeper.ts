import type { Queue } from '../../../src-preload/contract/index.ts'
import type { Store } from '../ports.ts'

/** The queues as they are now: few, asked at each start, and therefore kept. */
export class QueueKeeper {
  readonly #store: Pick<Store, 'queues'>
  #queues: ReadonlyMap<string, Queue> = new Map()

  constructor(store: Pick<Store, 'queues'>) {
    this.#store = store
    this.refresh()
  }

  /** The default queue first, then as they were made. */
  all(): readonly Queue[] {
    return [...this.#queues.values()]
  }

  ids(): readonly string[] {
    return [...this.#queues.keys()]
  }

  get(id: string): Queue | undefined {
    return this.#queues.get(id)
  }

  /** To be called after each change in the store. */
  refresh(): void {
    this.#queues = new Map(this.#store.queues().map((queue) => [queue.id, queue]))
  }
}
