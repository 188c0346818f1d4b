import type { Log, TransferOrder, TransferPool, TransferReport, TransferSettings } from '../../queue/ports.ts'
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
  const slotOf = new Map<number, WorkerSlot>()
  let settings: TransferSettings | null = null

  const tell = (report: TransferReport) => {
    if (report.kind === 'ended') slotOf.delete(report.attemptId)
    for (const listener of [...listeners]) listener(report)
  }
  const onLost = (slot: WorkerSlot, message: string) => {
    const attemptIds = [...slotOf].filter(([, holder]) => holder === slot).map(([attemptId]) => attemptId)
    for (const attemptId of attemptIds) slotOf.delete(attemptId)
    if (attemptIds.length > 0) tell({ kind: 'lost', attemptIds, message })
  }
  const slots = Array.from(
    { length: Math.max(1, workers) },
    () => new WorkerSlot({ workerUrl, log, onReport: tell, onLost, settings: () => settings }),
  )
  const slotFor = (order: TransferOrder) => slots[hashOf(hostOf(order.url)) % slots.length] ?? slots[0]

  return {
    configure(changed) {
      settings = changed
      for (const slot of slots) slot.post({ kind: 'configure', settings: changed })
    },
    start(order) {
      const slot = slotFor(order)
      if (slot === undefined) return
      slotOf.set(order.attemptId, slot)
      slot.post({ kind: 'start', order })
    },
    limit(attemptId, limits) {
      slotOf.get(attemptId)?.post({ kind: 'limit', attemptId, limits })
    },
    stop(attemptId) {
      slotOf.get(attemptId)?.post({ kind: 'stop', attemptId })
    },
    keep(attemptId) {
      slotOf.get(attemptId)?.post({ kind: 'keep', attemptId })
    },
    onReport(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await Promise.all(slots.map((slot) => slot.close()))
    },
  }
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
