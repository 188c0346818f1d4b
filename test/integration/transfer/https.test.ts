import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type Certificate,
  type CertificateFault,
  faultyCertificate,
  selfSignedCertificate,
} from '../../support/faulty-server/certificate.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { TransferBench } from '../../support/transfer-bench.ts'
import { trustingWorker } from '../../support/trusting-worker.ts'

let folder: string
let server: FaultyServer
let bench: TransferBench
let expired: Certificate
let ofAnotherHost: Certificate
beforeAll(async () => {
  expired = await faultyCertificate('expired')
  ofAnotherHost = await faultyCertificate('of another host')
  folder = await mkdtemp(join(tmpdir(), 'staffel-https-'))
  server = await FaultyServer.start({ tls: true })
  const certificates = [await selfSignedCertificate(), expired, ofAnotherHost].map(({ cert }) => cert)
  bench = await TransferBench.start({}, await trustingWorker(folder, certificates))
})
beforeEach(() => bench.renew({ stallTimeoutMs: 1_000 }))
afterAll(async () => {
  await bench.close()
  await server.close()
  await rm(folder, { recursive: true })
})

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

test.each<[CertificateFault, () => Promise<Certificate>, string]>([
  ['expired', async () => expired, 'CERT_HAS_EXPIRED'],
  ['of another host', async () => ofAnotherHost, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['of an unknown authority', () => faultyCertificate('of an unknown authority'), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
])('a certificate that is %s is a TLS failure that does not pass by itself, and nothing is fetched', async (_, make, reason) => {
  const secure = await FaultyServer.start({ tls: await make() })
  try {
    secure.serve('/file', { size: 10 })
    expect((await bench.fetch(secure.url('/file'))).outcome).toMatchObject({
      kind: 'failed',
      transient: false,
      failure: { code: 'TLS', params: { reason } },
    })
    expect(secure.requests).toHaveLength(0)
    expect(await bench.files()).toEqual([])
  } finally {
    await secure.close()
  }
})

test('an encrypted connection that ends cleanly in the middle of a body without a length leaves no finished file', async () => {
  server.serve('/end', { size: 3_000_000, chunked: true, ranges: false, faults: () => ({ cutAfter: 200_000, cut: 'close' }) })
  expect((await bench.fetch(server.url('/end'))).outcome).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
  expect(await bench.files()).not.toContain('end')
})

test.each([
  ['http to https', false],
  ['https to http', true],
])('a redirect from %s is followed without the headers of the user, and the file is exact', async (_, startsSecure) => {
  const plain = await FaultyServer.start()
  try {
    const [from, to] = startsSecure ? [server, plain] : [plain, server]
    to.serve('/target', { size: 3_000_000 })
    from.redirect('/start', to.url('/target'))
    const before = to.requests.length
    const { outcome } = await bench.fetch(from.url('/start'), { headers: { 'x-api-key': 'k', authorization: 'Bearer t' } })
    expect(outcome).toMatchObject({ kind: 'completed', fileName: 'target' })
    expect((await bench.read('target')).equals(to.content('/target'))).toBe(true)
    for (const { headers } of to.requests.slice(before)) {
      expect(headers['x-api-key'] ?? headers.authorization).toBeUndefined()
    }
  } finally {
    await plain.close()
  }
})
