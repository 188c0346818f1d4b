import { expect, it } from 'vitest'
import { type HashKey, keyedHash } from '../../../../src-main/sources/worker/keyed-hash.ts'

const bytes = Uint8Array.from({ length: 64 }, (_, index) => index)

it('is another under another key, for each byte and each length', () => {
  const keys: HashKey[] = [
    [0, 0],
    [1, 0],
    [0, 1],
    [0x80000000, 0],
  ]
  const hashes = keys.flatMap((key) => Array.from(bytes, (_, length) => keyedHash(bytes, length, key)))
  expect(new Set(hashes).size).toBe(keys.length * bytes.length)
})

it('spreads what differs in one letter over all of its bits', () => {
  const counts = Array.from({ length: 32 }, () => 0)
  const all = 4_096
  for (let number = 0; number < all; number++) {
    const hash = keyedHash(Buffer.from(`http://127.0.0.1/${number}`), 21, [7, 9])
    for (const [bit] of counts.entries()) counts[bit] = (counts[bit] ?? 0) + ((hash >>> bit) & 1)
  }
  for (const count of counts) expect(Math.abs(count - all / 2)).toBeLessThan(all / 16)
})
