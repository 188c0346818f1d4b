/** What nobody outside knows: 64 bits, in two halves. */
export type HashKey = readonly [number, number]

/** After the last word; each word has one. */
const lastRounds = 3

/**
 * HalfSipHash-1-3 of the first `length` bytes: 32 bits that nobody can foresee without the key, so that no list of
 * addresses can be made of which all fall on the same. Kernels keep their tables with it (Aumasson and Bernstein,
 * "SipHash: a fast short-input PRF"; `hsiphash` of Linux).
 */
export function keyedHash(bytes: Uint8Array, length: number, [first, second]: HashKey): number {
  let v0 = first | 0
  let v1 = second | 0
  let v2 = 0x6c796765 ^ first
  let v3 = 0x74656462 ^ second
  const words = length >>> 2
  for (let step = 0; step <= words + lastRounds; step++) {
    let word = 0
    if (step < words) word = wordAt(bytes, step * 4, 4)
    else if (step === words) word = wordAt(bytes, step * 4, length % 4) | (length << 24)
    else if (step === words + 1) v2 ^= 0xff
    v3 ^= word
    v0 = (v0 + v1) | 0
    v1 = rotated(v1, 5) ^ v0
    v0 = rotated(v0, 16)
    v2 = (v2 + v3) | 0
    v3 = rotated(v3, 8) ^ v2
    v0 = (v0 + v3) | 0
    v3 = rotated(v3, 7) ^ v0
    v2 = (v2 + v1) | 0
    v1 = rotated(v1, 13) ^ v2
    v2 = rotated(v2, 16)
    v0 ^= word
  }
  return (v1 ^ v3) >>> 0
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

/** Little-endian. */
function wordAt(bytes: Uint8Array, at: number, count: number): number {
  let word = 0
  for (let byte = 0; byte < count; byte++) word |= (bytes[at + byte] ?? 0) << (8 * byte)
  return word
}
