import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { countdownMs, FinishKeeper } from '../../../../src-main/queue/finishing/finish-keeper.ts'
import { hasFinished } from '../../../../src-main/queue/finishing/has-finished.ts'
import type { Desktop } from '../../../../src-main/queue/ports.ts'
import { HandClock } from '../../../support/hand-clock.ts'

const none = { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 }
const idle = { downloaded: 1, episodes: none, waits: {}, hasReady: false }

describe('everything is finished', () => {
  test.each([
    ['once something came and nothing is left', { downloaded: 1 }, true],
    ['not where nothing came at all', { downloaded: 0 }, false],
    ['not while something runs', { episodes: { ...none, downloading: 1 } }, false],
    ['not while a file is put in its place', { episodes: { ...none, verifying: 1 } }, false],
    ['not while something is queued', { hasReady: true }, false],
    ['not while something waits to be tried again', { waits: { backoff: 1, link: 1 } }, false],
    ['although some are paused and some have failed', { episodes: { ...none, paused: 3, failed: 2 } }, true],
    ['although some wait for a person', { waits: { auth: 1, link: 1, disk: 1 } }, true],
  ])('%s', (_name, facts, expected) => {
    expect(hasFinished({ ...idle, ...facts })).toBe(expected)
  })

  test('never while there is anything that goes on by itself', () => {
    const count = fc.nat(3)
    fc.assert(
      fc.property(count, count, count, count, count, (downloading, verifying, backoff, link, ready) => {
        const isBusy = downloading + verifying + backoff + ready > 0
        const facts = { ...idle, episodes: { downloading, verifying }, waits: { backoff, link }, hasReady: ready > 0 }
        expect(hasFinished(facts)).toBe(!isBusy)
      }),
    )
  })
})

function keeperWith(desktop: Partial<Desktop> | null = {}) {
  const clock = new HandClock()
  const done: string[] = []
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  let queued = 1
  const world = {
    clock,
    log,
    store: { episodeCounts: () => none, waitCounts: () => ({}) },
    desktop: desktop && {
      actions: ['quit', 'sleep', 'shutdown'] as const,
      announce: (action: string, inMs: number) => void done.push(`announce ${action} ${inMs}`),
      withdraw: () => void done.push('withdraw'),
      carryOut: async (action: string) => void done.push(`do ${action}`),
      keepAwake: () => undefined,
      ...desktop,
    },
  }
  const notice = vi.fn()
  const keeper = new FinishKeeper(world, { stats: () => undefined, notice }, () => queued > 0)
  const setQueued = (count: number) => {
    queued = count
  }
  return { clock, keeper, done, setQueued, notice }
}

test('after the last file it counts down a minute, then does it, once', async () => {
  const { clock, keeper, done, setQueued } = keeperWith()
  keeper.set('shutdown')
  clock.pass(60_000)
  keeper.downloaded()
  setQueued(0)
  expect(done).toEqual([])
  clock.pass(1_000)
  expect(done).toEqual(['announce shutdown 60000'])
  expect(Date.parse(keeper.state.firesAt ?? '')).toBe(clock.now() + countdownMs)
  clock.pass(countdownMs - 1)
  expect(done).toHaveLength(1)
  clock.pass(1)
  await Promise.resolve()
  expect(done).toEqual(['announce shutdown 60000', 'withdraw', 'do shutdown'])
  expect(keeper.state).toEqual({ action: 'nothing', offered: ['nothing', 'quit', 'sleep', 'shutdown'], firesAt: null })
  expect(clock.timers).toBe(0)
})

test('where nothing was downloaded since, nothing happens', () => {
  const { clock, keeper, done, setQueued } = keeperWith()
  keeper.downloaded()
  keeper.set('quit')
  setQueued(0)
  clock.pass(3_600_000)
  expect(done).toEqual([])
})

test('something that is added calls the countdown off, and it begins anew after that', () => {
  const { clock, keeper, done, setQueued } = keeperWith()
  keeper.set('sleep')
  keeper.downloaded()
  setQueued(0)
  clock.pass(30_000)
  setQueued(1)
  clock.pass(120_000)
  expect(done).toEqual(['announce sleep 60000', 'withdraw'])
  expect(keeper.state).toMatchObject({ action: 'sleep', firesAt: null })
  setQueued(0)
  clock.pass(countdownMs + 1_000)
  expect(done.slice(2)).toEqual(['announce sleep 60000', 'withdraw', 'do sleep'])
})

test('a person calls it off in the last second', () => {
  const { clock, keeper, done, setQueued } = keeperWith()
  keeper.set('shutdown')
  keeper.downloaded()
  setQueued(0)
  clock.pass(countdownMs)
  keeper.set('nothing')
  clock.pass(3_600_000)
  expect(done).toEqual(['announce shutdown 60000', 'withdraw'])
})

test('a clock that is set neither hurries nor delays the countdown', () => {
  const { clock, keeper, done, setQueued } = keeperWith()
  keeper.set('shutdown')
  keeper.downloaded()
  setQueued(0)
  clock.pass(1_000)
  clock.set(86_400_000)
  clock.pass(countdownMs - 1)
  expect(done).toEqual(['announce shutdown 60000'])
  clock.pass(1)
  expect(done).toContain('do shutdown')
})

test('where the system refuses, a person is told', async () => {
  const { clock, keeper, setQueued, notice } = keeperWith({
    carryOut: async () => {
      throw new Error('Interactive authentication required.')
    },
  })
  keeper.set('sleep')
  keeper.downloaded()
  setQueued(0)
  clock.pass(countdownMs + 1_000)
  await vi.waitFor(() => expect(notice).toHaveBeenCalledTimes(1))
  expect(notice.mock.calls[0]?.[0]).toMatchObject({ level: 'error', code: 'FINISH_FAILED', params: { action: 'sleep' } })
  expect(keeper.state.action).toBe('nothing')
})

test('without a desktop nothing else than nothing is offered, and the refusal says so', () => {
  const { keeper } = keeperWith(null)
  expect(keeper.state.offered).toEqual(['nothing'])
  expect(keeper.set('shutdown')).toMatchObject({
    refused: 'INVALID_INPUT',
    params: { issues: [{ path: 'action', value: 'shutdown', reason: 'desktopOnly', options: ['nothing'] }] },
  })
  expect(keeper.set('nothing')).toEqual({ done: true })
})
