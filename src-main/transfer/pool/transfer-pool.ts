import type {
  Documents,
  Exchanges,
  Log,
  SystemProxy,
  TransferLimits,
  TransferPool,
  TransferReport,
  TransferSettings,
} from '../../queue/ports.ts'
import { CommonMemory, jobPlaces, mostWorkers, queuePlaces } from '../common-memory.ts'
import type { FirstThread } from './first-thread.ts'
import { Homes, type Visit } from './homes.ts'
import { LimitPlaces } from './limit-places.ts'
import { PendingChecks } from './pending-checks.ts'
import { PendingDocuments } from './pending-documents.ts'
import { PendingLooks } from './pending-looks.ts'
import { mostWorkersFor, WorkerCount } from './worker-count.ts'
import { WorkerSlot } from './worker-slot.ts'

/** What a pool is made of. */
export interface TransferPoolOptions {
  /** The worker's file: its source in tests, the bundled one in a build. */
  readonly workerUrl: URL
  /** Cores that this process may use: with enough of them, load brings more workers than one. */
  readonly cores?: number
  /** The first worker's thread, where it has been begun already, for the same file and cores. */
  readonly first?: FirstThread
  /** So many workers from beginning to end, whatever cores and load; 4 at most. */
  readonly workers?: number
  /** The owner of the sessions; without one no request belongs to any. */
  readonly exchanges?: Exchanges
  /** What the system says of proxies; null or left out where there is none to ask. */
  readonly systemProxy?: SystemProxy | null
  readonly log: Log
}

const lookMs = 1_000

/**
 * The main thread's half of the transfer engine: gives each attempt to a worker, and has as many of these as load and
 * cores warrant. What all of them have to keep to together they see to themselves, in the memory they share. A worker
 * that dies is replaced, and the attempts it took with it are reported as `lost`.
 */
export function createTransferPool({
  workerUrl,
  cores = 1,
  first,
  workers,
  exchanges = noExchanges,
  systemProxy = null,
  log,
}: TransferPoolOptions): TransferPool & Documents {
  const listeners = new Set<(report: TransferReport) => void>()
  const runs = new Map<number, Run>()
  const memory = first?.memory ?? new CommonMemory()
  const homes = new Homes<WorkerSlot>()
  const jobs = new LimitPlaces(jobPlaces, (index) => memory.clearJob(index))
  const queues = new LimitPlaces(queuePlaces, (index) => memory.clearQueue(index))
  const checks = new PendingChecks<WorkerSlot>()
  const documents = new PendingDocuments<WorkerSlot>()
  const looks = new PendingLooks<WorkerSlot>()
  const slots = new Set<WorkerSlot>()
  const most = Math.min(workers ?? mostWorkersFor(cores), mostWorkers)
  let settings: TransferSettings | null = null

  const tell = (report: TransferReport) => {
    for (const listener of [...listeners]) listener(report)
  }
  const forget = (attemptId: number) => {
    const run = runs.get(attemptId)
    if (run === undefined) return
    runs.delete(attemptId)
    homes.leave(run.visit)
    jobs.leave(run.jobId)
    if (run.queueId !== null) queues.leave(run.queueId)
  }
  /** A job can be moved to another queue, and a queue get a limit or lose it, while it runs. */
  const queuePlaceOf = (run: Run, { queueLimit }: TransferLimits): number | null => {
    if (run.queueId !== null) queues.leave(run.queueId)
    run.queueId = queueLimit?.queueId ?? null
    return run.queueId === null ? null : queues.enter(run.queueId)
  }
  /** What an answer changed is as durable as the bytes that came with it. */
  const keepSession = (attemptId: number) => {
    const sessionId = runs.get(attemptId)?.sessionId ?? null
    if (sessionId !== null) exchanges.keep(sessionId)
  }
  const onReport = (report: TransferReport) => {
    if (report.kind === 'checkpoint') for (const { attemptId } of report.items) keepSession(attemptId)
    if (report.kind === 'ended') {
      keepSession(report.attemptId)
      forget(report.attemptId)
    }
    tell(report)
  }
  const onLost = (slot: WorkerSlot, message: string) => {
    const attemptIds = [...runs].filter(([, run]) => run.visit.place === slot).map(([attemptId]) => attemptId)
    for (const attemptId of attemptIds) forget(attemptId)
    checks.lose(slot)
    documents.lose(slot)
    looks.lose(slot)
    if (attemptIds.length > 0) tell({ kind: 'lost', attemptIds, message })
  }

  const addSlot = () => {
    const taken = new Set([...slots].map(({ place }) => place))
    const place = memory.rows.findIndex((_, index) => !taken.has(index))
    const slot = new WorkerSlot({
      workerUrl,
      first: place === 0 ? (first ?? null) : null,
      common: { memory: memory.memory, place, isAlone: most === 1 },
      log,
      exchanges,
      systemProxy,
      onReport,
      onChecked: (checkId, finding) => checks.answer(checkId, finding),
      onLooked: (lookId, seen) => looks.answer(lookId, seen),
      onDocument: (documentId, answer) => documents.answer(documentId, answer),
      onGone: () => memory.clearWorker(place),
      onLost,
      settings: () => settings,
    })
    slots.add(slot)
    homes.add(slot)
    slot.begin()
  }
  /** Nothing is given to it any more; its place is free once its thread has ended. */
  const retire = async (slot: WorkerSlot) => {
    homes.remove(slot)
    await slot.close()
    looks.lose(slot)
    slots.delete(slot)
  }

  for (let count = 0; count < (workers ?? 1) && count < most; count++) addSlot()
  const count = new WorkerCount(most)
  const look = () => {
    const isIdle = (slot: WorkerSlot) => homes.isIdle(slot) && !checks.has(slot)
    const working = homes.places()
    const now = performance.now()
    const facts = working.map((slot) => ({
      utilisation: slot.utilisation(),
      isIdle: isIdle(slot),
      isDivisible: homes.isDivisible(slot, now),
    }))
    const verdict = count.look(facts)
    if (verdict === 'enough') return
    if (verdict === 'more' && slots.size < most) addSlot()
    const spare = verdict === 'fewer' ? working.findLast(isIdle) : undefined
    if (spare !== undefined) void retire(spare)
    log.info('the number of transfer workers changes', { workers: homes.places().length })
  }
  const forgetHosts = exchanges.onCredentialHosts(() => {
    for (const slot of slots) slot.configure()
  })
  const counting = workers === undefined && most > 1 ? setInterval(look, lookMs) : undefined

  return {
    configure(changed) {
      settings = changed
      for (const slot of slots) slot.configure()
    },
    start(order) {
      const { jobId, sessionId } = order
      const run: Run = { visit: homes.enter(hostOf(order.url), performance.now()), jobId, sessionId, queueId: null }
      runs.set(order.attemptId, run)
      const queuePlace = queuePlaceOf(run, order.limits)
      run.visit.place.post({ kind: 'start', order, jobPlace: jobs.enter(order.jobId), queuePlace })
    },
    limit(attemptId, limits) {
      const run = runs.get(attemptId)
      run?.visit.place.post({ kind: 'limit', attemptId, limits, queuePlace: queuePlaceOf(run, limits) })
    },
    stop(attemptId) {
      runs.get(attemptId)?.visit.place.post({ kind: 'stop', attemptId })
    },
    retireConnections() {
      for (const slot of slots) slot.post({ kind: 'retireConnections' })
    },
    keep(attemptId) {
      runs.get(attemptId)?.visit.place.post({ kind: 'keep', attemptId })
    },
    check(check, signal) {
      return checks.ask(homes.leastLoaded(), check, signal)
    },
    async fetch(order, signal) {
      const visit = homes.enter(hostOf(order.url), performance.now())
      try {
        return await documents.ask(visit.place, order, signal)
      } finally {
        homes.leave(visit)
        if (order.sessionId !== null) exchanges.keep(order.sessionId)
      }
    },
    look: (episodeId) => looks.ask([...slots], episodeId),
    onReport(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      clearInterval(counting)
      forgetHosts()
      await Promise.all([...slots].map((slot) => slot.close()))
      for (const slot of slots) {
        checks.lose(slot)
        documents.lose(slot)
        looks.lose(slot)
      }
    },
  }
}

/** An attempt under way, as the pool knows it. */
interface Run {
  readonly visit: Visit<WorkerSlot>
  readonly jobId: string
  readonly sessionId: string | null
  /** The queue whose limit it is under; null for none. */
  queueId: string | null
}

const noExchanges: Exchanges = {
  begin: async () => null,
  end: async () => 'final',
  keep: () => undefined,
  credentialHosts: [],
  onCredentialHosts: () => () => undefined,
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}
