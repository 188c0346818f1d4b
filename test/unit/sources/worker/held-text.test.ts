import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HeldText } from '../../../../src-main/sources/worker/held-text.ts'

it('gives back what came, also where a character was cut in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(20), { maxLength: 4 }), (text, cuts) => {
      const held = new HeldText()
      const places = [0, ...cuts.toSorted((one, other) => one - other), text.length]
      for (const [index, from] of places.slice(0, -1).entries())
        held.append(text.slice(from, Math.max(from, places[index + 1] ?? 0)))
      expect(held.whole()).toBe(text)
    }),
  )
  const halves = new HeldText()
  for (const half of ['a\ud83d', '\ude00b', '\udc00']) halves.append(half)
  expect(halves.whole()).toBe('a\ud83d\ude00b\udc00')
})

it('takes a part of what the text would take', () => {
  const held = new HeldText()
  held.append(Array.from({ length: 10_000 }, (_, number) => `http://127.0.0.1/archive/deed-${number}.pdf`).join('\n'))
  expect(held.memoryBytes).toBeLessThan(100_000)
})
