import { beforeEach, describe, expect, test } from 'vitest'
import { Jar } from '../../../src-main/sessions/jar.ts'
import { LiveSession, type LiveSessionNews } from '../../../src-main/sessions/live-session.ts'
import { HandClock } from '../../support/hand-clock.ts'
import { sessionRecord, tokenIn } from '../../support/sessions/session-bench.ts'

const url = 'https://example.com/'

let clock: HandClock
let writes: { token: string | null; durable: boolean; usedAt: string | null }[]
let isFull: boolean
let saveIntervalMs: number
let live: LiveSession
let news: LiveSessionNews[]
beforeEach(() => {
  clock = new HandClock()
  writes = []
  isFull = false
  saveIntervalMs = 1_000
  news = []
  live = opened('automatic')
})

function opened(mode: Parameters<typeof sessionRecord>[0], isJarUnread = false): LiveSession {
  const store = {
    putSession: () => void writes.push({ token: 'unread', durable: true, usedAt: null }),
    putJar: (_id: string, jar: string, { usedAt }: { usedAt: string | null }, { durable }: { durable: boolean }) => {
      if (isFull) throw new Error('the disk is full')
      writes.push({ token: tokenIn(jar), durable, usedAt })
    },
  }
  const jar = new Jar(() => clock.now())
  const made = new LiveSession({
    record: sessionRecord(mode),
    jar,
    isJarUnread,
    store,
    clock,
    saveIntervalMs: () => saveIntervalMs,
  })
  made.onNews((told) => news.push(told))
  return made
}

const answer = (...setCookies: string[]) => live.take({ url, setCookies, sequence: live.jar.begin(), isRefusal: false })

describe('what changed in a session', () => {
  test('is written after the interval, all of it at once', () => {
    answer('token=a')
    live.keep({ durable: false })
    clock.pass(600)
    answer('token=b')
    live.keep({ durable: false })
    clock.pass(399)
    expect(writes).toEqual([])
    clock.pass(1)
    expect(writes).toMatchObject([{ token: 'b', durable: false }])
  })

  test('is written by the interval of the moment', () => {
    saveIntervalMs = 60_000
    answer('token=a')
    live.keep({ durable: false })
    clock.pass(59_999)
    expect(writes).toEqual([])
    clock.pass(1)
    expect(writes).toHaveLength(1)
  })

  test('is on disk at once where that is asked for, and then not written again', () => {
    answer('token=a')
    live.keep({ durable: false })
    live.keep({ durable: true })
    live.keep({ durable: true })
    clock.pass(10_000)
    expect(writes).toMatchObject([{ token: 'a', durable: true }])
  })

  test('is made durable where it was only written so far', () => {
    answer('token=a')
    live.keep({ durable: false })
    clock.pass(1_000)
    live.keep({ durable: true })
    expect(writes).toMatchObject([{ durable: false }, { durable: true }])
  })

  test('is tried again where the disk was full', () => {
    isFull = true
    answer('token=a')
    expect(() => live.keep({ durable: true })).toThrow('full')
    live.keep({ durable: false })
    clock.pass(1_000)
    isFull = false
    clock.pass(1_000)
    expect(writes).toMatchObject([{ token: 'a' }])
  })

  test('is not written once the session is gone', () => {
    answer('token=a')
    live.keep({ durable: false })
    live.end()
    clock.pass(10_000)
    live.keep({ durable: true })
    live.close()
    expect(writes).toEqual([])
    expect(news.at(-1)).toBe('ended')
  })
})

describe('a change of a person', () => {
  const cookie = (value: string) => ({ name: 'token', value, domain: 'example.com', path: '/' })

  test('is on disk when it is told of', () => {
    live.onNews(() => expect(writes).toHaveLength(1))
    live.commit(() => {
      live.change({ name: 'Renamed' })
      live.hand([cookie('a')], { replace: true })
    })
    expect(news).toEqual(['changed', 'handed'])
    expect(writes).toMatchObject([{ token: 'a', durable: true }])
  })

  test('is none where the disk refuses it: no later write brings it, and nobody is told', () => {
    answer('token=before')
    live.keep({ durable: false })
    const { record } = live
    news.length = 0
    isFull = true
    const change = () =>
      live.commit(() => {
        live.change({ name: 'Renamed' })
        live.hand([cookie('after'), { ...cookie('x'), name: 'more' }], { replace: true })
      })
    expect(change).toThrow('full')
    isFull = false
    expect(live.record).toEqual(record)
    expect(live.jar.header(url, { isSameSite: true })).toBe('token=before')
    clock.pass(1_000)
    expect(writes).toMatchObject([{ token: 'before' }])
    expect(news).toEqual([])
  })
})

describe('a jar that cannot be read today', () => {
  test('stays on disk until there are cookies, and is what the session has from then on', () => {
    live = opened('rotating', true)
    live.change({ name: 'Other' })
    live.keep({ durable: true })
    expect(writes).toMatchObject([{ token: 'unread' }])
    answer('token=a')
    live.keep({ durable: true })
    live.forget(live.jar.list())
    live.keep({ durable: true })
    expect(writes.map(({ token }) => token)).toEqual(['unread', 'a', null])
  })
})

describe('its use', () => {
  test('is remembered to the minute, and delays no request', () => {
    live.noteUse()
    clock.pass(500)
    live.noteUse()
    live.keep({ durable: true })
    expect(writes).toEqual([])
    clock.pass(500)
    expect(writes).toMatchObject([{ durable: false, usedAt: '2026-01-05T00:00:00.000Z' }])
    clock.pass(60_000)
    live.noteUse()
    live.close()
    expect(writes.at(-1)).toMatchObject({ durable: true, usedAt: '2026-01-05T00:01:01.000Z' })
  })
})

describe('a cookie that an answer renews', () => {
  test('makes an automatic session a rotating one, which is told once', () => {
    answer('token=a')
    expect(live.mode).toBe('shared')
    answer('token=b')
    answer('token=c')
    expect(live.mode).toBe('rotating')
    expect(live.record).toMatchObject({ rotations: 2, rotatedAt: '2026-01-05T00:00:00.000Z' })
    expect(news).toEqual(['cookies', 'rotates', 'cookies'])
  })

  test('is counted in a shared one, which stays what it is', () => {
    live = opened('shared')
    answer('token=a')
    answer('token=b')
    expect(live.mode).toBe('shared')
    expect(live.record.rotations).toBe(1)
  })
})
