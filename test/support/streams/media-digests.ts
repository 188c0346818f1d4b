import { createHash } from 'node:crypto'
import { type MediaWish, packetsOf } from './made-media.ts'
import { readMedia } from './read-media.ts'

/** What packets are, whatever container they were in: places in time from their beginning, and bytes. */
function digestOf(packets: readonly { readonly at: number; readonly data: Buffer }[]): string {
  const first = packets[0]?.at ?? 0
  const lines = packets.map(
    ({ at, data }) => `${Math.round((at - first) * 1_000)} ${createHash('sha256').update(data).digest('hex')}`,
  )
  return lines.join('\n')
}

/** Of what was made by a wish. */
export function madeDigest(wish: MediaWish, type: 'video' | 'audio'): string {
  return digestOf(packetsOf(wish).filter((packet) => packet.type === type))
}

/** Of the tracks of a media file, by their types. */
export async function digestsOf(file: Buffer): Promise<Record<string, string>> {
  const tracks = await readMedia(file)
  return Object.fromEntries(tracks.map(({ type, packets }) => [type, digestOf(packets)]))
}
