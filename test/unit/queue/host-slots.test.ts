import { describe, expect, it } from 'vitest'
import { aboveHosts, cappedHosts, fullHosts } from '../../../src-main/queue/host-slots.ts'

const held = new Map([
  ['a.example', 3],
  ['a.example:8080', 1],
  ['b.example', 2],
])

describe('a host', () => {
  it('is full where it has as many episodes as slots or as connections, whichever are fewer', () => {
    expect(fullHosts(held, 2, () => 8)).toEqual(['a.example', 'b.example'])
    expect(fullHosts(held, 5, (host) => (host === 'b.example' ? 2 : 8))).toEqual(['b.example'])
    expect(fullHosts(held, 3, () => 1)).toEqual(['a.example', 'a.example:8080', 'b.example'])
  })

  it('is full by its connections alone where it has no slots of its own', () => {
    expect(fullHosts(held, 0, () => 3)).toEqual(['a.example'])
    expect(fullHosts(held, 0, () => 4)).toEqual([])
  })

  it('is capped by the user’s number and never by its connections', () => {
    expect(cappedHosts(held, 2)).toEqual(['a.example', 'b.example'])
    expect(cappedHosts(held, 4)).toEqual([])
    expect(cappedHosts(held, 0)).toEqual([])
  })

  it('on another port is another host', () => {
    expect(fullHosts(new Map([['a.example', 1]]), 1, () => 8)).not.toContain('a.example:8080')
  })
})

it('episodes above the number of their host are counted for each host by itself', () => {
  expect(aboveHosts(held, 1)).toBe(3)
  expect(aboveHosts(held, 2)).toBe(1)
  expect(aboveHosts(held, 3)).toBe(0)
  expect(aboveHosts(held, 0)).toBe(0)
})
