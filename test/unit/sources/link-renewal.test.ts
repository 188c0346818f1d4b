import { expect, onTestFinished, test } from 'vitest'
import { SourceLinks } from '../../../src-main/sources/link-renewal.ts'
import { HandClock } from '../../support/hand-clock.ts'

test('a source whose fetching breaks has an answer too, and nobody waits for it for good', async () => {
  const logged: string[] = []
  const links = new SourceLinks({
    workerUrl: new URL('../../../src-main/sources/worker/main.ts', import.meta.url),
    documents: { fetch: () => Promise.reject(new Error('nobody expected that')) },
    sessions: { facts: () => null, requireSignIn: () => undefined },
    clock: new HandClock(),
    log: { info: () => undefined, warn: () => undefined, error: (message) => logged.push(message) },
  })
  onTestFinished(() => links.close())
  const episodes = [{ url: 'http://127.0.0.1:9/a?sig=1', key: null, title: null, fileName: 'a' }]
  const order = { source: { kind: 'page', url: 'http://127.0.0.1:9/' }, episodes, sessionId: null } as const
  expect(await links.renew(order, AbortSignal.timeout(5_000))).toMatchObject([
    { kind: 'failed', failure: { code: 'INTERNAL' }, transient: false },
  ])
  expect(logged).toEqual(['a document could not be fetched'])
})
