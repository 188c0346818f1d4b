/** The head of a piece of packed audio (RFC 8216 §3.4): an ID3 tag that says at which time the piece begins. */
export interface PackedHead {
  /** Bytes of the tag. */
  readonly bytes: number
  /** On the clock of the transport streams beside it, in seconds; null where the tag does not say. */
  readonly seconds: number | null
}

const owner = 'com.apple.streaming.transportStreamTimestamp\0'
const headBytes = 10
const clockPerSecond = 90_000n

/** Null where a piece begins with no ID3 tag (ID3v2 §3.1). `start`: its first bytes. */
export function packedHead(start: Uint8Array): PackedHead | null {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength)
  if (bytes.length < headBytes || bytes.toString('latin1', 0, 3) !== 'ID3') return null
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (bytes.readUInt8(at) & 0x7f), 0)
  const at = bytes.indexOf(owner, 0, 'latin1')
  const value = at + owner.length
  const isThere = at >= 0 && value + 8 <= Math.min(bytes.length, headBytes + size)
  const ticks = isThere ? bytes.readBigUInt64BE(value) & 0x1_ffff_ffffn : null
  return { bytes: headBytes + size, seconds: ticks === null ? null : Number(ticks) / Number(clockPerSecond) }
}
