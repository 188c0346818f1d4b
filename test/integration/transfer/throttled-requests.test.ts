import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { plainSettings, TransferBench } from '../../support/transfer-bench.ts'

setUpBench()

const later = (milliseconds: number) => new Date(Math.ceil((Date.now() + milliseconds) / 1_000) * 1_000)

describe('a redirect that asks for a wait', () => {
  test.each<[string, () => string]>([
    ['seconds', () => '1'],
    ['an IMF date', () => later(1_000).toUTCString()],
    ['an asctime date', () => asctime(later(1_000))],
    ['an RFC 850 date', () => rfc850(later(1_000))],
  ])('is followed after it: %s', async (_, wish) => {
    server.serve('/from', { size: 10, faults: [{ status: 302, headers: { location: '/to', 'retry-after': wish() } }] })
    server.serve('/to', { size: 10 })
    expect((await bench.fetch(server.url('/from'))).outcome.kind).toBe('completed')
    const [from, to] = server.requests
    // Dates are whole seconds, of which some part may be gone.
    expect((to?.startedAt ?? 0) - (from?.startedAt ?? 0)).toBeGreaterThan(900)
  })

  test.each(['-5', 'soon', '', '0', 'Mon, 01 Jan 2024 00:00:00 GMT'])(
    'is followed at once where that is no wait: "%s"',
    async (wish) => {
      server.serve('/from', { size: 10, faults: [{ status: 302, headers: { location: '/to', 'retry-after': wish } }] })
      server.serve('/to', { size: 10 })
      expect((await bench.fetch(server.url('/from'))).outcome.kind).toBe('completed')
      const [from, to] = server.requests
      expect((to?.startedAt ?? 0) - (from?.startedAt ?? 0)).toBeLessThan(900)
    },
  )

  test('holds no slot for a long one: the episode is told to come back, within a day', async () => {
    const wish = { 'retry-after': '99999999999999999999' }
    server.serve('/from', { size: 10, faults: [{ status: 302, headers: { location: '/to', ...wish } }] })
    const { outcome } = await bench.fetch(server.url('/from'))
    expect(outcome).toMatchObject({
      kind: 'failed',
      transient: true,
      retryAfterMs: 86_400_000,
      failure: { params: { status: 302 } },
    })
    expect(server.requests.length).toBe(1)
  })

  test('ends with the attempt, at once', async () => {
    server.serve('/from', { size: 10, faults: [{ status: 302, headers: { location: '/to', 'retry-after': '50' } }] })
    const attemptId = bench.begin(server.url('/from'))
    await expect.poll(() => server.requests.length).toBe(1)
    bench.pool.stop(attemptId)
    expect((await bench.ended(attemptId)).outcome).toEqual({ kind: 'stopped' })
  })
})

describe('the least time between requests to a host', () => {
  const starts = (of: FaultyServer) => of.requests.map(({ startedAt }) => startedAt).toSorted((one, other) => one - other)

  test('counts the requests that redirects lead there', async () => {
    const other = await FaultyServer.start()
    bench.pool.configure({ ...plainSettings, hostRequestIntervalMs: 200 })
    for (const name of ['/1', '/2', '/3']) {
      server.redirect(name, other.url(name))
      other.serve(name, { size: 10 })
    }
    await Promise.all(['/1', '/2', '/3'].map((name) => bench.fetch(server.url(name))))
    const seen = starts(other)
    await other.close()
    expect((seen[2] ?? 0) - (seen[0] ?? 0)).toBeGreaterThan(2 * 200 - 50)
  })

  test('is shared by all workers', async () => {
    const many = await TransferBench.start({ hostRequestIntervalMs: 200 }, undefined, 4)
    const gates = await Promise.all(Array.from({ length: 6 }, () => FaultyServer.start()))
    // Each is a host of its own, so that the workers share them out; all lead to one.
    for (const [number, gate] of gates.entries()) {
      gate.redirect('/', server.url(`/${number}`))
      server.serve(`/${number}`, { size: 10 })
    }
    await Promise.all(gates.map((gate) => many.fetch(gate.url('/'))))
    await Promise.all(gates.map((gate) => gate.close()))
    await many.close()
    const seen = starts(server)
    expect(seen.length).toBe(6)
    for (const [place, at] of seen.entries()) if (place > 0) expect(at - (seen[place - 1] ?? 0)).toBeGreaterThan(150)
  })

  test('that is lifted frees whoever is in line', async () => {
    bench.pool.configure({ ...plainSettings, hostRequestIntervalMs: 3_600_000 })
    for (const name of ['/1', '/2']) server.serve(name, { size: 10 })
    const both = ['/1', '/2'].map((name) => bench.fetch(server.url(name)))
    await Promise.race(both)
    bench.pool.configure({ ...plainSettings, hostRequestIntervalMs: 0 })
    await Promise.all(both)
  })
})

function asctime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d\d) (\w+) (\d+) (\S+) GMT$/.exec(date.toUTCString()) ?? []
  return `${date.toUTCString().slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`
}

function rfc850(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d\d) (\w+) \d\d(\d\d) (\S+) GMT$/.exec(date.toUTCString()) ?? []
  return `${new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(date)}, ${day}-${month}-${year} ${time} GMT`
}
