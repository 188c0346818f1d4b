import { AUDIO_CODECS, EncodedAudioPacketSource, EncodedVideoPacketSource, type Output, VIDEO_CODECS } from 'mediabunny'
import { CannotJoin } from './cannot-join.ts'
import { trackLanguage } from './languages.ts'
import type { LogContents, LogRun } from './log-format.ts'
import { packetsOf, type Timed } from './packets-of.ts'
import { openRun, type RunInput } from './run-input.ts'
import type { Line } from './survey.ts'

/** Writes one track, packet by packet. */
export class LineWriter {
  readonly #descriptor: number
  readonly #log: LogContents
  readonly #line: Line
  readonly #clocks: ReadonlyMap<number, number>
  readonly #packets: AsyncGenerator<Timed, void, unknown>
  readonly #source: EncodedVideoPacketSource | EncodedAudioPacketSource
  #next: Timed | null = null
  #isFirst = true

  /** `clocks`: see {@link epochClocks}. */
  constructor(descriptor: number, log: LogContents, line: Line, clocks: ReadonlyMap<number, number>) {
    this.#descriptor = descriptor
    this.#log = log
    this.#line = line
    this.#clocks = clocks
    this.#packets = this.#read()
    this.#source = sourceOf(line)
  }

  /** When the next packet is shown, in seconds; null behind the last. */
  get nextAt(): number | null {
    return this.#next?.packet.timestamp ?? null
  }

  addTo(output: Output): void {
    const { language = null, name = null } = this.#log.plan.renditions[this.#line.rendition] ?? {}
    const languageCode = trackLanguage(language)
    const facts = { ...(languageCode !== undefined && { languageCode }), ...(name !== null && { name }) }
    if (this.#source instanceof EncodedVideoPacketSource) output.addVideoTrack(this.#source, facts)
    else output.addAudioTrack(this.#source, facts)
  }

  /** Reads the first packet. */
  async begin(): Promise<void> {
    await this.#advance()
  }

  async step(): Promise<void> {
    if (this.#next === null) return
    await this.#add(this.#next)
    this.#isFirst = false
    await this.#advance()
    if (this.#next === null) this.#source.close()
  }

  async #advance(): Promise<void> {
    const { value } = await this.#packets.next()
    this.#next = value ?? null
  }

  /** With the first goes how the track is coded. */
  async #add({ packet, track }: Timed): Promise<void> {
    if (!this.#isFirst) return await this.#source.add(packet)
    if (this.#source instanceof EncodedVideoPacketSource && track.isVideoTrack()) {
      const decoderConfig = await track.getDecoderConfig()
      return await this.#source.add(packet, decoderConfig === null ? {} : { decoderConfig })
    }
    if (this.#source instanceof EncodedAudioPacketSource && track.isAudioTrack()) {
      const decoderConfig = await track.getDecoderConfig()
      return await this.#source.add(packet, decoderConfig === null ? {} : { decoderConfig })
    }
  }

  /** The packets of all runs, on the clock of the file. */
  async *#read(): AsyncGenerator<Timed, void, unknown> {
    const { rendition, type, place } = this.#line
    let end = 0
    for (const run of this.#log.plan.renditions[rendition]?.runs ?? []) {
      const open = () => openRun(this.#descriptor, this.#log, rendition, run)
      let clockShift = 0
      const trackIn = (input: RunInput) => {
        ;({ clockShift } = input)
        return input.tracks.filter((found) => found.type === type)[place]
      }
      let shift: number | null = null
      let runEnd = end
      for await (const { packet, track } of packetsOf(open, trackIn)) {
        if (shift === null) {
          shift = this.#shiftOf(run) + clockShift
          // Runs that overlap a little, because playlists round, follow each other.
          shift += Math.max(0, end - (packet.timestamp + shift))
        }
        const timestamp = packet.timestamp + shift
        runEnd = Math.max(runEnd, timestamp + packet.duration)
        yield { packet: packet.clone({ timestamp }), track }
      }
      end = runEnd
    }
  }

  #shiftOf({ epoch, startsAt, clockAtStart }: LogRun): number {
    return clockAtStart === null ? (this.#clocks.get(epoch) ?? 0) : startsAt - clockAtStart
  }
}

function sourceOf({ type, codec }: Line): EncodedVideoPacketSource | EncodedAudioPacketSource {
  const video = VIDEO_CODECS.find((known) => known === codec)
  const audio = AUDIO_CODECS.find((known) => known === codec)
  if (type === 'video' && video !== undefined) return new EncodedVideoPacketSource(video)
  if (type === 'audio' && audio !== undefined) return new EncodedAudioPacketSource(audio)
  throw new CannotJoin('codecs')
}
