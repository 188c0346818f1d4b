import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { unknownHost } from '../../src-main/queue/host-profile.ts'
import type { TransferOrder } from '../../src-main/queue/ports.ts'
import type { Http2Facts } from '../../src-preload/contract/index.ts'
import { faultyCertificate, selfSignedCertificate } from './faulty-server/certificate.ts'
import { Http2Server, type Http2ServerOptions } from './http2-server.ts'
import { TransferBench } from './transfer-bench.ts'
import { trustingWorker } from './trusting-worker.ts'

export let bench: TransferBench
export let server: Http2Server
let folder: string
let certificates: readonly string[] = []

/** What a host's profile says where HTTP/2 was the faster before: it is used from the first request on. */
export const provedFaster: Partial<TransferOrder> = {
  hostProfile: { ...unknownHost, http2: { support: 'offered', http1Ms: 50, http2Ms: 10, isUsed: true } },
  limits: { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 },
}

/** Before each test a worker that knows no host yet, and trusts the certificates of the test servers. */
export function setUpHttp2Bench(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staffel-http2-'))
    const expired = await faultyCertificate('expired')
    certificates = [(await selfSignedCertificate()).cert, expired.cert]
    bench = await TransferBench.start({ stallTimeoutMs: 5_000 }, await trustingWorker(folder, certificates))
    await startServer({})
  })
  afterEach(async () => {
    await bench.close()
    await server.close()
    await rm(folder, { recursive: true })
  })
}

/** A server in the place of the one before. */
export async function startServer(options: Http2ServerOptions): Promise<void> {
  await (server as Http2Server | undefined)?.close()
  server = await Http2Server.start(options)
}

/** Serves so many small files, and fetches them, some at a time, each as often as it takes; returns their paths. */
export async function fetchMany(
  count: number,
  atOnce: number,
  prefix = 'small',
  changes: Partial<TransferOrder> = {},
): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, index) => `/${prefix}-${index}.bin`)
  for (const [index, path] of paths.entries()) server.serve(path, { size: 20_000 + index, seed: index + 1 })
  const left = [...paths]
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      for (let tries = 0; tries < 20; tries++) {
        if ((await bench.fetch(server.url(path), changes)).outcome.kind === 'completed') break
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return paths
}

/** What the engine last told of HTTP/2 at the server. */
export function lastTold(): Http2Facts | null {
  const told = bench.reports.flatMap((report) =>
    report.kind === 'host' && report.host === server.host && report.news.kind === 'http2' ? [report.news.facts] : [],
  )
  return told.at(-1) ?? null
}

/** Whether all files are there, exactly as served. */
export async function areExact(paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    if (!(await bench.read(path.slice(1))).equals(server.content(path))) return false
  }
  return true
}
