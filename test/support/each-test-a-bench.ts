import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { TransferSettings } from '../../src-main/queue/ports.ts'
import { FaultyServer } from './faulty-server.ts'
import { TransferBench } from './transfer-bench.ts'

/** Calling {@link setUpBench} gives each test of the file a server of its own and the engine in an empty folder. */
export let server: FaultyServer
export let bench: TransferBench

export function setUpBench(settings: Partial<TransferSettings> = {}): void {
  beforeAll(async () => {
    bench = await TransferBench.start()
  })
  beforeEach(async () => {
    server = await FaultyServer.start()
    await bench.renew(settings)
  })
  afterEach(async () => {
    await server.close()
  })
  afterAll(async () => {
    await bench.close()
  })
}
