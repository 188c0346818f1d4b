import { expect, onTestFinished, test } from 'vitest'
import type { Failure } from '../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../support/queue/simulated-queue.ts'

const settings = { maxSlots: 4, retry: { maxAttempts: 2, baseDelayMs: 10, maxDelayMs: 50 } }

/** Waits and attempts of episodes that meet nothing but this failure on a machine that has no address any more. */
async function afterFailures(code: Failure['code'], params: Failure['params']) {
  const failure: Failure = { code, message: 'It failed.', params }
  const run = new SimulatedQueue({ seed: 1, failures: 1, failure, isUp: false, settings })
  onTestFinished(() => run.close())
  const { id } = await run.add({ urls: ['http://a.example/1', 'http://a.example/2'] })
  await run.pass(5_000)
  const episodes = run.queue.read.episodes({ jobId: id, offset: 0, limit: 10 })?.items ?? []
  return episodes.map(({ status, waiting, attempts }) => [status, waiting?.reason ?? null, attempts])
}

test.each([
  ['a server', 'NETWORK', { reason: 'ENETUNREACH' }],
  ['a name', 'DNS', { reason: 'EAI_AGAIN' }],
  ['a server that fell silent', 'TIMEOUT_STALLED', {}],
  ['a proxy', 'PROXY', { fault: 'unreachable', reason: 'ENETUNREACH' }],
  ['what is behind a proxy', 'PROXY', { fault: 'cut', reason: 'ECONNRESET' }],
] as const)('a network that is gone on the way to %s uses up no attempt', async (_, code, params) => {
  expect(await afterFailures(code, params)).toEqual([
    ['queued', 'offline', 0],
    ['queued', 'offline', 0],
  ])
})

test.each([
  ['a server', 'HTTP_STATUS', { status: 500 }],
  ['a proxy', 'PROXY', { fault: 'refused', status: 502 }],
] as const)('what %s answers counts, whatever this machine says of its network', async (_, code, params) => {
  expect(await afterFailures(code, params)).toEqual([
    ['failed', null, 2],
    ['failed', null, 2],
  ])
})
