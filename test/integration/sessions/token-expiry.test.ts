import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SessionBench } from '../../support/sessions/session-bench.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'

let server: TokenServer
let bench: SessionBench
beforeEach(async () => {
  server = await TokenServer.start()
  bench = await SessionBench.start('rotating')
  bench.hand(server.signIn())
  // The worker is there, and the connection made, before time counts.
  await bench.fetchAll(urls(1), 1)
  server.nature = { ...server.nature, lifeMs: 2_000 }
  bench.hand(server.signIn())
})
afterEach(async () => {
  await bench.close()
  await server.close()
})

const urls = (count: number) => Array.from({ length: count }, (_, index) => server.url(`/files/${index}.bin`))
const kindsOf = (outcomes: Awaited<ReturnType<SessionBench['fetchAll']>>) =>
  outcomes.map(({ outcome }) => (outcome.kind === 'failed' ? outcome.failure.code : outcome.kind))
const times = <T>(count: number, what: T): T[] => Array(count).fill(what)

describe('a token that expires after two seconds', () => {
  test('is kept alive by the requests that renew it', async () => {
    server.nature = { ...server.nature, bodyMs: 400 }
    expect(kindsOf(await bench.fetchAll(urls(16), 2))).toEqual(times(16, 'completed'))
    expect(server.refused).toBe(0)
  })

  test('is refused after a pause, and everything asks for a sign-in and goes on where it was after one', async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    expect(kindsOf(await bench.fetchAll(urls(3), 3))).toEqual(times(3, 'AUTH_REQUIRED'))
    bench.hand(server.signIn())
    expect(kindsOf(await bench.fetchAll(urls(3), 3))).toEqual(times(3, 'completed'))
  })
})
