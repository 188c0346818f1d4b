import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SessionMode } from '../../../src-preload/contract/index.ts'
import { DeskWorld, type Traveller, tokenOf } from '../../support/sessions/desk-world.ts'

/** A server that accepts only its newest token, and answers each request it accepts with another. */
class Server {
  newest = 'token-0'
  refusals = 0
  #count = 0

  receive(token: string | null): { readonly status: number; readonly setCookies: string[] } {
    if (token !== this.newest) {
      this.refusals++
      return { status: 401, setCookies: [] }
    }
    this.newest = `token-${++this.#count}`
    return { status: 206, setCookies: [`token=${this.newest}; Path=/`] }
  }
}

type Step =
  | { readonly do: 'begin' }
  /** One of those under way is answered, or stopped after it was sent, or before. */
  | { readonly do: 'answer' | 'lose' | 'drop'; readonly which: number }
  /** One that waits for its turn gives up. */
  | { readonly do: 'stop'; readonly which: number }
  | { readonly do: 'fill' | 'free' | 'pass' | 'remove' }

const which = fc.nat(20)
const usual: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'begin' }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('stop' as const, 'drop' as const), which }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'fill' }, { do: 'free' }, { do: 'pass' }) },
)
const anything: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: usual },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), which }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'remove' }) },
)

function pick(travellers: readonly Traveller[], place: number): Traveller | undefined {
  return travellers[place % Math.max(1, travellers.length)]
}

async function carryOut(step: Step, world: DeskWorld, server: Server): Promise<void> {
  switch (step.do) {
    case 'begin':
      world.begin()
      break
    case 'answer':
    case 'lose':
    case 'drop': {
      const traveller = pick(world.underWay, step.which)
      if (traveller === undefined) break
      if (step.do === 'drop') world.end(traveller, { kind: 'unanswered', wasSent: false })
      else {
        const { status, setCookies } = server.receive(tokenOf(traveller))
        if (step.do === 'lose') world.end(traveller, { kind: 'unanswered', wasSent: true })
        else world.answer(traveller, status, ...setCookies)
      }
      break
    }
    case 'stop':
      pick(world.waiting, step.which)?.stop.abort(new Error('stopped'))
      break
    case 'fill':
      world.isDiskFull = true
      break
    case 'free':
      world.isDiskFull = false
      break
    case 'pass':
      world.clock.pass(700)
      break
    case 'remove':
      world.removeSession()
      break
  }
  await world.settle()
}

/** Answers whatever is under way until nothing waits any more. */
async function runDry(world: DeskWorld, server: Server): Promise<void> {
  world.isDiskFull = false
  for (let rounds = 0; rounds < 500 && world.travellers.some(({ isOver }) => !isOver); rounds++) {
    world.clock.pass(1_000)
    await world.settle()
    const [next] = world.underWay
    if (next !== undefined) await carryOut({ do: 'answer', which: 0 }, world, server)
  }
}

const modes: readonly SessionMode[] = ['rotating', 'exclusive']

describe('whatever happens to the requests of a rotating session', () => {
  test.each(modes)('they go one at a time, each with a token that is on disk, and none is refused (%s)', async (mode) => {
    await fc.assert(
      fc.asyncProperty(fc.array(usual, { maxLength: 60 }), async (steps) => {
        const world = new DeskWorld(mode, 'token-0')
        const server = new Server()
        const grants: { atOnce: number; isDurable: boolean }[] = []
        world.onGrant = (traveller) => {
          grants.push({ atOnce: world.underWay.length, isDurable: world.durableToken === tokenOf(traveller) })
        }
        for (const step of steps) await carryOut(step, world, server)
        await runDry(world, server)
        expect(grants.filter(({ atOnce, isDurable }) => atOnce !== 1 || !isDurable)).toEqual([])
        expect(server.refusals).toBe(0)
        expect(world.travellers.every(({ isOver }) => isOver)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('no line sticks, though answers get lost and the session is removed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<SessionMode>('shared', 'rotating', 'exclusive', 'automatic'),
        fc.array(anything, { maxLength: 60 }),
        async (mode, steps) => {
          const world = new DeskWorld(mode, 'token-0')
          const server = new Server()
          for (const step of steps) await carryOut(step, world, server)
          await runDry(world, server)
          expect(world.travellers.every(({ isOver }) => isOver)).toBe(true)
          await world.settle()
          expect(world.travellers.every(({ grant, verdict }) => grant == null || verdict !== undefined)).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('an automatic session of a server that renews its token with each answer', () => {
  test('has not one request refused, however its requests come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(usual, { maxLength: 60 }), async (steps) => {
        const world = new DeskWorld('automatic', 'token-0')
        const server = new Server()
        for (const step of steps) await carryOut(step, world, server)
        await runDry(world, server)
        expect(server.refusals).toBe(0)
      }),
      { numRuns: 150 },
    )
  })
})
