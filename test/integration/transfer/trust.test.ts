import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NetworkRules } from '../../../src-main/queue/ports.ts'
import {
  authorityCertificate,
  type Certificate,
  certificateBy,
  faultyCertificate,
  selfSignedCertificate,
} from '../../support/faulty-server/certificate.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { provedFaster } from '../../support/http2-bench.ts'
import { Http2Server } from '../../support/http2-server.ts'
import { RealProxy } from '../../support/proxies.ts'
import { until } from '../../support/staffel.ts'
import { plainSettings, TransferBench } from '../../support/transfer-bench.ts'

let authority: Certificate
let bench: TransferBench
let folder: string
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  authority = await authorityCertificate()
  folder = await mkdtemp(join(tmpdir(), 'staffel-trust-'))
  bench = await TransferBench.start()
})
beforeEach(() => bench.renew())
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})
afterAll(async () => {
  await bench.close()
  await rm(folder, { recursive: true, force: true })
})

async function serve(tls: Certificate, port?: number): Promise<FaultyServer> {
  const server = await FaultyServer.start(port === undefined ? { tls } : { tls, port })
  server.serve('/file', { size: 5_000_000 })
  open.push(server)
  return server
}

const fingerprintOf = ({ cert }: Certificate) => new X509Certificate(cert).fingerprint256
const exception = (server: { url(path: string): string }, certificate: Certificate) => ({
  host: new URL(server.url('/')).host,
  fingerprint256: fingerprintOf(certificate),
  grantedAt: '2026-11-22T00:00:00.000Z',
})

function trust(changes: Partial<NetworkRules>) {
  const network: NetworkRules = { ...plainSettings.network, ...changes }
  bench.pool.configure({ ...plainSettings, network })
}

const failureOf = async (url: string, changes = {}) => {
  const { outcome } = await bench.fetch(url, changes)
  return outcome.kind === 'failed' ? outcome.failure : outcome
}

describe('an own authority', () => {
  test('is trusted beside all others, and no longer once its file is not named', async () => {
    const server = await serve(await certificateBy(authority))
    trust({ certificates: [authority.cert] })
    expect((await bench.fetch(server.url('/file'))).outcome.kind).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
    const before = server.requests.length
    trust({})
    expect(await failureOf(server.url('/file'))).toMatchObject({ code: 'TLS' })
    expect(server.requests.length).toBe(before)
  })

  test('vouches for nobody but those whom it has signed', async () => {
    trust({ certificates: [authority.cert] })
    const server = await serve(await selfSignedCertificate())
    expect(await failureOf(server.url('/file'))).toMatchObject({ params: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
  })
})

describe('a certificate that cannot be trusted', () => {
  test('is told of: what is wrong, whose it is, by whom, until when, and its fingerprint', async () => {
    const certificate = await faultyCertificate('expired')
    const server = await serve(certificate)
    const { subject, issuer } = new X509Certificate(certificate.cert)
    expect(await failureOf(server.url('/file'))).toMatchObject({
      code: 'TLS',
      params: {
        host: `127.0.0.1:${server.port}`,
        certificate: {
          subject,
          issuer,
          names: 'DNS:localhost, IP Address:127.0.0.1',
          validTo: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          fingerprint256: fingerprintOf(certificate),
        },
      },
    })
    expect(server.requests).toHaveLength(0)
  })

  test.each(['expired', 'of another host', 'of an unknown authority'] as const)(
    'is taken where the person has trusted this very one, though it is %s',
    async (fault) => {
      const certificate = await faultyCertificate(fault)
      const server = await serve(certificate)
      trust({ exceptions: [exception(server, certificate)] })
      expect((await bench.fetch(server.url('/file'))).outcome.kind).toBe('completed')
      expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
      expect(server.requests.length).toBeGreaterThan(1)
    },
  )

  test('is refused again once the server shows another one', async () => {
    const [first, second] = [await selfSignedCertificate(), await faultyCertificate('expired')]
    const server = await serve(first)
    trust({ exceptions: [exception(server, first)] })
    expect((await bench.fetch(server.url('/file'))).outcome.kind).toBe('completed')
    const { port } = server
    await server.close()
    open.pop()
    const other = await serve(second, port)
    expect(await failureOf(other.url('/file'))).toMatchObject({
      code: 'TLS',
      params: { certificate: { fingerprint256: fingerprintOf(second) } },
    })
    expect(other.requests).toHaveLength(0)
  })

  test('is refused at another port, and at once when that is taken back, kept connections or not', async () => {
    const certificate = await selfSignedCertificate()
    const [server, neighbour] = [await serve(certificate), await serve(certificate)]
    const exceptions = [exception(server, certificate)]
    trust({ exceptions })
    expect((await bench.fetch(server.url('/file'))).outcome.kind).toBe('completed')
    expect(await failureOf(neighbour.url('/file'))).toMatchObject({ code: 'TLS' })
    trust({})
    expect(await failureOf(server.url('/file'))).toMatchObject({ code: 'TLS' })
  })

  test('is judged at the end of a tunnel as well', async () => {
    const certificate = await selfSignedCertificate()
    const server = await serve(certificate)
    const proxy = await RealProxy.start('socks5')
    open.push(proxy)
    const network = { proxies: [proxy.record()], proxy: { use: 'socks5', bypass: [], hosts: [] } }
    trust(network)
    expect(await failureOf(server.url('/file'))).toMatchObject({
      code: 'TLS',
      params: { certificate: { fingerprint256: fingerprintOf(certificate) } },
    })
    const untilClosed = () =>
      until(
        async () => proxy.openSockets,
        (sockets) => sockets === 0,
        2_000,
      )
    await untilClosed()
    trust({ ...network, exceptions: [exception(server, certificate)] })
    expect((await bench.fetch(server.url('/file'))).outcome.kind).toBe('completed')
    expect(proxy.openSockets).toBeGreaterThan(0)
    // What is kept of a tunnel goes with what made it.
    trust(network)
    await untilClosed()
  })

  test('of a proxy is told as such, and can be trusted like a server’s', async () => {
    const certificate = await selfSignedCertificate()
    const proxy = await RealProxy.start('https', { tls: certificate })
    open.push(proxy)
    const plain = await FaultyServer.start()
    open.push(plain)
    plain.serve('/file', { size: 10 })
    const network = { proxies: [proxy.record()], proxy: { use: 'https', bypass: [], hosts: [] } }
    trust(network)
    const host = `127.0.0.1:${proxy.port}`
    expect(await failureOf(plain.url('/file'))).toMatchObject({ code: 'TLS', params: { host } })
    trust({ ...network, exceptions: [{ ...exception(plain, certificate), host }] })
    expect((await bench.fetch(plain.url('/file'))).outcome.kind).toBe('completed')
  })
})

describe('over HTTP/2', () => {
  test('the same is trusted, and no longer when that is taken back', async () => {
    const certificate = await selfSignedCertificate()
    const server = await Http2Server.start({ certificate })
    open.push(server)
    for (const path of ['/one', '/two', '/three']) server.serve(path, { size: 1_000 })
    trust({ exceptions: [exception(server, certificate)] })
    for (const path of ['/one', '/two']) {
      expect((await bench.fetch(server.url(path), provedFaster)).outcome.kind).toBe('completed')
    }
    expect(server.requestsTo('/two').map(({ version }) => version)).toEqual(['2.0'])
    trust({})
    expect(await failureOf(server.url('/three'), provedFaster)).toMatchObject({ code: 'TLS' })
    expect(server.requestsTo('/three')).toHaveLength(0)
  })
})
