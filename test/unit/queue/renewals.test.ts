import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { EpisodeRecord, LinkRenewal, RenewalAnswer, RenewalOrder } from '../../../src-main/queue/ports.ts'
import { Renewals } from '../../../src-main/queue/renewals.ts'
import type { Recovery } from '../../../src-main/queue/retry.ts'
import type { Failure } from '../../../src-preload/contract/index.ts'
import { HandClock } from '../../support/hand-clock.ts'
import { newEpisode, newJob, partOf, temporaryStore } from '../store/support.ts'

const waits: Recovery = { kind: 'wait', reason: 'link', bytes: 'keep' }
const fails: Recovery = { kind: 'fail', bytes: 'keep', attempts: 1 }
const failureWith = (status: number): Failure => ({ code: 'HTTP_STATUS', message: '', params: { status } })
const isOut: RenewalAnswer = { kind: 'failed', failure: failureWith(503), transient: true }

/** A keeper over a real store, whose sources answer with what the test says. */
function keeping(answers: (order: RenewalOrder) => readonly RenewalAnswer[]) {
  const { store } = temporaryStore()
  const clock = new HandClock()
  const orders: { readonly order: RenewalOrder; readonly atMs: number }[] = []
  const renewal: LinkRenewal = {
    renew: async (order) => {
      orders.push({ order, atMs: clock.monotonic() })
      return answers(order)
    },
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const news = { episode: () => undefined, job: () => undefined }
  let pumps = 0
  const renewals = new Renewals(
    { store, clock, renewal, log },
    { news, dispatcher: { pump: () => void pumps++ }, log: { linkRenewed: () => undefined } },
  )

  /** Episodes that wait for a link, with so many bytes on disk. */
  function waiting(
    count: number,
    { sourceUrl = 'https://feed.example/', bytes = 100_000 }: { sourceUrl?: string | null; bytes?: number } = {},
  ) {
    const episodes = Array.from({ length: count }, (_, index) => newEpisode({ sourceKey: `key-${index}` }))
    store.addJob(newJob({ sourceKind: 'feed', sourceUrl }), episodes)
    for (const { id } of episodes) {
      store.changeEpisode(id, { status: 'downloading', part: bytes === 0 ? null : partOf(`${id}.bin`, bytes, 1_000_000) })
      store.changeEpisode(id, { status: 'queued', waitReason: 'link' })
    }
    return episodes.map(({ id }) => id)
  }

  const record = (id: string): EpisodeRecord => {
    const found = store.episode(id)
    if (found === null) throw new Error('the episode is gone')
    return found
  }
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.pass(100)
      await turn()
    }
  }
  return { store, renewals, orders, waiting, record, pass, pumps: () => pumps }
}

const freshFor = ({ episodes }: RenewalOrder): RenewalAnswer[] =>
  episodes.map(({ key }) => ({ kind: 'fresh', url: `https://fresh.example/${key}` }))

test('what expires of one source is asked for together, and no sooner again than in half a minute', async () => {
  const { renewals, orders, waiting, record, pass } = keeping(freshFor)
  const first = waiting(50)
  for (const id of first) renewals.ask(id)
  expect(renewals.isAsking).toBe(true)
  await pass(400)
  const later = waiting(2)
  for (const id of later) renewals.ask(id)
  await pass(29_000)
  expect(orders.map(({ order }) => order.episodes.length)).toEqual([50])
  await pass(1_000)
  expect(orders.map(({ order }) => order.episodes.length)).toEqual([50, 2])
  expect((orders[1]?.atMs ?? 0) - (orders[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(30_000)
  expect([...first, ...later].map((id) => [record(id).waitReason, record(id).url.slice(0, 22)])).toEqual(
    Array(52).fill([null, 'https://fresh.example/']),
  )
  expect(record(first[0] ?? '').part?.validator).toMatchObject({ isOfOldLink: true })
  expect(renewals.isAsking).toBe(false)
})

test('other sources do not wait for that', async () => {
  const { renewals, orders, waiting, pass } = keeping(freshFor)
  for (const id of [...waiting(1), ...waiting(1, { sourceUrl: 'https://other.example/' })]) renewals.ask(id)
  await pass(400)
  expect(orders.map(({ order }) => order.source.url)).toEqual(['https://feed.example/', 'https://other.example/'])
})

test('a source that is out for a while is asked three times, and then the person is', async () => {
  const { renewals, orders, waiting, record, pass } = keeping(({ episodes }) => episodes.map(() => isOut))
  const [id = ''] = waiting(1)
  renewals.ask(id)
  await pass(300_000)
  expect(orders).toHaveLength(3)
  expect(record(id)).toMatchObject({ status: 'queued', waitReason: 'link' })
  expect(renewals.isAsking).toBe(false)
})

test('what its source has no more waits for the person, and is asked for once more where nothing of it is there', async () => {
  const { renewals, waiting, record, pass, pumps } = keeping(({ episodes }) => episodes.map(() => ({ kind: 'gone' })))
  const [half = ''] = waiting(1)
  const [nothing = ''] = waiting(1, { bytes: 0 })
  for (const id of [half, nothing]) renewals.ask(id)
  await pass(400)
  expect([record(half).waitReason, record(nothing).waitReason, pumps()]).toEqual(['link', null, 1])
  expect(renewals.helps(record(nothing), failureWith(404), fails, 0)).toBe(false)
})

test('an address that is no other, or none of the web, is no fresh one', async () => {
  const odd = ['javascript:alert(1)', 'file:///etc/passwd', 'ftp://a.example/', 'not an address']
  const { renewals, waiting, record, pass } = keeping(({ episodes }) =>
    episodes.map(({ url, key }) => ({ kind: 'fresh', url: odd[Number(key?.slice(4))] ?? url })),
  )
  const ids = waiting(5)
  const before = ids.map((id) => record(id).url)
  for (const id of ids) renewals.ask(id)
  await pass(400)
  expect(ids.map((id) => [record(id).url, record(id).waitReason])).toEqual(before.map((url) => [url, 'link']))
})

test('a person who is quicker is not overruled', async () => {
  const { store, renewals, orders, waiting, record, pass } = keeping((order) => {
    store.changeEpisode(given, { url: 'https://own.example/b', host: 'own.example' })
    store.changeEpisode(resumed, { waitReason: null })
    return freshFor(order)
  })
  const [given = '', resumed = '', removed = ''] = waiting(3)
  for (const id of [given, resumed, removed]) renewals.ask(id)
  store.removeEpisode(removed, { deleteFiles: false })
  await pass(400)
  expect(orders[0]?.order.episodes).toHaveLength(2)
  expect(record(given).url).toBe('https://own.example/b')
  expect(record(resumed).url).not.toMatch('fresh')
})

test('a link that was renewed is renewed again only once it has brought something', async () => {
  const { renewals, waiting, record, pass } = keeping(freshFor)
  const [id = ''] = waiting(1)
  expect(renewals.helps(record(id), failureWith(403), waits, 100_000)).toBe(true)
  renewals.ask(id)
  await pass(400)
  expect(renewals.helps(record(id), failureWith(403), waits, 100_000)).toBe(false)
  expect(renewals.helps(record(id), failureWith(403), waits, 200_000)).toBe(true)
})

test('only expired links of jobs with a source are a matter for it', () => {
  const { renewals, waiting, record } = keeping(freshFor)
  const [id = ''] = waiting(1)
  const [without = ''] = waiting(1, { sourceUrl: null })
  expect(renewals.helps(record(without), failureWith(403), waits, 1)).toBe(false)
  for (const status of [403, 404, 410]) expect(renewals.helps(record(id), failureWith(status), fails, 0)).toBe(true)
  for (const status of [400, 401, 416, 500]) expect(renewals.helps(record(id), failureWith(status), fails, 0)).toBe(false)
  expect(renewals.helps(record(id), failureWith(404), { kind: 'wait', reason: 'auth', bytes: 'keep' }, 0)).toBe(false)
})

test('what waits at the start is asked for, and nothing more once the program ends', async () => {
  const { renewals, orders, waiting, pass } = keeping(freshFor)
  const [id = ''] = waiting(1)
  waiting(1, { sourceUrl: null })
  renewals.start()
  await pass(400)
  expect(orders.map(({ order }) => order.episodes.map(({ key }) => key))).toEqual([['key-0']])
  renewals.close()
  renewals.ask(id)
  await pass(60_000)
  expect(orders).toHaveLength(1)
})
