import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AddressColumn } from '../../../../src-main/sources/worker/address-column.ts'

const all = { group: 0, from: 0 }

it('has each address once, whatever its fragment, and gives all of them back as they came', () => {
  const column = new AddressColumn([1, 2])
  const urls = ['http://h/a', 'http://h/a#x', 'http://h/ab', 'http://h/ab#', 'http://h/', 'http://h/a#y', 'http://h/b#z']
  expect(urls.map((url) => column.add(url, all))).toEqual([true, false, true, false, true, false, true])
  expect([0, 1, 2, 3, 4].map((index) => column.at(index))).toEqual(['http://h/a', 'http://h/ab', 'http://h/', 'http://h/b#z', ''])
  expect(column.add('http://h/b', all)).toBe(false)
})

it('has an address again in another group', () => {
  const column = new AddressColumn([1, 2])
  const add = (group: number, from: number) => column.add('http://h/a', { group, from })
  expect([add(1, 0), add(1, 0), add(2, 1), add(2, 1), column.length]).toEqual([true, false, true, false, 2])
})

it('finds what a set of them would find, however many there are', () => {
  fc.assert(
    fc.property(fc.tuple(fc.integer(), fc.integer()), fc.array(fc.nat(400), { maxLength: 3_000 }), (key, numbers) => {
      const column = new AddressColumn(key)
      const known = new Set<string>()
      for (const number of numbers) {
        const url = `http://h/${'x'.repeat(number % 9)}${number}`
        expect(column.add(url, all)).toBe(!known.has(url))
        known.add(url)
      }
      expect(Array.from({ length: column.length }, (_, index) => column.at(index))).toEqual([...known])
    }),
    { numRuns: 30 },
  )
})
