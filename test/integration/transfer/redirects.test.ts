import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FaultyServer } from '../../support/faulty-server.ts'
import { plainSettings, TransferBench } from '../../support/transfer-bench.ts'

let server: FaultyServer
let other: FaultyServer
let bench: TransferBench
beforeAll(async () => {
  bench = await TransferBench.start()
})
afterAll(async () => {
  await bench.close()
})
beforeEach(async () => {
  server = await FaultyServer.start()
  other = await FaultyServer.start()
  await bench.renew()
})
afterEach(async () => {
  await server.close()
  await other.close()
})

const failureOf = async (url: string, changes = {}) => {
  const { outcome } = await bench.fetch(url, changes)
  return outcome.kind === 'failed' ? outcome.failure.code : outcome.kind
}

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('with %i is followed, and the last address names the file', async (status) => {
    server.serve('/real%20name.bin', { size: 4_000_000 })
    server.redirect('/start', '/real%20name.bin', status)
    const { outcome } = await bench.fetch(server.url('/start'))
    expect(outcome).toMatchObject({ kind: 'completed', fileName: 'real name.bin' })
  })

  test('to another origin carries neither the headers of the user nor the credentials of the address', async () => {
    other.serve('/file', { size: 4_000_000 })
    server.redirect('/start', other.url('/file#part'))
    const url = server.url('/start').replace('http://', 'http://me:se%3Acret@')
    const { outcome } = await bench.fetch(url, { headers: { 'X-Api-Key': 'k', Cookie: 'c=1' } })
    expect(outcome.kind).toBe('completed')
    expect(server.requests[0]?.headers).toMatchObject({
      'x-api-key': 'k',
      cookie: 'c=1',
      authorization: `Basic ${Buffer.from('me:se:cret').toString('base64')}`,
    })
    for (const { headers } of other.requests) {
      expect(headers['x-api-key'] ?? headers.cookie ?? headers.authorization ?? headers.referer).toBeUndefined()
    }
  })

  test('in a loop or without end stops early', async () => {
    server.redirect('/a', '/b')
    server.redirect('/b', '/a')
    for (let hop = 0; hop < 40; hop++) server.redirect(`/${hop}`, `/${hop + 1}`)
    expect(await failureOf(server.url('/a'))).toBe('TOO_MANY_REDIRECTS')
    expect(await failureOf(server.url('/0'))).toBe('TOO_MANY_REDIRECTS')
    expect(server.requests.length).toBeLessThan(30)
  })

  test.each(['file:///etc/passwd', 'unix:/run/x:/', 'javascript:alert(1)', 'data:,x', 'http://'])(
    'to %s is refused',
    async (target) => {
      server.redirect('/start', target)
      expect(await failureOf(server.url('/start'))).toBe('UNSUPPORTED_SCHEME')
    },
  )

  test('never puts what the address holds of secrets into a message', async () => {
    server.serve('/file', { size: 1, faults: () => ({ status: 403 }) })
    const { outcome } = await bench.fetch(`${server.url('/file').replace('http://', 'http://me:secret@')}?token=hidden`)
    expect(outcome.kind).toBe('failed')
    expect(JSON.stringify(outcome)).not.toMatch(/secret|hidden/)
  })
})

describe('an address', () => {
  test('of the program itself is refused, by number, by name and after a redirect', async () => {
    server.serve('/file', { size: 10 })
    other.redirect('/start', server.url('/file'))
    bench.pool.configure({ ...plainSettings, ownAddresses: [`127.0.0.1:${server.port}`] })
    expect(await failureOf(server.url('/file'))).toBe('ADDRESS_REFUSED')
    expect(await failureOf(`http://localhost:${server.port}/file`)).toBe('ADDRESS_REFUSED')
    expect(await failureOf(`http://[::ffff:127.0.0.1]:${server.port}/file`)).toBe('ADDRESS_REFUSED')
    expect(await failureOf(other.url('/start'))).toBe('ADDRESS_REFUSED')
    expect(server.requests).toHaveLength(0)
  })

  test('in a private network is refused where those are not allowed', async () => {
    server.serve('/file', { size: 10 })
    bench.pool.configure({ ...plainSettings, allowPrivateAddresses: false })
    expect(await failureOf(server.url('/file'))).toBe('ADDRESS_REFUSED')
    expect(await failureOf(`http://localhost:${server.port}/file`)).toBe('ADDRESS_REFUSED')
    expect(server.requests).toHaveLength(0)
  })

  test('where nobody listens is a NETWORK failure that may pass', async () => {
    const url = other.url('/x')
    await other.close()
    expect((await bench.fetch(url)).outcome).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'NETWORK' } })
    other = await FaultyServer.start()
  })

  test('whose name nobody knows is a DNS failure', async () => {
    expect(await failureOf('http://nobody.invalid/file')).toBe('DNS')
  })

  test('with an untrusted certificate is a TLS failure that does not pass by itself', async () => {
    const secure = await FaultyServer.start({ tls: true })
    try {
      secure.serve('/file', { size: 10 })
      expect((await bench.fetch(secure.url('/file'))).outcome).toMatchObject({
        kind: 'failed',
        transient: false,
        failure: { code: 'TLS' },
      })
    } finally {
      await secure.close()
    }
  })
})
