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

describe('a redirect in the middle of a download', () => {
  const single = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }

  /** Fetches the beginning of a file behind a redirect and stops. */
  async function beginning() {
    other.serve('/file', { size: 4_000_000, bytesPerSecond: 4_000_000 })
    server.redirect('/start', other.url('/file'))
    const attemptId = bench.begin(server.url('/start'), { limits: single })
    await bench.received(attemptId, 800_000)
    bench.pool.stop(attemptId)
    return (await bench.ended(attemptId)).part
  }

  test('to a sign-in page that says 200 leaves what is there as it is, and says so', async () => {
    const part = await beginning()
    other.serve('/login', { size: 1, content: Buffer.from('<html>Sign in</html>'), contentType: 'text/html' })
    server.redirect('/start', other.url('/login'))
    const { outcome, part: after } = await bench.fetch(server.url('/start'), { part })
    expect(outcome).toMatchObject({ kind: 'failed', transient: false, failure: { code: 'AUTH_REQUIRED' } })
    expect(after?.segments).toEqual(part?.segments)
  })

  test('to another place of the same file goes on where it was', async () => {
    const part = await beginning()
    const third = await FaultyServer.start()
    try {
      third.serve('/moved', { size: 4_000_000 })
      server.redirect('/start', third.url('/moved'))
      const { outcome, attemptId } = await bench.fetch(server.url('/start'), { part, limits: single })
      expect(outcome).toMatchObject({ kind: 'completed', fileName: 'file' })
      expect(bench.kindsOf(attemptId)).not.toContain('restarted')
      expect((await bench.read('file')).equals(third.content('/moved'))).toBe(true)
      expect(third.requests.map(({ range }) => range?.start)).toEqual([part?.segments[0]?.done])
    } finally {
      await third.close()
    }
  })

  test('to an address that is signed for two seconds is followed anew as often as it expires', async () => {
    const validMs = 2_000
    const signedAt = (url: string) => Number(new URL(url, server.url('/')).searchParams.get('at'))
    other.serve('/signed', {
      size: 8_000_000,
      bytesPerSecond: 1_500_000,
      faults: ({ url, startedAt, range }) => {
        if (startedAt - signedAt(url) > validMs) return { status: 403 }
        return (range?.start ?? 0) < 5_000_000 ? { cutAfter: 2_500_000 } : undefined
      },
    })
    server.redirect('/start', () => other.url(`/signed?at=${performance.now()}`))
    let part = null
    let attempts = 0
    for (; attempts < 5; attempts++) {
      const ended = await bench.fetch(server.url('/start'), { part, limits: single })
      part = ended.part
      if (ended.outcome.kind === 'completed') break
      expect(ended.outcome).toMatchObject({ kind: 'failed', transient: true })
    }
    expect(attempts).toBeLessThan(4)
    expect((await bench.read('signed')).equals(other.content('/signed'))).toBe(true)
    expect(other.requests.filter(({ status }) => status === 403)).toEqual([])
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
