import { Worker } from 'node:worker_threads'
import type { Clock, Log } from '../queue/ports.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

export interface SourceThreadParts {
  /** The worker's file: its source in tests, the bundled one in a build. */
  readonly workerUrl: URL
  readonly clock: Clock
  readonly log: Log
  readonly onWord: (word: FromWorker) => void
  /** It has ended, and all that it knew is gone. `isEndless`: it did not answer any more. */
  readonly onLost: (isEndless: boolean) => void
}

/**
 * Enough for ten million addresses that patterns stand for; what wants more is ended, and not the program. With 2,048 MB or
 * more V8 lets a heap grow to four times of what is in use before it looks what of it is, with less to twice.
 */
const resourceLimits = { maxOldGenerationSizeMb: 2_000, maxYoungGenerationSizeMb: 8 }
const pingMs = 5_000
/** Whoever has left so many unanswered computes without end. Counted, because a machine that sleeps asks nothing. */
const mostUnanswered = 4
/** Without anything to do it ends after so long. */
const idleMs = 30_000

/** The thread in which inputs are read: there while it is needed, and replaced where it does not answer. */
export class SourceThread {
  readonly #parts: SourceThreadParts
  #worker: Worker | null = null
  #unanswered = 0
  #cancelPing: (() => void) | null = null
  #cancelRest: (() => void) | null = null

  constructor(parts: SourceThreadParts) {
    this.#parts = parts
  }

  /** Begins it where there is none. `transfer`: memory that goes over with the message. */
  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#cancelRest?.()
    this.#cancelRest = null
    this.#worker ??= this.#begin()
    this.#worker.postMessage(message, transfer)
  }

  /** Says something to it only if it is there. */
  mention(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, transfer)
  }

  /** Nothing is left to do for now. */
  rest(): void {
    if (this.#worker === null || this.#cancelRest !== null) return
    this.#cancelRest = this.#parts.clock.schedule(idleMs, () => void this.end())
  }

  /** Whatever it does; nothing more is heard of it. */
  async end(): Promise<void> {
    this.#cancelRest?.()
    this.#cancelRest = null
    this.#cancelPing?.()
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  #begin(): Worker {
    const { workerUrl, onWord } = this.#parts
    const worker = new Worker(workerUrl, { name: 'staffel-sources', resourceLimits })
    worker.on('message', (word: FromWorker) => {
      if (this.#worker !== worker) return
      this.#unanswered = 0
      onWord(word)
    })
    worker.on('error', (error) => this.#lose(worker, error instanceof Error ? error.message : String(error), false))
    worker.once('exit', () => this.#lose(worker, 'it ended by itself', false))
    this.#unanswered = 0
    this.#planPing(worker)
    return worker
  }

  #planPing(worker: Worker): void {
    this.#cancelPing = this.#parts.clock.schedule(pingMs, () => {
      if (this.#worker !== worker) return
      if (++this.#unanswered > mostUnanswered) {
        void worker.terminate()
        this.#lose(worker, 'it did not answer any more', true)
        return
      }
      worker.postMessage({ kind: 'ping' } satisfies ToWorker)
      this.#planPing(worker)
    })
  }

  #lose(worker: Worker, cause: string, isEndless: boolean): void {
    if (this.#worker !== worker) return
    this.#worker = null
    this.#cancelPing?.()
    this.#parts.log.error('the thread that reads sources was lost', { cause })
    this.#parts.onLost(isEndless)
  }
}
