import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'

export interface ReadTrack {
  readonly type: string
  readonly codec: string | null
  readonly language: string
  readonly packets: readonly { readonly at: number; readonly data: Buffer }[]
}

/** All packets of a media file, track by track. */
export async function readMedia(bytes: Buffer): Promise<readonly ReadTrack[]> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(new Uint8Array(bytes)) })
  const tracks: ReadTrack[] = []
  for (const track of await input.getTracks()) {
    if (!track.isVideoTrack() && !track.isAudioTrack()) continue
    const packets: { at: number; data: Buffer }[] = []
    for await (const packet of new EncodedPacketSink(track).packets()) {
      packets.push({ at: packet.timestamp, data: Buffer.from(packet.data) })
    }
    tracks.push({ type: track.type, codec: await track.getCodec(), language: await track.getLanguageCode(), packets })
  }
  input.dispose()
  return tracks
}
