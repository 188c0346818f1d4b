import { type EncodedPacket, EncodedPacketSink } from 'mediabunny'
import type { RunInput, Track } from './run-input.ts'

/** After so many bytes a run is opened anew. */
const renewedBytes = 33_554_432

export interface Timed {
  readonly packet: EncodedPacket
  readonly track: Track
}

/**
 * The packets of one track of a run, in the order in which they are decoded. `mediabunny` keeps the picture at each place
 * that it remembers of a transport stream (1.61), which are nearly all of them, until it is closed: so a run is closed now
 * and then, and read on behind the last packet. `open` opens it, `trackIn` finds the track; the last one is closed here.
 */
export async function* packetsOf(
  open: () => Promise<RunInput>,
  trackIn: (input: RunInput) => Track | undefined,
): AsyncGenerator<Timed, void, unknown> {
  let input = await open()
  try {
    let track = trackIn(input)
    if (track === undefined) return
    let sink = new EncodedPacketSink(track)
    let packet = await sink.getFirstPacket()
    for (let bytes = 0; packet !== null; packet = await sink.getNextPacket(packet)) {
      yield { packet, track }
      bytes += packet.byteLength
      if (bytes < renewedBytes || input.ts === null) continue
      bytes = 0
      const next = await open()
      const nextTrack = trackIn(next)
      const nextSink = nextTrack === undefined ? null : new EncodedPacketSink(nextTrack)
      const same = (await nextSink?.getPacket(packet.timestamp)) ?? null
      if (nextTrack === undefined || nextSink === null || same?.sequenceNumber !== packet.sequenceNumber) {
        // Its times lead elsewhere: then it is read on as it is, whatever that keeps.
        next.close()
        continue
      }
      input.close()
      input = next
      track = nextTrack
      sink = nextSink
      packet = same
    }
  } finally {
    input.close()
  }
}
