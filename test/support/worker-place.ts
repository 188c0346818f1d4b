import { onTestFinished } from 'vitest'
import { CommonMemory } from '../../src-main/transfer/common-memory.ts'
import { WorkerSlot, type WorkerSlotOptions } from '../../src-main/transfer/pool/worker-slot.ts'
import { silentLog } from './sessions/session-bench.ts'

/** A worker of this program text. */
export function workerOf(text: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`)
}

/** A place of which nothing is asked but what is given; begun, and closed with the test. */
export function beginPlace(given: Partial<WorkerSlotOptions> & Pick<WorkerSlotOptions, 'workerUrl'>): WorkerSlot {
  const slot = new WorkerSlot({
    first: null,
    common: { memory: new CommonMemory().memory, place: 0, isAlone: true },
    log: silentLog,
    exchanges: {
      begin: async () => null,
      end: async () => 'final',
      keep: () => undefined,
      credentialHosts: [],
      onCredentialHosts: () => () => undefined,
    },
    systemProxy: null,
    onReport: () => undefined,
    onChecked: () => undefined,
    onDocument: () => undefined,
    onLooked: () => undefined,
    onGone: () => undefined,
    onLost: () => undefined,
    settings: () => null,
    ...given,
  })
  onTestFinished(() => slot.close())
  slot.begin()
  return slot
}
