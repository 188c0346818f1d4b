import { describe, expect, it } from 'vitest'
import { Reach } from '../../../../src-main/sources/page/reach.ts'

const holds = (own: (string | null)[], named: string[], url: string) => new Reach(own, named).holds(new URL(url))

describe('where a crawl may go', () => {
  it('is its own host under either scheme, with its port', () => {
    expect(holds(['http://a.example/x'], [], 'https://A.example/y')).toBe(true)
    expect(holds(['http://a.example:81/'], [], 'http://a.example/')).toBe(false)
    expect(holds(['http://a.example/'], [], 'http://www.a.example/')).toBe(false)
  })

  it('is a named host at the port that was named, or at any where none was', () => {
    expect(holds([], ['b.example:80'], 'http://b.example/')).toBe(true)
    expect(holds([], ['b.example:80'], 'https://b.example/')).toBe(false)
    expect(holds([], ['b.example:443'], 'https://b.example/')).toBe(true)
    expect(holds([], ['B.example'], 'http://b.example:8080/')).toBe(true)
    expect(holds([], ['[::1]:8080'], 'http://[::1]:8080/')).toBe(true)
    expect(holds([], ['[::1]'], 'http://[::1]:9/')).toBe(true)
  })

  it('is nowhere for what is no host', () => {
    expect(holds([null], ['', ' ', 'a b', '::1', 'x/..'], 'http://127.0.0.1/')).toBe(false)
  })
})
