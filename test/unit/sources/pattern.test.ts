import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsedPattern } from '../../../src-main/sources/text/pattern.ts'

const all = (text: string): string[] => {
  const pattern = parsedPattern(text)
  return pattern === null ? [text] : Array.from({ length: pattern.count }, (_, index) => pattern.at(index))
}

describe('a pattern', () => {
  it.each([
    ['[1-3]', ['1', '2', '3']],
    ['[08-11]', ['08', '09', '10', '11']],
    ['[1-010]'.replace('1-', '009-'), ['009', '010']],
    ['[a-d]', ['a', 'b', 'c', 'd']],
    ['[A-G:3]', ['A', 'D', 'G']],
    ['[1-100:40]', ['1', '41', '81']],
    ['[3-1]', ['3', '2', '1']],
    ['[c-a]', ['c', 'b', 'a']],
    ['[5-5]', ['5']],
    ['{a,b,c}', ['a', 'b', 'c']],
    ['x{,-large}.jpg', ['x.jpg', 'x-large.jpg']],
    ['{a,[1-2]{x,y}}', ['a', '1x', '1y', '2x', '2y']],
    ['[1-2]{a,b}', ['1a', '1b', '2a', '2b']],
    ['{[1-2],{a,b}c}', ['1', '2', 'ac', 'bc']],
    ['{id}/[1-2]', ['{id}/1', '{id}/2']],
    ['{[1-2]}', ['{1}', '{2}']],
    ['http://[::1]:80/[1-2]', ['http://[::1]:80/1', 'http://[::1]:80/2']],
  ])('%s stands for its addresses, the last part counting fastest', (text, expected) => {
    expect(all(text)).toEqual(expected)
  })

  it.each([
    'http://[::1]/x',
    'http://[fe80::1-2]/x',
    'http://h/?a[]=1&b[0]=2',
    'http://h/{id}',
    'http://h/[1-3',
    'http://h/{a,b',
    'http://h/a,b}',
    'http://h/[1-3:0]',
    'http://h/[a-3]',
    'http://h/[a-Z]',
    'http://h/[-3]',
    'http://h/%5B1-3%5D%7Ba,b%7D',
    'http://h/[1-1234567890123456]',
  ])('%s is none, but stands for itself', (text) => {
    expect(parsedPattern(text)).toBeNull()
  })

  it('knows how many it stands for without making one of them', () => {
    expect(parsedPattern('[1-1000][1-1000]')?.count).toBe(1_000_000)
    expect(parsedPattern('[1-1000000]'.repeat(5))?.count).toBe(Number.MAX_SAFE_INTEGER)
    expect(parsedPattern('[1-1000][1-1000]')?.at(999_999)).toBe('10001000')
  })

  it('of brackets alone takes no longer than any text', () => {
    const begunAt = performance.now()
    for (const text of [
      '{'.repeat(60_000),
      '{,'.repeat(30_000),
      `${'{a,'.repeat(20_000)}b${'}'.repeat(20_000)}`,
      '['.repeat(60_000),
    ]) {
      parsedPattern(text)
    }
    expect(performance.now() - begunAt).toBeLessThan(2_000)
  })

  it('holds numbers from one end to the other, whatever the ends and the step', () => {
    const ends = fc.integer({ min: 0, max: 2_000 })
    fc.assert(
      fc.property(ends, ends, fc.integer({ min: 1, max: 50 }), (first, last, step) => {
        const numbers = all(`[${first}-${last}:${step}]`).map(Number)
        const direction = first <= last ? step : -step
        expect(numbers[0]).toBe(first)
        for (const [index, number] of numbers.entries()) expect(number).toBe(first + index * direction)
        expect(Math.abs(last - (numbers.at(-1) ?? Number.NaN))).toBeLessThan(step)
      }),
    )
  })

  it('stands for each combination of its parts once', () => {
    const part = fc.oneof(
      fc.constantFrom('x', '/y', '.z').map((text) => ({ text, values: [text] })),
      fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 })).map(([from, more]) => ({
        text: `[${from}-${from + more}]`,
        values: Array.from({ length: more + 1 }, (_, index) => String(from + index)),
      })),
      fc
        .uniqueArray(fc.constantFrom('a', 'bc', ''), { minLength: 2, maxLength: 3 })
        .map((values) => ({ text: `{${values.join(',')}}`, values })),
    )
    const combined = (parts: readonly { readonly values: readonly string[] }[]) =>
      parts.reduce<string[]>((before, { values }) => before.flatMap((start) => values.map((value) => start + value)), [''])
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        expect(all(parts.map(({ text }) => text).join(''))).toEqual(combined(parts))
      }),
    )
  })

  it('never throws, whatever brackets come', () => {
    const text = fc
      .array(fc.constantFrom('{', '}', '[', ']', ',', '-', ':', '1', '09', 'a', 'z'), { maxLength: 40 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (input) => {
        const pattern = parsedPattern(input)
        if (pattern === null) return
        expect(pattern.count).toBeGreaterThan(0)
        expect(pattern.at(0)).toBeTypeOf('string')
        expect(pattern.at(pattern.count - 1)).toBeTypeOf('string')
      }),
    )
  })
})
