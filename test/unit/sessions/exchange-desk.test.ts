import { describe, expect, test } from 'vitest'
import { DeskWorld, tokenOf } from '../../support/sessions/desk-world.ts'

/** Begins so many and lets what may go. */
async function begun(world: DeskWorld, count: number) {
  const travellers = Array.from({ length: count }, () => world.begin())
  await world.settle()
  return travellers as [(typeof travellers)[number], ...typeof travellers]
}

describe('the requests of a session', () => {
  test('go side by side where its cookies do not change', async () => {
    const world = new DeskWorld('shared', 'a')
    await begun(world, 5)
    expect(world.underWay).toHaveLength(5)
  })

  test('go one after the other where each answer renews a cookie, in the order they came', async () => {
    const world = new DeskWorld('rotating', 'a')
    const travellers = await begun(world, 3)
    for (const [place, traveller] of travellers.entries()) {
      expect(world.underWay).toEqual([traveller])
      expect(tokenOf(traveller)).toBe(place === 0 ? 'a' : `b${place - 1}`)
      world.answer(traveller, 200, `token=b${place}; Path=/`)
      await world.settle()
    }
  })

  test('go alone in an automatic one until an answer has changed nothing, and side by side from then on', async () => {
    const world = new DeskWorld('automatic', 'a')
    const [first] = await begun(world, 5)
    expect(world.underWay).toEqual([first])
    world.answer(first, 200)
    await world.settle()
    expect(world.underWay).toHaveLength(4)
    expect(world.live.mode).toBe('shared')
  })

  test('go one after the other in an automatic one from the first renewal on, and after a restart too', async () => {
    const world = new DeskWorld('automatic', 'a')
    const [first] = await begun(world, 3)
    world.answer(first, 200)
    const [second] = await begun(world, 1)
    expect(world.underWay).toHaveLength(3)
    world.answer(second, 200, 'token=b; Path=/')
    await world.settle()
    expect(world.live.record).toMatchObject({ effectiveMode: 'rotating', rotations: 1 })
    expect(world.durableToken).toBe('b')
    world.begin()
    await world.settle()
    expect(world.waiting).toHaveLength(1)
  })

  test('wait while a first answer brings new cookies: the next may renew them', async () => {
    const world = new DeskWorld('automatic', 'a')
    const [first, second] = await begun(world, 3)
    world.answer(first, 200, 'visitor=1; Path=/')
    await world.settle()
    expect(world.underWay).toEqual([second])
  })

  test('to hosts that it is not for carry nothing of it and wait for nobody', async () => {
    const world = new DeskWorld('rotating', 'a')
    world.live.change({ hosts: ['files.example.com'] })
    await begun(world, 1)
    const other = world.begin({ url: 'https://elsewhere.example.com/' })
    await world.settle()
    expect(other.grant).toEqual({ cookie: null, authorization: null })
  })

  test('of a session that is removed meanwhile go without it', async () => {
    const world = new DeskWorld('rotating', 'a')
    const [first, second] = await begun(world, 2)
    world.removeSession()
    await world.settle()
    expect(second?.grant).toBeNull()
    world.answer(first, 401)
    await world.settle()
    expect(first.verdict).toBe('final')
    const late = world.begin()
    await world.settle()
    expect(late.grant).toBeNull()
  })

  test('wait while the disk does not take the token that they depend on', async () => {
    const world = new DeskWorld('rotating', 'a')
    const [first, second] = await begun(world, 2)
    world.isDiskFull = true
    world.answer(first, 200, 'token=b; Path=/')
    await world.settle()
    expect(second?.grant).toBeUndefined()
    world.isDiskFull = false
    world.clock.pass(1_000)
    await world.settle()
    expect(second && tokenOf(second)).toBe('b')
  })
})

describe('a refusal', () => {
  test('of a token that another answer has replaced is asked again with the new one, once', async () => {
    const world = new DeskWorld('shared', 'a')
    const [first, second] = await begun(world, 2)
    world.answer(first, 200, 'token=b; Path=/')
    world.answer(second ?? first, 401)
    await world.settle()
    expect(second?.verdict).toBe('again')
    const repeat = world.begin({ repeats: 2 })
    await world.settle()
    expect(tokenOf(repeat)).toBe('b')
    world.live.hand([{ name: 'token', value: 'c', domain: 'files.example.com', path: '/' }], { replace: true })
    world.answer(repeat, 401)
    await world.settle()
    expect(repeat.verdict).toBe('replaced')
  })

  test('of what was asked once more with what still holds counts', async () => {
    const world = new DeskWorld('shared', 'a')
    const [repeat] = [world.begin({ repeats: 1 })]
    await world.settle()
    world.answer(repeat, 401)
    await world.settle()
    expect(repeat.verdict).toBe('final')
  })

  test('waits for the answers under way, one of which may bring the new token', async () => {
    const world = new DeskWorld('shared', 'a')
    const [first, second] = await begun(world, 2)
    world.answer(second ?? first, 403)
    await world.settle()
    expect(second?.verdict).toBeUndefined()
    world.answer(first, 200, 'token=b; Path=/')
    await world.settle()
    expect(second?.verdict).toBe('again')
  })

  test('counts where nothing else could be sent', async () => {
    const world = new DeskWorld('rotating', 'a')
    const [first] = await begun(world, 1)
    world.answer(first, 401)
    await world.settle()
    expect(first.verdict).toBe('final')
  })

  test('does not take away a token that was renewed after it was asked', async () => {
    const world = new DeskWorld('shared', 'a')
    const [first, second] = await begun(world, 2)
    world.answer(second ?? first, 401, 'token=; Path=/; Max-Age=0')
    world.answer(first, 200, 'token=b; Path=/')
    await world.settle()
    expect(second?.verdict).toBe('again')
    const repeat = world.begin({ repeats: 2 })
    await world.settle()
    expect(tokenOf(repeat)).toBe('b')
  })

  test('that brings a new token itself is asked again with it', async () => {
    const world = new DeskWorld('rotating', 'a')
    const [first] = await begun(world, 1)
    world.answer(first, 401, 'token=b; Path=/')
    await world.settle()
    expect(first.verdict).toBe('again')
  })
})

describe('a slow answer', () => {
  test('puts no older token back over one that a later request brought', async () => {
    const world = new DeskWorld('shared', 'a')
    const [slow, quick] = await begun(world, 2)
    world.answer(quick ?? slow, 200, 'token=b; Path=/')
    world.answer(slow, 200, 'token=a; Path=/')
    const next = world.begin()
    await world.settle()
    expect(tokenOf(next)).toBe('b')
  })

  test('puts no token back over one that a person handed in meanwhile', async () => {
    const world = new DeskWorld('rotating', 'a')
    const [slow] = await begun(world, 1)
    world.live.hand([{ name: 'token', value: 'mine', domain: 'files.example.com', path: '/' }], { replace: true })
    world.answer(slow, 200, 'token=b; Path=/')
    const next = world.begin()
    await world.settle()
    expect(tokenOf(next)).toBe('mine')
  })
})

describe('what need not be on disk at once', () => {
  test('is there after tokenSaveIntervalMs, and at once when the attempt is checkpointed', async () => {
    const world = new DeskWorld('shared', 'a')
    const [first] = await begun(world, 1)
    world.answer(first, 200, 'token=b; Path=/')
    await world.settle()
    expect(world.durableToken).toBe('a')
    world.desk.keep('session')
    expect(world.durableToken).toBe('b')
  })
})
