import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CredentialBench } from '../../support/sessions/credential-bench.ts'
import { type GuardedNature, GuardedServer } from '../../support/sessions/guarded-server.ts'

const mebibyte = 1_048_576
const servers: GuardedServer[] = []
/** One worker for all: each test has servers, and with them hosts, of its own. */
let bench: CredentialBench

beforeAll(async () => {
  bench = await CredentialBench.start()
})
afterEach(async () => {
  await bench.bench.renew()
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => bench.bench.close())

async function guarded(nature: Partial<GuardedNature> = {}): Promise<GuardedServer> {
  const server = await GuardedServer.start(nature)
  servers.push(server)
  return server
}

async function expectWhole(server: GuardedServer, fetched: ReturnType<CredentialBench['fetch']>): Promise<void> {
  const { outcome } = await fetched
  expect(outcome).toMatchObject({ kind: 'completed' })
  if (outcome.kind === 'completed') expect((await bench.bench.read(outcome.fileName)).equals(server.content)).toBe(true)
}

describe('a job without a session', () => {
  test('sends Basic with its first request already', async () => {
    const server = await guarded({ scheme: 'basic', username: 'jörg', secret: 'pässword' })
    const id = bench.add(server.host, { scheme: 'basic', username: 'jörg', secret: 'pässword' })
    await expectWhole(server, bench.fetch(server.url('/a.bin')))
    expect(server.requests.map(({ verdict }) => verdict)).toEqual(['accepted'])
    expect(bench.shown(id)).toMatchObject({ refusedAt: null, usedAt: expect.any(String) })
  })

  test('sends a token with its first request already', async () => {
    const server = await guarded({ scheme: 'bearer', secret: 't0k.en=' })
    bench.add(server.host, { scheme: 'bearer', username: '', secret: 't0k.en=' })
    await expectWhole(server, bench.fetch(server.url('/a.bin')))
    expect(server.requests.map(({ verdict }) => verdict)).toEqual(['accepted'])
  })

  test.each(['basic', 'digest', 'bearer'] as const)(
    'finds out by itself that a server wants %s, and asks once for it',
    async (scheme) => {
      const server = await guarded({ scheme })
      bench.add(server.host, scheme === 'bearer' ? { username: '' } : {})
      await expectWhole(server, bench.fetch(server.url('/a.bin')))
      await expectWhole(server, bench.fetch(server.url('/b.bin')))
      expect(server.requests.map(({ verdict }) => verdict)).toEqual(['missing', 'accepted', 'accepted'])
    },
  )

  test('without a credential for the host asks for one', async () => {
    const server = await guarded()
    bench.add('127.0.0.1:1')
    const { outcome } = await bench.fetch(server.url('/a.bin'))
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'AUTH_REQUIRED' } })
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([null])
  })
})

describe('Digest', () => {
  test.each(['MD5', 'SHA-256', 'MD5-sess', 'SHA-256-sess'] as const)(
    'of %s lets eight segments at once, each with a count of its own',
    async (algorithm) => {
      const server = await guarded({ scheme: 'digest', algorithm, fileBytes: 12 * mebibyte })
      bench.add(server.host, { scheme: 'digest' })
      await expectWhole(server, bench.fetch(server.url('/a.bin?x=%20y'), { connections: 8 }))
      expect(server.count('missing')).toBe(1)
      expect(server.count('accepted')).toBeGreaterThanOrEqual(8)
      expect(server.requests).toHaveLength(server.count('missing') + server.count('accepted'))
    },
  )

  test.each([true, false])(
    'goes on where nonces end in the middle of eight segments (said to be stale: %s)',
    async (saysStale) => {
      const server = await guarded({ scheme: 'digest', nonceUses: 3, saysStale, fileBytes: 12 * mebibyte })
      const id = bench.add(server.host, { scheme: 'digest' })
      await expectWhole(server, bench.fetch(server.url('/a.bin'), { connections: 8 }))
      await expectWhole(server, bench.fetch(server.url('/b.bin'), { connections: 8 }))
      expect(server.count('stale')).toBeGreaterThan(0)
      expect(server.count('replayed') + server.count('wrong')).toBe(0)
      expect(bench.shown(id)?.refusedAt).toBeNull()
    },
  )

  test('goes on with a server that takes each nonce for one request alone', async () => {
    const server = await guarded({ scheme: 'digest', nonceUses: 1, fileBytes: 12 * mebibyte })
    bench.add(server.host, { scheme: 'digest' })
    await expectWhole(server, bench.fetch(server.url('/a.bin'), { connections: 8 }))
    expect(server.count('replayed') + server.count('wrong')).toBe(0)
  })
})

describe('a credential that the server does not take', () => {
  test.each(['basic', 'digest', 'bearer'] as const)(
    'is noted, is not tried over and over, and counts again once it is changed (%s)',
    async (scheme) => {
      const server = await guarded({ scheme })
      const id = bench.add(server.host, { scheme, username: scheme === 'bearer' ? '' : 'ann', secret: 'wrong' })
      const { outcome } = await bench.fetch(server.url('/a.bin'))
      expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'AUTH_REQUIRED' } })
      expect(server.count('wrong')).toBe(1)
      expect(bench.shown(id)?.refusedAt).not.toBeNull()
      bench.credentials.update(id, { secret: 'open sesame' })
      expect(bench.shown(id)?.refusedAt).toBeNull()
      await expectWhole(server, bench.fetch(server.url('/a.bin')))
      expect(server.count('wrong')).toBe(1)
    },
  )

  test('is noted where the server does not say what it wants', async () => {
    const server = await guarded({ scheme: 'bearer', challenges: false })
    const id = bench.add(server.host, { scheme: 'bearer', username: '', secret: 'wrong' })
    expect((await bench.fetch(server.url('/a.bin'))).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'AUTH_REQUIRED' },
    })
    expect(bench.shown(id)?.refusedAt).not.toBeNull()
  })

  test.each([null, 'session'])(
    'is judged by no answer to a request with an answer of its own (of session: %s)',
    async (sessionId) => {
      const server = await guarded({ scheme: 'bearer' })
      const id = bench.add(server.host, { scheme: 'bearer', username: '', secret: 'wrong' })
      const own = async (token: string) => {
        const headers = { Authorization: `Bearer ${token}` }
        return (await bench.bench.fetch(server.url('/a.bin'), { headers, sessionId })).outcome.kind
      }
      expect([await own('another'), await own('open sesame')]).toEqual(['failed', 'completed'])
      expect(bench.shown(id)).toMatchObject({ refusedAt: null, usedAt: null })
    },
  )
})

const schemes = ['basic', 'digest', 'bearer'] as const

describe('a redirect to another origin', () => {
  test.each(
    schemes.flatMap((scheme) => [
      { scheme, sessionId: null },
      { scheme, sessionId: 'session' as const },
    ]),
  )('takes nothing of the first along ($scheme, of session: $sessionId)', async ({ scheme, sessionId }) => {
    const other = await guarded()
    const server = await guarded({ scheme })
    bench.add(server.host, { scheme, username: scheme === 'bearer' ? '' : 'ann' })
    const { outcome } = await bench.fetch(server.url(`/to?${other.url('/a.bin')}`), { sessionId })
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'AUTH_REQUIRED' } })
    expect(server.count('accepted')).toBeGreaterThan(0)
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([null])
  })

  test('carries what that one has of its own', async () => {
    const other = await guarded({ secret: 'another' })
    const server = await guarded({ scheme: 'digest' })
    bench.add(server.host)
    bench.add(other.host, { scheme: 'basic', secret: 'another' })
    await expectWhole(other, bench.fetch(server.url(`/to?${other.url('/a.bin')}`)))
    expect(other.count('accepted')).toBeGreaterThan(0)
    expect(other.requests.every(({ authorization }) => authorization?.startsWith('Basic '))).toBe(true)
  })

  test('of a server without credentials to one with them is let in', async () => {
    const server = await guarded()
    const open = await guarded({ scheme: 'basic', username: '', secret: '' })
    bench.add(server.host)
    bench.add(open.host, { scheme: 'basic', username: '', secret: '' })
    await expectWhole(server, bench.fetch(open.url(`/to?${server.url('/a.bin')}`)))
  })
})
