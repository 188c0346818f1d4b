import { expect, test } from 'vitest'
import { FaultyServer } from '../../support/faulty-server.ts'
import { bench, provedFaster, server, setUpHttp2Bench } from '../../support/http2-bench.ts'
import { until } from '../../support/staffel.ts'

setUpHttp2Bench()

test('a kept connection that may be dead is not used again, over HTTP/1.1', async () => {
  const plain = await FaultyServer.start()
  for (const path of ['/one', '/two']) plain.serve(path, { size: 1_000 })
  await bench.fetch(plain.url('/one'))
  expect(plain.openSockets).toBe(1)
  bench.pool.retireConnections()
  await until(
    async () => plain.openSockets,
    (open) => open === 0,
    2_000,
  )
  expect((await bench.fetch(plain.url('/two'))).outcome.kind).toBe('completed')
  await plain.close()
})

test('over HTTP/2 one that carries nothing is closed, and one that does takes nothing more', async () => {
  for (const path of ['/one', '/two', '/three']) server.serve(path, { size: 1_000 })
  server.serve('/long', { size: 400_000, bytesPerSecond: 200_000 })
  const fetchOne = (path: string) => bench.fetch(server.url(path), provedFaster)
  await fetchOne('/one')
  await fetchOne('/two')
  expect(server.sessionsMade).toBe(1)
  bench.pool.retireConnections()
  await until(
    async () => server.openConnections,
    (open) => open === 0,
    2_000,
  )
  const long = fetchOne('/long')
  await until(
    async () => server.requestsTo('/long').length,
    (count) => count === 1,
    2_000,
  )
  expect(server.sessionsMade).toBe(2)
  bench.pool.retireConnections()
  expect((await fetchOne('/three')).outcome.kind).toBe('completed')
  expect(server.sessionsMade).toBe(3)
  expect((await long).outcome.kind).toBe('completed')
})
