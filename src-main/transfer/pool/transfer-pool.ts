import type { Log, TransferLimits, TransferPool, TransferReport, TransferSettings } from '../../queue/ports.ts'
import { hostStartsBytes } from '../protocol.ts'
import { PendingChecks } from './pending-checks.ts'
import { WorkerSlot } from './worker-slot.ts'

/** What a pool is made of. */
export interface TransferPoolOptions {
  /** The worker's file: its source in tests, the bundled one in a build. */
  readonly workerUrl: URL
  /** Threads; one carries hundreds of connections. */
  readonly workers?: number
  readonly log: Log
}

/**
 * The main thread's half of the transfer engine. Orders are spread by host, so that what holds for one host is kept
 * in one place. A worker that dies is replaced, and the attempts it took with it are reported as `lost`.
 */
export function createTransferPool({ workerUrl, workers = 1, log }: TransferPoolOptions): TransferPool {
  const listeners = new Set<(report: TransferReport) => void>()
  const runs = new Map<number, Run>()
  const checks = new PendingChecks<WorkerSlot>()
  const hostStarts = new SharedArrayBuffer(hostStartsBytes)
  let settings: TransferSettings | null = null

  const tell = (report: TransferReport) => {
    for (const listener of [...listeners]) listener(report)
  }
  const forget = (attemptIds: readonly number[]) => {
    for (const attemptId of attemptIds) runs.delete(attemptId)
    share()
  }
  const onReport = (report: TransferReport) => {
    if (report.kind === 'ended') forget([report.attemptId])
    tell(report)
  }
  const onLost = (slot: WorkerSlot, message: string) => {
    const attemptIds = [...runs].filter(([, run]) => run.slot === slot).map(([attemptId]) => attemptId)
    forget(attemptIds)
    checks.lose(slot, message)
    if (attemptIds.length > 0) tell({ kind: 'lost', attemptIds, message })
  }

  /** What a worker is to keep to: its part of the speed that all of them may use together. */
  const settingsFor = (slot: WorkerSlot): TransferSettings | null =>
    settings && {
      ...settings,
      speedLimit: partOf(settings.speedLimit, slot, [...runs.values()]),
    }
  const limitsFor = (run: Run): TransferLimits => {
    const ofJob = [...runs.values()].filter((other) => other.jobId === run.jobId)
    return { ...run.limits, jobSpeedLimit: partOf(run.limits.jobSpeedLimit, run.slot, ofJob) }
  }
  /** Parts change as attempts come and go; with one worker there is nothing to share. */
  const share = () => {
    if (slots.length === 1) return
    for (const slot of slots) postSettings(slot)
    for (const [attemptId, run] of runs) run.slot.post({ kind: 'limit', attemptId, limits: limitsFor(run) })
  }
  const postSettings = (slot: WorkerSlot) => {
    const known = settingsFor(slot)
    if (known !== null) slot.post({ kind: 'configure', settings: known })
  }
  const makeSlot = (): WorkerSlot => {
    const slot: WorkerSlot = new WorkerSlot({
      workerUrl,
      hostStarts,
      log,
      onReport,
      onChecked: (checkId, finding) => checks.answer(checkId, finding),
      onLost,
      settings: () => settingsFor(slot),
    })
    slot.begin()
    return slot
  }
  const slots: readonly WorkerSlot[] = Array.from({ length: Math.max(1, workers) }, makeSlot)

  return {
    configure(changed) {
      settings = changed
      for (const slot of slots) postSettings(slot)
    },
    start(order) {
      const slot = slots[hashOf(hostOf(order.url)) % slots.length]
      if (slot === undefined) return
      const run: Run = { slot, jobId: order.jobId, limits: order.limits }
      runs.set(order.attemptId, run)
      slot.post({ kind: 'start', order: { ...order, limits: limitsFor(run) } })
      share()
    },
    limit(attemptId, limits) {
      const run = runs.get(attemptId)
      if (run === undefined) return
      run.limits = limits
      run.slot.post({ kind: 'limit', attemptId, limits: limitsFor(run) })
    },
    stop(attemptId) {
      runs.get(attemptId)?.slot.post({ kind: 'stop', attemptId })
    },
    keep(attemptId) {
      runs.get(attemptId)?.slot.post({ kind: 'keep', attemptId })
    },
    check(check, signal) {
      const slot = slots[hashOf(check.path) % slots.length]
      return slot === undefined ? Promise.resolve({ kind: 'stopped' }) : checks.ask(slot, check, signal)
    },
    onReport(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await Promise.all(slots.map((slot) => slot.close()))
      for (const slot of slots) checks.lose(slot, 'the program ends')
    },
  }
}

/** An attempt under way, as the pool knows it; `limits` as they were given for the whole program. */
interface Run {
  readonly slot: WorkerSlot
  readonly jobId: string
  limits: TransferLimits
}

/** A worker's part of a limit is that of its attempts, so that equals stay equal; 0 stays no limit. */
function partOf(bytesPerSecond: number, slot: WorkerSlot, runs: readonly Run[]): number {
  if (bytesPerSecond === 0 || runs.length === 0) return bytesPerSecond
  const own = runs.filter((run) => run.slot === slot).length
  return Math.max(1, Math.floor((bytesPerSecond * own) / runs.length))
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
