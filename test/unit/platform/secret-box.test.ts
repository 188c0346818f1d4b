import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSecretBox, keyBytes } from '../../../src-main/platform/secret-box.ts'

const box = createSecretBox(randomBytes(keyBytes))

test('what is sealed comes back as it was, whatever it is, and is sealed otherwise each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const [one, other] = [box.seal(text), box.seal(text)]
      expect([box.open(one), box.open(other)]).toEqual([text, text])
      expect(Buffer.from(one).equals(other)).toBe(false)
    }),
  )
})

test('nothing is opened with another key, or after any byte was changed, added or taken away', () => {
  const sealed = box.seal('a secret')
  expect(createSecretBox(randomBytes(keyBytes)).open(sealed)).toBeNull()
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(box.open(changed)).toBeNull()
    expect(box.open(sealed.subarray(0, at))).toBeNull()
  }
  expect(box.open(Buffer.concat([sealed, Buffer.of(0)]))).toBeNull()
  expect(box.open(new Uint8Array())).toBeNull()
})

test('a sealed text says nothing but its length', () => {
  const sealed = Buffer.from(box.seal('token=0123456789'))
  expect(sealed.includes('token')).toBe(false)
  expect(sealed.length).toBe(1 + 12 + 16 + 16)
})
