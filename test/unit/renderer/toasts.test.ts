import { describe, expect, it } from 'vitest'
import type { Notice } from '../../../src-preload/contract/index.ts'
import {
  addMessage,
  extendAll,
  type Message,
  type Toast,
  withoutExpired,
  withoutUndone,
} from '../../../src-renderer/state/toasts.ts'

const notice = (code: Notice['code'], level: Notice['level'] = 'info'): Message => ({
  kind: 'notice',
  notice: { id: 'n', code, level, params: {}, jobId: null, episodeId: null, at: '2026-01-01T00:00:00.000Z' },
})
const toastsAfter = (...messages: readonly Message[]) =>
  messages.reduce<readonly Toast[]>((toasts, message, index) => addMessage(toasts, message, index), [])

describe('toasts', () => {
  it('count messages of one kind instead of flooding the screen', () => {
    const toasts = toastsAfter(...Array.from({ length: 500 }, () => notice('JOB_COMPLETED')))
    expect(toasts.map(({ count }) => count)).toEqual([500])
  })

  it('keep what failed apart from what finished', () => {
    const toasts = toastsAfter(notice('JOB_COMPLETED'), notice('EPISODE_FAILED', 'error'), notice('JOB_COMPLETED'))
    expect(toasts.map(({ group, count, level }) => [group, count, level])).toEqual([
      ['notice JOB_COMPLETED', 2, 'info'],
      ['notice EPISODE_FAILED', 1, 'error'],
    ])
  })

  it('are four at most, the oldest makes room', () => {
    const toasts = toastsAfter(
      notice('JOB_COMPLETED'),
      notice('DISK_FULL', 'warning'),
      { kind: 'copied' },
      { kind: 'unchanged' },
      notice('EPISODE_FAILED', 'error'),
    )
    expect(toasts).toHaveLength(4)
    expect(toasts[0]?.group).toBe('notice DISK_FULL')
  })

  it('of work that was begun are replaced by what came of it', () => {
    const found = { checked: 2, unknown: 0, wrong: 0, removed: 0, named: [], repairable: [] }
    const toasts = toastsAfter({ kind: 'verifying' }, { kind: 'repairing' }, { kind: 'verified', found })
    expect(toasts.map(({ latest }) => latest.kind)).toEqual(['verified', 'repairing'])
  })

  it('go by themselves, good news sooner than bad', () => {
    const toasts = toastsAfter(notice('JOB_COMPLETED'), notice('EPISODE_FAILED', 'error'))
    expect(withoutExpired(toasts, 5_000)).toBe(toasts)
    expect(withoutExpired(toasts, 7_000).map(({ level }) => level)).toEqual(['error'])
    expect(withoutExpired(toasts, 20_000)).toEqual([])
  })

  it('offer to undo what was done last, for ten seconds even where someone reads them', () => {
    const done = (undoId: string): Message => ({ kind: 'done', action: 'remove', count: 1, undoId })
    const toasts = toastsAfter(done('a'), notice('DISK_FULL', 'warning'), done('b'))
    expect(toasts.map(({ latest }) => (latest.kind === 'done' ? latest.undoId : latest.kind))).toEqual(['notice', 'b'])
    expect(withoutExpired(extendAll(toasts, 9_000), 10_500).map(({ latest }) => latest.kind)).toEqual(['notice'])
    expect(withoutUndone(toasts, [{ id: 'b' }])).toHaveLength(2)
    expect(withoutUndone(toasts, [{ id: 'a' }]).map(({ latest }) => latest.kind)).toEqual(['notice'])
  })

  it('begin their time anew when someone has read them', () => {
    const toasts = extendAll(toastsAfter(notice('JOB_COMPLETED')), 10_000)
    expect(withoutExpired(toasts, 15_000)).toHaveLength(1)
  })
})
