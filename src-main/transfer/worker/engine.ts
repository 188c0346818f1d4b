import type {
  FromWorker,
  HostNews,
  ToWorker,
  TransferCheckpoint,
  TransferOrder,
  TransferProgress,
  TransferSettings,
} from '../protocol.ts'
import { hostOf } from './answer-problems.ts'
import { assertNever } from './assert-never.ts'
import { Attempt } from './attempt.ts'
import { DiskRoom } from './disk-room.ts'
import { Documents } from './documents.ts'
import { Exchanges } from './exchanges.ts'
import { FileChecks } from './file-checks.ts'
import { FolderSync } from './folder-sync.ts'
import { HeadLog } from './head-log.ts'
import { HostGate } from './host-gate.ts'
import { HostLoad } from './host-load.ts'
import { HostNotes } from './host-notes.ts'
import { HostStarts } from './host-starts.ts'
import { HttpClient } from './http-client.ts'
import type { Neighbours } from './neighbours.ts'
import { ProtocolKeeper } from './protocol-keeper.ts'
import { RepairAttempt } from './repair.ts'
import { Reservations } from './reservations.ts'
import type { Runner } from './runner.ts'
import { JoinLine } from './stream/join-line.ts'
import { StreamAttempt } from './stream/stream-attempt.ts'
import { SystemProxies } from './system-proxies.ts'
import { Bucket, Throttle } from './throttle.ts'
import { Wakefulness } from './wakefulness.ts'
import { Ways } from './ways.ts'
import type { Workshop } from './workshop.ts'

const tickMs = 100
const checkpointMs = 500
/** Flushing waits in the threads that write too: a few at a time leave them room. */
const mostFlushes = 3
/** More at once takes no fewer cycles, and on Linux memory in larger pieces, which may first have to be found. */
const gatherBytes = 131_072
const leastGatherBytes = 65_536
/** What all connections together may hold in memory. */
const gatherBudgetBytes = 67_108_864

/** Runs attempts and tells about them. Everything of a worker but its port. */
export class Engine {
  readonly #report: (report: FromWorker) => void
  readonly #gate: HostGate
  readonly #exchanges: Exchanges
  readonly #neighbours: Neighbours
  readonly #throttle: Throttle
  readonly #room: DiskRoom
  readonly #load: HostLoad
  readonly #protocols: ProtocolKeeper
  readonly #systemProxies: SystemProxies
  readonly #ways: Ways
  readonly #client: HttpClient
  readonly #heads = new HeadLog((attemptId) => this.#attempts.get(attemptId ?? -1)?.order.episodeId)
  readonly #shop: Workshop
  readonly #checks: FileChecks
  readonly #documents: Documents
  readonly #attempts = new Map<number, Runner>()
  readonly #jobs = new Map<string, { readonly bucket: Bucket; users: number }>()
  /** By their places in the common memory. */
  readonly #queues = new Map<number, Bucket>()
  readonly #unlimited = new Bucket()
  readonly #checkpointed = new Map<number, number>()
  readonly #wakefulness = new Wakefulness(tickMs)
  #settings: TransferSettings
  #flushes = 0
  #tick: NodeJS.Timeout | undefined
  #idle = Promise.withResolvers<void>()

  constructor(
    { settings, credentialHosts }: Extract<ToWorker, { kind: 'configure' }>,
    report: (report: FromWorker) => void,
    neighbours: Neighbours,
  ) {
    this.#settings = settings
    this.#report = report
    this.#neighbours = neighbours
    this.#throttle = new Throttle(new Bucket(neighbours.memory.globalLimit, neighbours.place))
    this.#room = new DiskRoom(neighbours)
    this.#load = new HostLoad(neighbours)
    this.#exchanges = new Exchanges(report)
    this.#gate = new HostGate(new HostStarts(neighbours.memory))
    this.#checks = new FileChecks(report)
    const tellOfHost = (host: string, news: HostNews) => report({ kind: 'host', host, news })
    this.#protocols = new ProtocolKeeper(tellOfHost)
    this.#systemProxies = new SystemProxies((askId, origin) => report({ kind: 'systemProxyWanted', askId, origin }))
    const policyOf = () => this.#settings
    this.#ways = new Ways(settings.network, policyOf, this.#systemProxies)
    const parts = {
      gate: this.#gate,
      notes: new HostNotes(tellOfHost),
      protocols: this.#protocols,
      exchanges: this.#exchanges,
      ways: this.#ways,
      heads: this.#heads,
    }
    this.#client = new HttpClient(parts, policyOf)
    this.#shop = {
      client: this.#client,
      throttle: this.#throttle,
      reservations: new Reservations(neighbours),
      room: this.#room,
      folders: new FolderSync(),
      load: this.#load,
      joins: new JoinLine(),
      gatherBytes: () => Math.max(leastGatherBytes, Math.min(gatherBytes, gatherBudgetBytes / Math.max(1, this.#load.total))),
      report,
    }
    this.#documents = new Documents(this.#shop, report)
    this.configure(settings, credentialHosts)
  }

  configure(settings: TransferSettings, credentialHosts: readonly string[]): void {
    this.#settings = settings
    this.#exchanges.setCredentialHosts(credentialHosts)
    this.#gate.setInterval(settings.hostRequestIntervalMs)
    this.#room.minFreeBytes = settings.minFreeBytes
    this.#load.maxPerHost = settings.maxConnectionsPerHost
    this.#throttle.global.setRate(settings.speedLimit, performance.now())
    this.#throttle.changed()
    if (!this.#ways.configure(settings.network)) this.#client.distrust()
  }

  handle(message: Exclude<ToWorker, { kind: 'configure' | 'close' }>): void {
    switch (message.kind) {
      case 'start':
        this.#start(message)
        break
      case 'limit':
        this.#attempts.get(message.attemptId)?.limit(message.limits, this.#queueAt(message.queuePlace))
        break
      case 'stop':
        this.#attempts.get(message.attemptId)?.stop()
        break
      case 'keep':
        this.#attempts.get(message.attemptId)?.keep()
        break
      case 'retireConnections':
        this.#client.retireConnections()
        break
      case 'systemProxyFound':
        this.#systemProxies.found(message.askId, message.found)
        break
      case 'check':
        this.#checks.begin(message.checkId, message.check)
        break
      case 'look':
        this.#look(message)
        break
      case 'dropCheck':
        this.#checks.drop(message.checkId)
        break
      case 'fetchDocument':
        this.#beginTicking()
        void this.#documents.fetch(message.documentId, message.order).finally(() => this.#restIfIdle())
        break
      case 'dropDocument':
        this.#documents.drop(message.documentId)
        break
      case 'exchangeGranted':
        this.#exchanges.granted(message.exchangeId, message.grant)
        break
      case 'exchangeJudged':
        this.#exchanges.judged(message.exchangeId, message.verdict)
        break
      default:
        return assertNever(message)
    }
  }

  /** Stops everything; resolves after the last word of the last attempt. */
  async close(): Promise<void> {
    // Both at once: a disk that does not answer the one must not keep the other from its last words.
    const checks = Promise.all([this.#checks.close(), this.#documents.close()])
    for (const attempt of this.#attempts.values()) attempt.stop()
    if (this.#attempts.size > 0) await this.#idle.promise
    await this.#shop.folders.close()
    await checks
    this.#client.close()
  }

  #look({ lookId, episodeId }: Extract<ToWorker, { kind: 'look' }>): void {
    const attempt = this.#attempts.values().find(({ order }) => order.episodeId === episodeId)
    const { connections = [], places = [] } = attempt?.look?.() ?? {}
    this.#report({ kind: 'looked', lookId, look: { connections, places, exchanges: this.#heads.of(episodeId) } })
  }

  /** What a queue without a limit has is never filled. */
  #queueAt(queuePlace: number | null): Bucket {
    if (queuePlace === null) return this.#unlimited
    const { memory, place } = this.#neighbours
    const bucket = this.#queues.get(queuePlace) ?? new Bucket(memory.queueLimit(queuePlace), place)
    this.#queues.set(queuePlace, bucket)
    return bucket
  }

  #start({ order, jobPlace, queuePlace }: Extract<ToWorker, { kind: 'start' }>): void {
    const { memory, place } = this.#neighbours
    const job = this.#jobs.get(order.jobId) ?? { bucket: new Bucket(memory.jobLimit(jobPlace), place), users: 0 }
    job.users++
    this.#jobs.set(order.jobId, job)
    if (order.hostProfile.http2 !== null) this.#protocols.recall(hostOf(order.url), order.hostProfile.http2)
    const attempt = this.#attemptAt(order, job.bucket, this.#queueAt(queuePlace))
    this.#attempts.set(order.attemptId, attempt)
    this.#beginTicking()
    void attempt.run().finally(() => this.#end(attempt, job))
  }

  #attemptAt(order: TransferOrder, job: Bucket, queue: Bucket): Runner {
    if (order.stream !== null) return new StreamAttempt(order, order.stream, this.#shop, job, queue)
    if (order.repair === 'blocks') return new RepairAttempt(order, this.#shop, job, queue)
    return new Attempt(order, this.#shop, job, queue)
  }

  #end({ order }: Runner, job: { users: number }): void {
    this.#attempts.delete(order.attemptId)
    this.#checkpointed.delete(order.attemptId)
    if (--job.users === 0) this.#jobs.delete(order.jobId)
    if (this.#attempts.size > 0) return
    this.#restIfIdle()
    this.#idle.resolve()
    this.#idle = Promise.withResolvers<void>()
  }

  #beginTicking(): void {
    this.#tick ??= setInterval(() => this.#onTick(), tickMs)
  }

  #restIfIdle(): void {
    if (this.#attempts.size > 0 || !this.#documents.isIdle) return
    clearInterval(this.#tick)
    this.#tick = undefined
    this.#wakefulness.pause()
  }

  #onTick(): void {
    const now = performance.now()
    const longestSilenceMs = this.#wakefulness.beat(now, this.#settings.stallTimeoutMs)
    const items: TransferProgress[] = []
    for (const attempt of this.#attempts.values()) {
      attempt.checkStalls(now, longestSilenceMs)
      const progress = attempt.progress()
      if (progress !== null) items.push(progress)
    }
    this.#documents.checkStalls(now, longestSilenceMs)
    if (items.length > 0) this.#report({ kind: 'progress', items })
    this.#room.tell()
    void this.#checkpointDue(now)
  }

  /** Flushes those whose last checkpoint is longest ago, a few at a time, and tells of all in one message. */
  async #checkpointDue(now: number): Promise<void> {
    const last = (attempt: Runner) => this.#checkpointed.get(attempt.order.attemptId) ?? -Infinity
    const due = [...this.#attempts.values()]
      .filter((attempt) => attempt.isDirty && now - last(attempt) >= checkpointMs)
      .sort((one, other) => last(one) - last(other))
    const items: TransferCheckpoint[] = []
    const work = async () => {
      for (let attempt = due.shift(); attempt !== undefined; attempt = due.shift()) {
        this.#checkpointed.set(attempt.order.attemptId, performance.now())
        const item = await attempt.checkpoint()
        if (item !== null && this.#attempts.has(item.attemptId)) items.push(item)
      }
    }
    // The disk is everybody's; but each worker gets its flushes done.
    const most = Math.max(1, mostFlushes - this.#neighbours.flushes)
    const free = Math.max(0, Math.min(due.length, most - this.#flushes))
    this.#countFlushes(free)
    await Promise.all(Array.from({ length: free }, work))
    this.#countFlushes(-free)
    if (items.length > 0) this.#report({ kind: 'checkpoint', items })
  }

  #countFlushes(change: number): void {
    this.#flushes += change
    this.#neighbours.noteFlushes(this.#flushes)
  }
}
