import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FaultyServer } from '../../support/faulty-server.ts'
import { SessionBench } from '../../support/sessions/session-bench.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'

const limits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
const ofSession = { sessionId: 'session', limits }

let server: FaultyServer
let bench: SessionBench
beforeEach(async () => {
  server = await FaultyServer.start()
  bench = await SessionBench.start('rotating')
})
afterEach(async () => {
  await bench.close()
  await server.close()
})

const cookiesOf = (path: string) => server.requestsTo(path).map(({ headers }) => headers.cookie)

describe('what the user wrote in the headers of a job', () => {
  test('gives way to the session for cookies of the same name, and goes along with it otherwise', async () => {
    server.serve('/a.bin', { size: 1_000 })
    bench.hand('new')
    const headers = { Cookie: 'token=old; mine=1' }
    expect((await bench.bench.fetch(server.url('/a.bin'), { ...ofSession, headers })).outcome).toMatchObject({
      kind: 'completed',
    })
    expect(cookiesOf('/a.bin')).toEqual(['token=new; mine=1'])
  })
})

describe('a redirect to another host', () => {
  test('is followed with what the session has for that one, and nothing of the first', async () => {
    const other = await FaultyServer.start()
    other.serve('/a.bin', { size: 1_000 })
    const elsewhere = other.url('/a.bin').replace('127.0.0.1', 'localhost')
    server.redirect('/start', elsewhere)
    bench.hand('here')
    bench.live.hand([{ name: 'there', value: '1', domain: 'localhost', path: '/' }], { replace: false })
    const { outcome } = await bench.bench.fetch(server.url('/start'), { ...ofSession, headers: { Cookie: 'mine=1' } })
    expect(outcome).toMatchObject({ kind: 'completed' })
    expect(cookiesOf('/start')).toEqual(['token=here; mine=1'])
    expect(other.requestsTo('/a.bin').map(({ headers }) => headers.cookie)).toEqual(['there=1'])
    await other.close()
  })

  test('carries nothing of a session that is not for it', async () => {
    const other = await FaultyServer.start()
    other.serve('/a.bin', { size: 1_000 })
    server.redirect('/start', other.url('/a.bin'))
    bench.hand('here')
    bench.live.change({ hosts: [`127.0.0.1:${server.port}`] })
    await bench.bench.fetch(server.url('/start'), ofSession)
    expect(cookiesOf('/start')).toEqual(['token=here'])
    expect(other.requestsTo('/a.bin').map(({ headers }) => headers.cookie)).toEqual([undefined])
    await other.close()
  })
})

describe('a kept connection that the server closes as it is used again', () => {
  test('is replaced by a request in a turn of its own, with the newest token', async () => {
    const tokens = await TokenServer.start({ overlap: 2 })
    bench.hand(tokens.signIn())
    await bench.fetchAll([tokens.url('/files/0.bin')], 1)
    tokens.cutNext()
    const [ended] = await bench.fetchAll([tokens.url('/files/1.bin')], 1)
    expect(ended?.outcome).toMatchObject({ kind: 'completed' })
    expect(tokens.cuts).toBe(1)
    expect(tokens.refused).toBe(0)
    expect(tokens.mostExchanges).toBe(1)
    await tokens.close()
  })
})
