import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { selfSignedCertificate } from '../../support/faulty-server/certificate.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { TransferBench } from '../../support/transfer-bench.ts'

const engine = new URL('../../../src-main/transfer/worker/main.ts', import.meta.url)
let folder: string
let server: FaultyServer
let bench: TransferBench
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-https-'))
  server = await FaultyServer.start({ tls: true })
  bench = await TransferBench.start({}, await trustingWorker())
})
beforeEach(() => bench.renew({ stallTimeoutMs: 1_000 }))
afterAll(async () => {
  await bench.close()
  await server.close()
  await rm(folder, { recursive: true })
})

/** The real worker, in whose thread the test server's certificate is trusted. */
async function trustingWorker(): Promise<URL> {
  const { cert } = await selfSignedCertificate()
  const file = join(folder, 'worker.mjs')
  await writeFile(
    file,
    `import tls from 'node:tls'
     tls.setDefaultCACertificates([...tls.getCACertificates(), ${JSON.stringify(cert)}])
     await import(${JSON.stringify(engine.href)})`,
  )
  return pathToFileURL(file)
}

test('a file over https arrives exactly, over several connections', async () => {
  server.serve('/file', { size: 9_000_000 })
  expect((await bench.fetch(server.url('/file'))).outcome).toMatchObject({ kind: 'completed', bytesTotal: 9_000_000 })
  expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  expect(server.requests.length).toBeGreaterThanOrEqual(4)
})

test('an encrypted connection that ends without a proper end leaves no finished file', async () => {
  server.serve('/cut', { size: 3_000_000, chunked: true, ranges: false, faults: () => ({ cutAfter: 200_000 }) })
  expect((await bench.fetch(server.url('/cut'))).outcome).toMatchObject({
    kind: 'failed',
    transient: true,
    failure: { code: 'NETWORK' },
  })
  expect(await bench.files()).toEqual(['cut.part'])
})
