import { expect, onTestFinished, test } from 'vitest'
import { mostGroups, withNotice } from '../../../src-main/queue/notice-groups.ts'
import { NoticeKeeper } from '../../../src-main/queue/notice-keeper.ts'
import type { Notice, NoticeGroup } from '../../../src-preload/contract/index.ts'
import { SimulatedQueue } from '../../support/queue/simulated-queue.ts'

let ids = 0
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
const notice = (code: Notice['code'], minute: number, given: Partial<Notice> = {}): Notice => ({
  id: `n${++ids}`,
  level: 'info',
  code,
  params: {},
  jobId: null,
  episodeId: null,
  at: at(minute),
  ...given,
})
const failure = (host: string, minute: number, jobId = 'a') =>
  notice('EPISODE_FAILED', minute, { level: 'error', params: { host }, jobId, episodeId: 'e' })
const after = (...notices: readonly Notice[]) => notices.reduce<readonly NoticeGroup[]>(withNotice, [])

test('what failed is counted by server, what finished as one', () => {
  const groups = after(
    failure('a.example', 0),
    notice('JOB_COMPLETED', 1),
    failure('b.example', 2),
    failure('a.example', 3, 'b'),
    notice('JOB_COMPLETED', 4),
  )
  expect(groups.map(({ code, host, count, jobId }) => [code, host, count, jobId])).toEqual([
    ['JOB_COMPLETED', null, 2, null],
    ['EPISODE_FAILED', 'a.example', 2, null],
    ['EPISODE_FAILED', 'b.example', 1, 'a'],
  ])
  expect(groups[1]).toMatchObject({ at: at(3), episodeId: null })
})

test('what comes much later, or after somebody has looked, is a line of its own', () => {
  const first = after(notice('JOB_COMPLETED', 0), notice('JOB_COMPLETED', 9))
  expect(withNotice(first, notice('JOB_COMPLETED', 19)).map(({ count }) => count)).toEqual([1, 2])
  const seen = first.map((group) => ({ ...group, isRead: true }))
  expect(withNotice(seen, notice('JOB_COMPLETED', 10)).map(({ count, isRead }) => [count, isRead])).toEqual([
    [1, false],
    [2, true],
  ])
})

test('two hundred groups are kept', () => {
  const groups = after(...Array.from({ length: mostGroups + 5 }, (_, host) => failure(`${host}.example`, 0)))
  expect(groups).toHaveLength(mostGroups)
  expect(groups[0]?.host).toBe(`${mostGroups + 4}.example`)
})

test('the history outlives the program, and is told of and saved once a second', async () => {
  const run = new SimulatedQueue({ seed: 1, failures: 0, settings: {} })
  onTestFinished(() => run.close())
  const told: number[] = []
  const hub = { publish: (event: { type: string; unread?: number }) => told.push(event.unread ?? -1) }
  const world = {
    store: run.store,
    clock: run.clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }
  const keeper = new NoticeKeeper(world, hub)
  for (let count = 0; count < 4_000; count++) keeper.add(failure(`${count % 3}.example`, 0))
  await run.pass(1_100)
  expect(told).toEqual([3])
  expect(new NoticeKeeper(world, hub).list()).toMatchObject({
    total: 3,
    unread: 3,
    items: [{ count: 1_334 }, { count: 1_333 }, { count: 1_333 }],
  })
  keeper.markRead()
  await run.pass(1_100)
  expect(new NoticeKeeper(world, hub).unread).toBe(0)
  keeper.clear()
  keeper.close()
  expect(new NoticeKeeper(world, hub).list().items).toEqual([])
})
