/** What a transport stream says it carries (ISO/IEC 13818-1 §2.4.4). */
export interface TsContents {
  readonly hasVideo: boolean
  readonly hasAudio: boolean
}

const packetBytes = 188
const syncByte = 0x47
/** Video: MPEG-1, MPEG-2, MPEG-4 Visual, AVC, SVC, MVC, JPEG 2000, HEVC, AVS, VVC, VC-1. */
const videoTypes = new Set([0x01, 0x02, 0x10, 0x1b, 0x1f, 0x20, 0x21, 0x24, 0x33, 0x42, 0xd1, 0xea])
/** Audio: MPEG-1, MPEG-2, AAC, AAC with LATM, MPEG-4, AC-3, DTS, TrueHD, E-AC-3. */
const audioTypes = new Set([0x03, 0x04, 0x0f, 0x11, 0x1c, 0x2d, 0x2e, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87])

/** Whether bytes are of a transport stream. */
export function isTs(start: Uint8Array): boolean {
  return start[0] === syncByte && (start.length <= packetBytes || start[packetBytes] === syncByte)
}

/** Reads the first program tables in the beginning of a transport stream; null where there are none. */
export function tsContents(start: Uint8Array): TsContents | null {
  let programMap = -1
  for (let at = 0; at + packetBytes <= start.length; at += packetBytes) {
    const packet = start.subarray(at, at + packetBytes)
    if (packet[0] !== syncByte) return null
    const section = sectionIn(packet)
    if (section === null) continue
    const id = ((byteAt(packet, 1) & 0x1f) << 8) | byteAt(packet, 2)
    if (id === 0 && section[0] === 0x00) programMap = firstProgram(section)
    else if (id === programMap && section[0] === 0x02) return contentsOf(section)
  }
  return null
}

/** The section that begins in a packet; null for none. One that goes on in the next packet is cut. */
function sectionIn(packet: Uint8Array): Uint8Array | null {
  const begins = (byteAt(packet, 1) & 0x40) !== 0
  const adaptation = (byteAt(packet, 3) >> 4) & 3
  if (!begins || (adaptation & 1) === 0) return null
  const payload = adaptation === 3 ? 5 + byteAt(packet, 4) : 4
  const section = payload + 1 + byteAt(packet, payload)
  return section < packetBytes ? packet.subarray(section) : null
}

function firstProgram(section: Uint8Array): number {
  for (let at = 8; at + 4 <= Math.min(section.length, sectionEnd(section)); at += 4) {
    const program = (byteAt(section, at) << 8) | byteAt(section, at + 1)
    if (program !== 0) return ((byteAt(section, at + 2) & 0x1f) << 8) | byteAt(section, at + 3)
  }
  return -1
}

function contentsOf(section: Uint8Array): TsContents {
  const types = new Set<number>()
  const end = Math.min(section.length, sectionEnd(section))
  for (let at = 12 + (((byteAt(section, 10) & 0x0f) << 8) | byteAt(section, 11)); at + 5 <= end; ) {
    types.add(byteAt(section, at))
    at += 5 + (((byteAt(section, at + 3) & 0x0f) << 8) | byteAt(section, at + 4))
  }
  const has = (known: ReadonlySet<number>) => [...types].some((type) => known.has(type))
  return { hasVideo: has(videoTypes), hasAudio: has(audioTypes) }
}

/** Before its check sum. */
function sectionEnd(section: Uint8Array): number {
  return 3 + (((byteAt(section, 1) & 0x0f) << 8) | byteAt(section, 2)) - 4
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}
