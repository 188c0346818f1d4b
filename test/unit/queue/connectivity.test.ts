import { describe, expect, it } from 'vitest'
import { Connectivity } from '../../../src-main/queue/connectivity.ts'

const failure = (code: 'NETWORK' | 'DNS' | 'TIMEOUT_STALLED', reason: string, host = 'a.example') => ({
  host,
  code,
  params: { reason },
})
const minute = 60_000

describe('the network is gone', () => {
  it.each(['ENETUNREACH', 'ENETDOWN'])('when no way leads anywhere: %s', (reason) => {
    expect(new Connectivity().isGone(failure('NETWORK', reason), minute, true)).toBe(true)
  })

  it('when a name cannot be looked up and this machine has no address', () => {
    expect(new Connectivity().isGone(failure('DNS', 'ENOTFOUND'), minute, false)).toBe(true)
  })

  it.each([
    ['NETWORK', 'ECONNRESET'],
    ['NETWORK', 'EHOSTUNREACH'],
    ['TIMEOUT_STALLED', ''],
  ] as const)('when nothing comes and this machine has no address: %s %s', (code, reason) => {
    expect(new Connectivity().isGone(failure(code, reason), minute, false)).toBe(true)
    // This machine itself is reached without one.
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:80']) {
      expect(new Connectivity().isGone(failure(code, reason, host), minute, false)).toBe(false)
    }
  })

  it('when the way to a proxy is what leads nowhere, and not when a proxy refuses', () => {
    const gone = (fault: string, reason: string, isUp: boolean) =>
      new Connectivity().isGone({ host: 'a.example', code: 'PROXY', params: { fault, reason } }, minute, isUp)
    expect(gone('unreachable', 'ENETUNREACH', true)).toBe(true)
    expect(gone('cut', 'ECONNRESET', false)).toBe(true)
    expect(gone('unreachable', 'ECONNREFUSED', false)).toBe(false)
    expect(gone('credentials', '', false)).toBe(false)
    expect(gone('refused', '', true)).toBe(false)
  })

  it('when the names of two servers cannot be looked up for want of an answer', () => {
    const connectivity = new Connectivity()
    const gone = (host: string, at: number) => connectivity.isGone(failure('DNS', 'EAI_AGAIN', host), at, true)
    expect([gone('a.example', minute), gone('a.example', minute), gone('b.example', minute)]).toEqual([false, false, true])
    connectivity.answered(2 * minute)
    expect(gone('b.example', 3 * minute)).toBe(false)
  })
})

describe('the network is there', () => {
  it('when a server was just heard', () => {
    const connectivity = new Connectivity()
    connectivity.answered(minute)
    expect(connectivity.isGone(failure('NETWORK', 'ENETUNREACH'), minute + 500, true)).toBe(false)
    expect(connectivity.isGone(failure('NETWORK', 'ENETUNREACH'), minute + 5_000, true)).toBe(true)
  })

  it('when a name does not exist', () => {
    const connectivity = new Connectivity()
    const answers = ['a', 'b', 'c'].map((host) => connectivity.isGone(failure('DNS', 'ENOTFOUND', host), minute, true))
    expect(answers).toEqual([false, false, false])
  })

  it.each([
    ['NETWORK', 'ECONNREFUSED'],
    ['NETWORK', 'EHOSTUNREACH'],
    ['TIMEOUT_STALLED', ''],
  ] as const)('when only a server does not answer: %s %s', (code, reason) => {
    expect(new Connectivity().isGone(failure(code, reason), minute, true)).toBe(false)
  })
})

describe('after the machine slept, or its network became another', () => {
  it('silence says nothing about a server until somebody answers, for half a minute', () => {
    const connectivity = new Connectivity()
    connectivity.answered(minute)
    connectivity.disturbed(2 * minute)
    const gone = (code: 'NETWORK' | 'DNS' | 'TIMEOUT_STALLED', reason: string, at: number) =>
      connectivity.isGone(failure(code, reason), at, true)
    expect(gone('DNS', 'EAI_AGAIN', 2 * minute + 1_000)).toBe(true)
    expect(gone('TIMEOUT_STALLED', '', 2 * minute + 29_000)).toBe(true)
    expect(gone('NETWORK', 'ECONNRESET', 2 * minute + 31_000)).toBe(false)
    connectivity.disturbed(4 * minute)
    connectivity.answered(4 * minute + 1_000)
    expect(gone('NETWORK', 'ECONNRESET', 4 * minute + 2_000)).toBe(false)
  })

  it('what somebody was there to say is still their word, and this machine needs no network', () => {
    const connectivity = new Connectivity()
    connectivity.disturbed(minute)
    expect(connectivity.isGone(failure('NETWORK', 'ECONNREFUSED'), minute, true)).toBe(false)
    expect(connectivity.isGone(failure('NETWORK', 'ECONNRESET', '127.0.0.1:80'), minute, true)).toBe(false)
  })
})
