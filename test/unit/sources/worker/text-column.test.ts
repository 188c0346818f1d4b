import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TextColumn } from '../../../../src-main/sources/worker/text-column.ts'

it('gives back what was put in, also nothing, and well-formed', () => {
  const texts = fc.array(fc.option(fc.string({ unit: 'binary' })), { maxLength: 200 })
  fc.assert(
    fc.property(texts, (put) => {
      const column = new TextColumn()
      for (const text of put) column.push(text)
      expect(put.map((_, index) => column.at(index))).toEqual(put.map((text) => text?.toWellFormed() ?? null))
      expect([column.length, column.at(put.length)]).toEqual([put.length, null])
    }),
  )
})

it('has room for texts that are longer than what it asks for at once', () => {
  const column = new TextColumn()
  const texts = ['a', 'ä'.repeat(400_000), 'b', 'c'.repeat(262_140), 'd', 'e'.repeat(1_000_000), '']
  for (const text of texts) column.push(text)
  expect(texts.every((text, index) => column.at(index) === text)).toBe(true)
})

it('knows a text by its bytes, or by those before an end', () => {
  const column = new TextColumn()
  for (const text of ['abc#d', 'abc', 'abcd', null]) column.push(text)
  const begins = (text: string) => [0, 1, 2, 3, 4].map((index) => column.begins(index, Buffer.from(text), 35))
  expect(begins('abc')).toEqual([true, true, false, false, false])
  expect(begins('abcd')).toEqual([false, false, true, false, false])
})

it('takes little more than the texts have', () => {
  const column = new TextColumn()
  const text = 'x'.repeat(60)
  for (let count = 0; count < 100_000; count++) column.push(text)
  expect(column.memoryBytes).toBeLessThan(100_000 * 72)
})
