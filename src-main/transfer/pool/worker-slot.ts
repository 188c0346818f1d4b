import type { Worker } from 'node:worker_threads'
import type {
  DocumentAnswer,
  Exchanges,
  FileFinding,
  Log,
  SystemProxy,
  TransferLook,
  TransferReport,
  TransferSettings,
} from '../../queue/ports.ts'
import type { CommonMemoryHandle } from '../common-memory.ts'
import type { FromWorker, ToWorker } from '../protocol.ts'
import { ExchangeRelay } from './exchange-relay.ts'
import { beginThread, type FirstThread } from './first-thread.ts'

export interface WorkerSlotOptions {
  readonly workerUrl: URL
  /** Already begun, in the memory of `common`; null where this place begins its own. */
  readonly first: FirstThread | null
  readonly common: CommonMemoryHandle
  readonly log: Log
  readonly exchanges: Exchanges
  /** Null where there is none to ask. */
  readonly systemProxy: SystemProxy | null
  readonly onReport: (report: TransferReport) => void
  readonly onChecked: (checkId: number, finding: FileFinding) => void
  readonly onLooked: (lookId: number, look: TransferLook) => void
  readonly onDocument: (documentId: number, answer: DocumentAnswer) => void
  /** The thread has ended, as it was told to or not; called before a next one begins. */
  readonly onGone: () => void
  /** The worker has died; whatever it carried is over. */
  readonly onLost: (slot: WorkerSlot, message: string) => void
  /** What a new worker has to know first. */
  readonly settings: () => TransferSettings | null
}

/** How long the last words may take before the thread is ended. */
const closeMs = 4_000
const firstRestartMs = 100
const longestRestartMs = 30_000
/** A worker that lived this long did not die of its start. */
const healthyMs = 30_000

/** Names the exchanges of each worker: the numbers in them are its own. */
let workersBegun = 0

/** The place of one worker: always filled by a living one, or soon again. */
export class WorkerSlot {
  readonly #options: WorkerSlotOptions
  #worker: Worker | null = null
  #relay: ExchangeRelay | null = null
  /** What is said while no worker is there. */
  #unsent: ToWorker[] = []
  #restart: NodeJS.Timeout | undefined
  #deaths = 0
  #isClosing = false
  #measured: ReturnType<Worker['performance']['eventLoopUtilization']> | undefined

  constructor(options: WorkerSlotOptions) {
    this.#options = options
  }

  /** Its place among all workers. */
  get place(): number {
    return this.#options.common.place
  }

  /** The share of the time since the last call, or since it began, in which the thread was busy: 0–1. */
  utilisation(): number {
    if (this.#worker === null) return 0
    const { performance: loop } = this.#worker
    const before = this.#measured
    this.#measured = loop.eventLoopUtilization()
    return loop.eventLoopUtilization(this.#measured, before).utilization
  }

  post(message: ToWorker): void {
    if (this.#worker !== null) this.#worker.postMessage(message)
    else this.#unsent.push(message)
  }

  /** Tells the settings of the moment; a new worker is told them first. */
  configure(): void {
    const { exchanges, settings } = this.#options
    const known = settings()
    if (known !== null) {
      this.#worker?.postMessage({
        kind: 'configure',
        settings: known,
        credentialHosts: exchanges.credentialHosts,
      } satisfies ToWorker)
    }
  }

  /** Lets the attempts say their last words, and ends the thread after that or after a while. */
  async close(): Promise<void> {
    this.#isClosing = true
    clearTimeout(this.#restart)
    const worker = this.#worker
    if (worker === null) return
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.postMessage({ kind: 'close' } satisfies ToWorker)
    const late = setTimeout(() => {
      this.#options.log.warn('a transfer worker did not end in time')
      void worker.terminate()
    }, closeMs)
    await exited
    clearTimeout(late)
  }

  /** Starts the thread. */
  begin(): void {
    const { workerUrl, first, common, exchanges, onReport, onChecked, onLooked, onDocument } = this.#options
    const worker = first?.take() ?? beginThread(workerUrl, common)
    const begunAt = performance.now()
    const relay = new ExchangeRelay(exchanges, `worker ${++workersBegun}`, (message) => worker.postMessage(message))
    let cause = 'it ended by itself'
    worker.on('message', (words: readonly FromWorker[]) => {
      for (const word of words) {
        if (word.kind === 'checked') onChecked(word.checkId, word.finding)
        else if (word.kind === 'looked') onLooked(word.lookId, word.look)
        else if (word.kind === 'documentFetched') onDocument(word.documentId, word.answer)
        else if (word.kind === 'exchangeWanted' || word.kind === 'exchangeEnded') relay.handle(word)
        else if (word.kind === 'systemProxyWanted') void this.#askSystem(word, worker)
        else onReport(word)
      }
    })
    worker.on('error', (error) => {
      cause = error instanceof Error ? error.message : String(error)
    })
    worker.once('exit', () => this.#onExit(cause, performance.now() - begunAt))
    this.#worker = worker
    this.#relay = relay
    this.configure()
    for (const message of this.#unsent.splice(0)) worker.postMessage(message)
  }

  /** What cannot be found out is left to the worker: it then goes by the environment. */
  async #askSystem({ askId, origin }: Extract<FromWorker, { kind: 'systemProxyWanted' }>, asker: Worker): Promise<void> {
    const { systemProxy, log } = this.#options
    const found = await systemProxy?.resolve(origin).catch((error: unknown) => {
      log.warn('the system does not say which proxy it wants', { error: String(error) })
      return ''
    })
    // The number is that worker's own: one that took its place may have asked something else by it.
    asker.postMessage({ kind: 'systemProxyFound', askId, found: found ?? null } satisfies ToWorker)
  }

  #onExit(cause: string, livedMs: number): void {
    this.#worker = null
    this.#measured = undefined
    this.#relay?.lose()
    this.#options.onGone()
    if (this.#isClosing) return
    this.#deaths = livedMs >= healthyMs ? 1 : this.#deaths + 1
    const restartMs = Math.min(firstRestartMs * 2 ** (this.#deaths - 1), longestRestartMs)
    this.#options.log.error('a transfer worker died', { cause, restartMs })
    this.#restart = setTimeout(() => this.begin(), restartMs)
    this.#options.onLost(this, cause)
  }
}
