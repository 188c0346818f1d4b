/** Prime, so that no power-of-two shift of an offset reads the same bytes. */
const period = 1_000_003

const blocks = new Map<number, Buffer>()

function blockOf(seed: number): Buffer {
  const known = blocks.get(seed)
  if (known !== undefined) return known
  const block = Buffer.allocUnsafe(period)
  let state = (seed * 2_654_435_761 + 0x9e3779b9) >>> 0
  for (let index = 0; index < period; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    block[index] = state >>> 11
  }
  blocks.set(seed, block)
  return block
}

/** The bytes of a generated file: byte n depends on the seed and n alone, so any range can be made and checked by itself. */
export function contentOf(seed: number, start: number, length: number): Buffer {
  const block = blockOf(seed)
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const from = (start + filled) % period
    filled += block.copy(bytes, filled, from, Math.min(period, from + length - filled))
  }
  return bytes
}
