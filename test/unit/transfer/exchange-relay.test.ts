import { beforeEach, expect, test } from 'vitest'
import type { ExchangeEnd, ExchangeGrant, Exchanges, ExchangeVerdict } from '../../../src-main/queue/ports.ts'
import { ExchangeRelay } from '../../../src-main/transfer/pool/exchange-relay.ts'
import type { ToWorker } from '../../../src-main/transfer/protocol.ts'

const grant: ExchangeGrant = { cookie: 'a=1', authorization: null }
const request = {
  attemptId: 1,
  sessionId: 'session',
  url: 'https://example.com/',
  method: 'GET',
  origins: ['https://example.com'],
  repeats: null,
} as const
const lost: ExchangeEnd = { kind: 'unanswered', wasSent: true }
const dropped: ExchangeEnd = { kind: 'unanswered', wasSent: false }
const answered = (status: number): ExchangeEnd => ({
  kind: 'answered',
  status,
  setCookies: [],
  challenges: [],
  hadOwnAuthorization: false,
})

/** What the owner of the sessions was asked and told, and who waits for a turn. */
let begun: Map<string, { readonly signal: AbortSignal; readonly go: (grant: ExchangeGrant | null) => void }>
let ended: [string, ExchangeEnd][]
let posted: ToWorker[]
let verdict: ExchangeVerdict
let relay: ExchangeRelay
beforeEach(() => {
  begun = new Map()
  ended = []
  posted = []
  verdict = 'final'
  const exchanges: Exchanges = {
    begin: (id, _, signal) =>
      new Promise((go, reject) => {
        begun.set(id, { signal, go })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    end: async (id, end) => {
      ended.push([id, end])
      return verdict
    },
    keep: () => undefined,
    credentialHosts: [],
    onCredentialHosts: () => () => undefined,
  }
  relay = new ExchangeRelay(exchanges, 'worker 1', (message) => posted.push(message))
})

const settled = () => new Promise((resolve) => setImmediate(resolve))
const want = (exchangeId: number) => relay.handle({ kind: 'exchangeWanted', exchangeId, request })
const end = (exchangeId: number, how: ExchangeEnd) => relay.handle({ kind: 'exchangeEnded', exchangeId, end: how })

test('a turn is handed on, its end too, and a verdict where the answer was a refusal', async () => {
  for (const [exchangeId, status] of [
    [1, 200],
    [2, 401],
  ] as const) {
    want(exchangeId)
    begun.get(`worker 1:${exchangeId}`)?.go(grant)
    await settled()
    verdict = 'again'
    end(exchangeId, answered(status))
    await settled()
  }
  expect(posted).toEqual([
    { kind: 'exchangeGranted', exchangeId: 1, grant },
    { kind: 'exchangeGranted', exchangeId: 2, grant },
    { kind: 'exchangeJudged', exchangeId: 2, verdict: 'again' },
  ])
  expect(ended).toEqual([
    ['worker 1:1', answered(200)],
    ['worker 1:2', answered(401)],
  ])
})

test('who gives up while it waits leaves the line, and hears nothing more', async () => {
  want(1)
  end(1, dropped)
  expect(begun.get('worker 1:1')?.signal.aborted).toBe(true)
  await settled()
  expect({ posted, ended }).toEqual({ posted: [], ended: [] })
})

test('who gives up in the moment of its turn gives it back', async () => {
  want(1)
  begun.get('worker 1:1')?.go(grant)
  end(1, dropped)
  await settled()
  expect(posted).toEqual([])
  expect(ended).toEqual([['worker 1:1', dropped]])
})

test('of a worker that died, what waited leaves the line, and what was granted ends as sent', async () => {
  want(1)
  want(2)
  begun.get('worker 1:1')?.go(grant)
  await settled()
  relay.lose()
  await settled()
  expect(begun.get('worker 1:2')?.signal.aborted).toBe(true)
  expect(ended).toEqual([['worker 1:1', lost]])
  // Its last words came late.
  end(1, answered(200))
  await settled()
  expect(ended).toHaveLength(1)
})
