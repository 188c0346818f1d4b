import { Worker } from 'node:worker_threads'
import { CommonMemory, type CommonMemoryHandle } from '../common-memory.ts'
import { mostWorkersFor } from './worker-count.ts'

/**
 * Each piece of a body comes in memory outside of the heap, and is let go of at the next collection of young objects.
 * With little room for those it comes soon and costs next to nothing; with V8's usual room 64 MiB gather first, and
 * then the whole heap is marked: 41 times a GiB, and half of a fast transfer's CPU time. With less room than this what a
 * small file needs until its end is copied again and again.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

/** Starts the thread of a worker, which says nothing before it has been told its first settings. */
export function beginThread(workerUrl: URL, common: CommonMemoryHandle): Worker {
  return new Worker(workerUrl, { name: 'staffel-transfer', workerData: common, resourceLimits })
}

/**
 * The thread of the first worker, begun before there is a pool, so that it loads beside the rest of the program and the
 * first job of a fresh start finds it ready.
 */
export class FirstThread {
  readonly workerUrl: URL
  /** Cores that this process may use. */
  readonly cores: number
  readonly memory = new CommonMemory()
  #worker: Worker | null

  constructor(workerUrl: URL, cores: number) {
    this.workerUrl = workerUrl
    this.cores = cores
    const worker = beginThread(workerUrl, { memory: this.memory.memory, place: 0, isAlone: mostWorkersFor(cores) === 1 })
    this.#worker = worker
    // One that cannot be loaded says so again to whoever finds none here and begins the next.
    worker.on('error', () => undefined)
    worker.once('exit', () => {
      this.#worker = null
    })
  }

  /** The thread, once; null where it has been taken or has ended. */
  take(): Worker | null {
    const worker = this.#worker
    this.#worker = null
    return worker
  }
}
