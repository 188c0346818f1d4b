import type { Failure } from '../../../src-preload/contract/index.ts'
import type { Clock, Log } from '../../queue/ports.ts'
import { ownMemory } from '../own-memory.ts'
import type { FromWorker } from '../protocol.ts'
import { SourceThread } from '../source-thread.ts'
import { unreadable } from './feed-answer.ts'
import type { FeedOrder, FeedReader, FeedReading } from './feed-order.ts'
import { joinedReading } from './reading-portions.ts'

export interface FeedThreadParts {
  /** The file of the sources' worker. */
  readonly workerUrl: URL
  readonly clock: Clock
  readonly log: Log
}

const ended: Failure = { code: 'INTERNAL', message: 'The thread that reads feeds stopped.', params: {} }

interface Waiting {
  readonly portions: FeedReading[]
  readonly resolve: (reading: FeedReading) => void
}

/**
 * A thread for subscriptions alone, there while something is read: a feed that never comes to an end takes nothing with it
 * that a person looks at.
 */
export class FeedThread implements FeedReader {
  readonly #thread: SourceThread
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(parts: FeedThreadParts) {
    this.#thread = new SourceThread({
      ...parts,
      onWord: (word) => this.#hear(word),
      onLost: (isEndless) => this.#lose(isEndless ? unreadable('endless') : ended),
    })
  }

  read(order: FeedOrder): Promise<FeedReading> {
    this.#lastId += 1
    const feedId = this.#lastId
    return new Promise((resolve) => {
      this.#waiting.set(feedId, { portions: [], resolve })
      this.#thread.post({ kind: 'feed', feedId, order }, order.kind === 'read' ? ownMemory(order.answer.body) : [])
    })
  }

  async close(): Promise<void> {
    await this.#thread.end()
    this.#lose(ended)
  }

  #hear(word: FromWorker): void {
    if (word.kind !== 'feed') return
    const waiting = this.#waiting.get(word.feedId)
    waiting?.portions.push(word.portion)
    if (!word.isLast) return
    this.#waiting.delete(word.feedId)
    waiting?.resolve(joinedReading(waiting.portions))
    if (this.#waiting.size === 0) this.#thread.rest()
  }

  #lose(failure: Failure): void {
    for (const { resolve } of this.#waiting.values()) resolve({ kind: 'failed', failure })
    this.#waiting.clear()
  }
}
