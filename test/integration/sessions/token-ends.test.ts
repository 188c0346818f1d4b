import { afterEach, describe, expect, test } from 'vitest'
import type { SessionMode } from '../../../src-preload/contract/index.ts'
import { SessionBench } from '../../support/sessions/session-bench.ts'
import { type TokenNature, TokenServer } from '../../support/sessions/token-server.ts'

let server: TokenServer
let bench: SessionBench
async function start(mode: SessionMode, nature: Partial<TokenNature> = {}): Promise<void> {
  server = await TokenServer.start(nature)
  bench = await SessionBench.start(mode)
  bench.hand(server.signIn())
}
afterEach(async () => {
  await bench.close()
  await server.close()
})

type Outcomes = Awaited<ReturnType<SessionBench['fetchAll']>>
const urls = (count: number, kind = 'files') => Array.from({ length: count }, (_, index) => server.url(`/${kind}/${index}.bin`))
const kindsOf = (outcomes: Outcomes) =>
  outcomes.map(({ outcome }) => (outcome.kind === 'failed' ? outcome.failure.code : outcome.kind))
const times = <T>(count: number, what: T): T[] => Array(count).fill(what)

describe('a server that', () => {
  test('accepts the token before the newest too, gets each file through a session of either kind', async () => {
    await start('automatic', { overlap: 2, answerMs: 5 })
    expect(kindsOf(await bench.fetchAll(urls(20), 8))).toEqual(times(20, 'completed'))
    expect(server.refused).toBe(0)
    expect(server.accepts(bench.keptToken)).toBe(true)
  })

  test('signs everybody out who sends a token twice, sees none twice', async () => {
    await start('automatic', { revokesOnReuse: true, answerMs: 5 })
    expect(kindsOf(await bench.fetchAll(urls(20), 8))).toEqual(times(20, 'completed'))
    expect(server.refused).toBe(0)
    expect(new Set(server.requests.map(({ token }) => token)).size).toBe(server.requests.length)
  })

  test('renews its token though the session is said not to change, asks nobody to sign in for that', async () => {
    await start('shared', { answerMs: 20 })
    const kinds = new Set(kindsOf(await bench.fetchAll(urls(24), 6)))
    expect(kinds).toContain('completed')
    kinds.delete('completed')
    kinds.delete('SESSION_CONFLICT')
    expect([...kinds]).toEqual([])
    bench.desk.keep('session')
    expect(server.accepts(bench.keptToken)).toBe(true)
  })

  test('renews its token on redirects, is followed with the new one at each hop', async () => {
    await start('rotating')
    expect(kindsOf(await bench.fetchAll(urls(12, 'redirect'), 4))).toEqual(times(12, 'completed'))
    expect(server.requests).toHaveLength(24)
    expect(server.refused).toBe(0)
  })

  test('leads away for a cookie and back again, is followed there and back', async () => {
    await start('rotating')
    expect(kindsOf(await bench.fetchAll(urls(3, 'bounce'), 1))).toEqual(times(3, 'completed'))
    expect(server.requests.map(({ path }) => path.split('/')[1])).toEqual(['bounce', 'ticket', 'bounce', 'bounce', 'bounce'])
  })

  test('renews its token on 404 and 503, loses nobody over them', async () => {
    await start('rotating')
    const some = [...urls(6, 'missing'), ...urls(6, 'busy'), ...urls(6)]
    expect(kindsOf(await bench.fetchAll(some, 4))).toEqual([...times(12, 'HTTP_STATUS'), ...times(6, 'completed')])
    expect(server.refused).toBe(0)
    expect(kindsOf(await bench.fetchAll(urls(6, 'busy'), 4))).toEqual(times(6, 'completed'))
    expect(server.refused).toBe(0)
  })

  test('sends an older token late, does not get it back', async () => {
    await start('shared', { isRotating: true, overlap: 4 })
    const [slow, ...others] = await bench.fetchAll([server.url('/slow-old/0.bin'), ...urls(3)], 4)
    expect(kindsOf([slow, ...others].filter((ended) => ended !== undefined))).toEqual(times(4, 'completed'))
    bench.desk.keep('session')
    expect(bench.keptToken).not.toBe(server.requests[0]?.token)
    expect(server.accepts(bench.keptToken)).toBe(true)
  })
})

describe('a sign-out in the middle', () => {
  test.each([401, 403, 'page'] as const)('seen by %s is AUTH_REQUIRED, and what came already stays', async (refusal) => {
    const fileBytes = () => 4_000_000
    await start('rotating', { refusal, fileBytes, bodyMs: 1_500, clearsOnRefusal: true })
    const limits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
    const first = bench.bench.begin(server.url('/files/0.bin'), { sessionId: 'session', limits })
    await bench.bench.received(first, 1_000_000)
    bench.bench.pool.stop(first)
    const { part } = await bench.bench.ended(first)
    server.signOut()
    const again = await bench.bench.fetch(server.url('/files/0.bin'), { sessionId: 'session', limits, part })
    expect(again.outcome).toMatchObject({ kind: 'failed', transient: false, failure: { code: 'AUTH_REQUIRED' } })
    expect(again.part?.segments).toEqual(part?.segments)
    bench.hand(server.signIn())
    const last = await bench.bench.fetch(server.url('/files/0.bin'), { sessionId: 'session', limits, part: again.part })
    expect(last.outcome).toMatchObject({ kind: 'completed' })
    expect((await bench.bench.read('0.bin')).equals(server.content(0))).toBe(true)
  })

  test('lets the bodies that are under way come to their end', async () => {
    await start('rotating', { bodyMs: 500 })
    const running = bench.fetchAll(urls(4), 4)
    while (server.mostBodies < 4) await new Promise((resolve) => setTimeout(resolve, 10))
    server.signOut()
    expect(kindsOf(await running)).toEqual(times(4, 'completed'))
  })
})

describe('without a session', () => {
  test('a 403 is what it is, and no request waits for another', async () => {
    await start('rotating', { refusal: 403 })
    expect(kindsOf(await bench.fetchAll(urls(2), 2, () => ({ sessionId: null })))).toEqual(times(2, 'HTTP_STATUS'))
    expect(bench.kept).toHaveLength(0)
  })

  test('a redirect to a sign-in page is one', async () => {
    await start('rotating', { refusal: 'page' })
    expect(kindsOf(await bench.fetchAll(urls(1), 1, () => ({ sessionId: null })))).toEqual(['AUTH_REQUIRED'])
    expect(await bench.bench.files()).toEqual([])
  })
})
