import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LetterPairs } from '../../../src-main/store/letter-pairs.ts'

test('what stands in one of the texts is never ruled out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      (texts, which, from, length) => {
        const pairs = new LetterPairs()
        for (const text of texts) pairs.add(text)
        const text = texts[which % texts.length] ?? ''
        const start = from % (text.length + 1)
        expect(pairs.mayHold(LetterPairs.of(text.slice(start, start + length)))).toBe(true)
      },
    ),
  )
})

test('letters and pairs that stand nowhere are ruled out, also those over the border of two texts', () => {
  const pairs = LetterPairs.of('DEED-0001.PDF')
  pairs.add('PARISH OF OLDÖ')
  const held = (word: string) => pairs.mayHold(LetterPairs.of(word))
  expect(['', 'D', 'DEED', '01.P', 'OF O', 'LDÖ'].map(held)).toEqual([true, true, true, true, true, true])
  expect(['Q', 'ED1', 'FP', 'DÄ', 'ÖD'].map(held)).toEqual([false, false, false, false, false])
})
