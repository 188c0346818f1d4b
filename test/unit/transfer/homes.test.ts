import { beforeEach, describe, expect, test } from 'vitest'
import { Homes, type Visit } from '../../../src-main/transfer/pool/homes.ts'
import { LimitPlaces } from '../../../src-main/transfer/pool/limit-places.ts'

let homes: Homes<string>
let now: number
beforeEach(() => {
  now = 0
  homes = new Homes()
  homes.add('one')
  homes.add('two')
})

const visit = (host: string): Visit<string> => homes.enter(host, now)
/** Where one attempt after the other at these hosts goes. */
const places = (...hosts: string[]) => hosts.map((host) => visit(host).place)

describe('short attempts', () => {
  test('at one host go to one worker, and those at another host to the one that has less', () => {
    expect(places('a', 'a', 'a', 'b', 'b')).toEqual(['one', 'one', 'one', 'two', 'two'])
    expect(places('c')).toEqual(['two'])
  })

  test('come back to where the connections of their host are open', () => {
    const first = visit('a')
    const second = visit('b')
    homes.leave(second)
    const third = visit('a')
    for (const over of [first, third]) homes.leave(over)
    expect(places('b', 'a')).toEqual(['two', 'one'])
  })

  test('are taken over, host by host, by a worker that has nothing from one that has several hosts', () => {
    homes.remove('two')
    places('a', 'b')
    homes.add('two')
    expect(places('a', 'a', 'b')).toEqual(['two', 'two', 'one'])
  })

  test('at the only host of a worker stay there', () => {
    expect(places('a', 'a', 'a')).toEqual(['one', 'one', 'one'])
    expect(homes.isDivisible('one', now)).toBe(false)
  })
})

describe('long attempts at one host', () => {
  test('are divided among the workers, as they begin', () => {
    expect(places('a', 'a')).toEqual(['one', 'one'])
    now = 3_000
    expect(homes.isDivisible('one', now)).toBe(true)
    expect(places('a', 'a')).toEqual(['two', 'two'])
    now = 6_000
    expect(places('a', 'a', 'a')).toEqual(['two', 'one', 'one'])
  })

  test('need to be several for that', () => {
    places('a')
    now = 10_000
    expect(homes.isDivisible('one', now)).toBe(false)
  })
})

test('nothing is given to a worker that has left', () => {
  const first = visit('a')
  homes.remove('one')
  expect(places('a', 'b')).toEqual(['two', 'two'])
  expect(homes.leastLoaded()).toBe('two')
  // Its attempts end after it.
  homes.leave(first)
  expect([homes.isIdle('two'), homes.places()]).toEqual([false, ['two']])
})

test('a job keeps its place after its last attempt until another one needs it', () => {
  const cleared: number[] = []
  const jobs = new LimitPlaces(2, (index) => cleared.push(index))
  expect([jobs.enter('a'), jobs.enter('b'), jobs.enter('a')]).toEqual([0, 1, 0])
  jobs.leave('b')
  expect([jobs.enter('b'), cleared]).toEqual([1, []])
  jobs.leave('b')
  expect([jobs.enter('c'), cleared]).toEqual([1, [1]])
  expect(() => jobs.enter('d')).toThrow()
  jobs.leave('a')
  jobs.leave('a')
  expect(jobs.enter('d')).toBe(0)
})
