import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  begun,
  closed,
  type Ended,
  heard,
  learnt,
  type Protocol,
  passedOver,
  protocolFor,
  type Standing,
  unknownStanding,
} from '../../../src-main/transfer/worker/protocol-choice.ts'

/** How long a file takes over each protocol, and how it ends. */
type Network = (protocol: Protocol, number: number) => { readonly ms: number; readonly how?: Ended['how'] }

/** Fetches files one after the other as a host stands; returns how it stands then and over what each came. */
function fetched(count: number, network: Network, from: Standing = unknownStanding) {
  let standing = from
  let now = 1_000
  const used: Protocol[] = []
  for (let number = 0; number < count; number++) {
    const protocol = protocolFor(standing, now)
    if (typeof protocol === 'number') throw new Error('nobody else is under way')
    used.push(protocol)
    standing = begun(standing, protocol, now)
    const { ms, how = 'came' } = network(protocol, number)
    if (protocol === 'http/2' && how === 'came') standing = heard(standing)
    standing = learnt(standing, { protocol, beganAt: now, endedAt: now + ms, how })
    now += ms
  }
  return { standing, used }
}

const steady =
  (http1Ms: number, http2Ms: number): Network =>
  (protocol, number) => ({ ms: (protocol === 'http/2' ? http2Ms : http1Ms) * (1 + ((number * 7) % 5) / 20) })

describe('a host of which nothing is known', () => {
  test('is spoken to over HTTP/1.1 until a number of small files have come', () => {
    expect(new Set(fetched(16, steady(50, 1)).used)).toEqual(new Set(['http/1.1']))
    expect(fetched(17, steady(50, 1)).used.at(-1)).toBe('http/2')
  })

  test('is tried sooner where connections break beside files that come: it may take only a few', () => {
    const { standing } = fetched(2, (_, number) => ({ ms: 10, how: number === 1 ? 'broke' : 'came' }))
    expect(protocolFor(standing, 0)).toBe('http/2')
  })

  test('is not tried where all that is known is that connections break', () => {
    const { used } = fetched(50, () => ({ ms: 10, how: 'broke' }))
    expect(new Set(used)).toEqual(new Set(['http/1.1']))
  })
})

describe('after a trial', () => {
  test('HTTP/2 is used where files came faster over it, and both figures are known', () => {
    const { standing, used } = fetched(300, steady(60, 40))
    expect(new Set(used.slice(-100))).toEqual(new Set(['http/2']))
    expect(standing.typicalMs?.['http/1.1']).toBeCloseTo(65, -1)
    expect(standing.typicalMs?.['http/2']).toBeCloseTo(44, -1)
  })

  test.each([
    ['slower', 60],
    ['as fast', 40],
    ['hardly faster', 38],
  ])('HTTP/1.1 is used where HTTP/2 is %s', (_, http2Ms) => {
    expect(new Set(fetched(300, steady(40, http2Ms)).used.slice(-100))).toEqual(new Set(['http/1.1']))
  })

  test('HTTP/2 is used where HTTP/1.1 is refused every other time', () => {
    const { used } = fetched(300, (protocol, number) => ({
      ms: 40,
      how: protocol === 'http/1.1' && number % 2 === 1 ? 'refused' : 'came',
    }))
    expect(new Set(used.slice(-100))).toEqual(new Set(['http/2']))
  })

  test('both are tried again after a thousand files, and the choice follows', () => {
    const before = fetched(1_000, steady(60, 40))
    expect(before.standing.used).toBe('http/2')
    const { standing, used } = fetched(1_300, steady(40, 60), before.standing)
    expect(standing.used).toBe('http/1.1')
    expect(new Set(used.slice(-100))).toEqual(new Set(['http/1.1']))
  })

  test('a clear difference is found with fewer files than one among times that vary widely', () => {
    const varying: Network = (protocol, number) => ({ ms: (protocol === 'http/2' ? 40 : 60) * (1 + ((number * 7) % 5) * 2) })
    const isSettled = (network: Network) => fetched(100, network).standing.phase === 'settled'
    expect([isSettled(steady(60, 40)), isSettled(varying)]).toEqual([true, false])
  })
})

describe('the trial itself', () => {
  const inTrial = fetched(16, steady(50, 50)).standing

  test('sends one request ahead over HTTP/2; the others follow when it has an answer, and go over HTTP/1.1 until then', () => {
    const ahead = begun(inTrial, 'http/2', 5_000)
    expect(protocolFor(ahead, 5_000)).toBe('http/1.1')
    expect(protocolFor(begun(ahead, 'http/1.1', 5_000), 5_001)).toBe('http/1.1')
    expect(protocolFor(heard(ahead), 5_100)).toBe('http/2')
    expect(protocolFor(passedOver(ahead, 'http/2'), 5_100)).toBe('http/2')
  })

  test('has the others wait for the one ahead where connections broke before, but not for long', () => {
    const ahead = begun({ ...inTrial, isScarce: true }, 'http/2', 5_000)
    expect(protocolFor(ahead, 5_000)).toBe(3_000)
    expect(protocolFor(ahead, 7_500)).toBe(500)
    expect(protocolFor(ahead, 8_000)).toBe('http/1.1')
    expect(protocolFor(heard(ahead), 5_100)).toBe('http/2')
  })

  test('gives both as many turns within any 64, in no simple alternation', () => {
    let standing = heard(inTrial)
    const used = Array.from({ length: 128 }, () => {
      const protocol = protocolFor(standing, 0)
      if (typeof protocol === 'string') standing = begun(standing, protocol, 0)
      return protocol
    })
    for (const half of [used.slice(0, 64), used.slice(64)]) {
      expect(half.filter((protocol) => protocol === 'http/2')).toHaveLength(32)
    }
    expect(used.slice(0, 32)).not.toEqual(used.slice(32, 64))
  })

  test('comes to an end also where no answer over HTTP/2 is that of a small file', () => {
    let standing = inTrial
    for (let turn = 0; turn < 700 && standing.phase === 'trying'; turn++) {
      const protocol = protocolFor(standing, turn)
      if (typeof protocol === 'number') throw new Error('nobody else is under way')
      standing = begun(standing, protocol, turn)
      if (protocol === 'http/2') standing = passedOver(heard(standing), protocol)
      else standing = learnt(standing, { protocol, beganAt: turn, endedAt: turn + 1, how: 'came' })
    }
    expect([standing.phase, standing.used]).toEqual(['settled', 'http/1.1'])
  })

  test('does not count how long files take while connections are being made', () => {
    const handshakes: Network = (protocol, number) => ({ ms: protocol === 'http/2' && number < 32 ? 500 : 50 })
    expect(fetched(300, handshakes).standing.typicalMs?.['http/2']).toBeCloseTo(50, 0)
  })
})

describe('HTTP/2 that is of no use', () => {
  test.each(['missing', 'broken'] as const)('is never tried again: %s', (support) => {
    const standing = closed(fetched(17, steady(50, 10)).standing, support)
    expect(new Set(fetched(3_000, steady(50, 10), standing).used)).toEqual(new Set(['http/1.1']))
  })

  test('is what breaks three times in a row without a file between', () => {
    const network: Network = (protocol) => ({ ms: 50, how: protocol === 'http/2' ? 'broke' : 'came' })
    const { standing } = fetched(19, network)
    expect(standing.support).toBe('broken')
    expect(protocolFor(standing, 0)).toBe('http/1.1')
  })

  test('is not one connection that breaks with all its requests', () => {
    const start: Standing = { ...unknownStanding, support: 'offered', phase: 'settled', used: 'http/2' }
    const standing = Array.from({ length: 10 }).reduce<Standing>(
      (before, _, number) => learnt(before, { protocol: 'http/2', beganAt: 100 + number, endedAt: 500 + number, how: 'broke' }),
      start,
    )
    expect(protocolFor(standing, 600)).toBe('http/2')
  })

  test('is not a server that refuses more than it can bear', () => {
    const start: Standing = { ...unknownStanding, support: 'offered', phase: 'settled', used: 'http/2' }
    expect(fetched(50, () => ({ ms: 10, how: 'refused' }), start).standing.support).toBe('offered')
  })
})

test('whatever comes, there is always a protocol or an end to the wait, and HTTP/2 only where nothing speaks against it', () => {
  const step = fc.record({
    ms: fc.integer({ min: 0, max: 10_000 }),
    how: fc.constantFrom<Ended['how'][]>('came', 'refused', 'broke'),
    end: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      let standing = unknownStanding
      let now = 0
      for (const { ms, how, end } of steps) {
        const protocol = protocolFor(standing, now)
        if (typeof protocol === 'number') {
          expect(protocol).toBeGreaterThan(0)
          expect(protocol).toBeLessThanOrEqual(3_000)
          now += protocol
          continue
        }
        if (standing.support === 'broken') expect(protocol).toBe('http/1.1')
        standing = begun(standing, protocol, now)
        if (end) standing = learnt(standing, { protocol, beganAt: now, endedAt: now + ms, how })
        now += ms
        expect(standing.open).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})
