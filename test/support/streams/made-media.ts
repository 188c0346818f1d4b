import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  MpegTsOutputFormat,
  Output,
} from 'mediabunny'

/** What is made: pictures and sound that no decoder would enjoy, in containers that every one can read. */
export interface MediaWish {
  readonly seconds: number
  readonly hasVideo?: boolean
  readonly hasAudio?: boolean
  /** Of each picture, on the average 25 a second. */
  readonly pictureBytes?: number
  /** When its clock begins, in seconds. */
  readonly clockAt?: number
  /** Different seeds, different bytes. */
  readonly seed?: number
}

/** A packet before it is put into a container: what is to be found again behind it all. */
export interface MadePacket {
  readonly type: 'video' | 'audio'
  readonly at: number
  readonly data: Buffer
}

const picturesPerSecond = 25
const samplesPerSecond = 48_000
const samplesPerPacket = 1_024
/** A picture of 64 × 64 red dots, as x264 codes it: sequence and picture parameters, the whole picture, and one that stays the same. */
const sequenceParameters = Buffer.from('6742c00ad90426c0440000030004000003 00c83c489920'.replaceAll(' ', ''), 'hex')
const pictureParameters = Buffer.from('68cb83cb20', 'hex')
const wholePicture = Buffer.from('6588840cf118a00024f71c00044de380009ed49c9c9d75d75d75d75d75d75e', 'hex')
const samePicture = Buffer.from('419a3819e118', 'hex')

/** The packets of a wish, in the order in which they are decoded. */
export function packetsOf(wish: MediaWish): readonly MadePacket[] {
  const { seconds, hasVideo = true, hasAudio = true, pictureBytes = 2_000, seed = 1 } = wish
  const packets: MadePacket[] = []
  for (let number = 0; hasVideo && number < seconds * picturesPerSecond; number++) {
    const picture = number % picturesPerSecond === 0 ? wholePicture : samePicture
    const data = Buffer.concat([unit(remark(pictureBytes, seed * 1_000 + number)), unit(picture)])
    packets.push({ type: 'video', at: number / picturesPerSecond, data })
  }
  const sounds = Math.floor((seconds * samplesPerSecond) / samplesPerPacket)
  for (let number = 0; hasAudio && number < sounds; number++) {
    packets.push({ type: 'audio', at: (number * samplesPerPacket) / samplesPerSecond, data: noise(180, seed * 7_000 + number) })
  }
  return packets.toSorted((one, other) => one.at - other.at)
}

/** Fragmented MP4: what has to be known first, and about a second in each part. */
export async function fragmentedMp4(wish: MediaWish): Promise<{ readonly init: Buffer; readonly parts: readonly Buffer[] }> {
  const init: Buffer[] = []
  const parts: Buffer[] = []
  let fragment: Buffer | null = null
  const format = new Mp4OutputFormat({
    fastStart: 'fragmented',
    minimumFragmentDuration: 1,
    onFtyp: (data) => void init.push(Buffer.from(data)),
    onMoov: (data) => void init.push(Buffer.from(data)),
    onMoof: (data) => {
      fragment = Buffer.from(data)
    },
    onMdat: (data) => {
      parts.push(Buffer.concat([fragment ?? Buffer.alloc(0), data]))
    },
  })
  await write(new Output({ format, target: new BufferTarget() }), wish)
  return { init: Buffer.concat(init), parts }
}

/** A transport stream in so many parts, cut between its packets. */
export async function transportStream(wish: MediaWish, count: number): Promise<readonly Buffer[]> {
  const target = new BufferTarget()
  await write(new Output({ format: new MpegTsOutputFormat(), target }), wish)
  const whole = Buffer.from(target.buffer ?? new ArrayBuffer(0))
  const packets = whole.length / 188
  const cuts = Array.from({ length: count + 1 }, (_, index) => 188 * Math.floor((packets * index) / count))
  return cuts.slice(1).map((end, index) => whole.subarray(cuts[index], end))
}

async function write(output: Output, wish: MediaWish): Promise<void> {
  const { hasVideo = true, hasAudio = true, clockAt = 0 } = wish
  const video = new EncodedVideoPacketSource('avc')
  const audio = new EncodedAudioPacketSource('aac')
  if (hasVideo) output.addVideoTrack(video, { frameRate: picturesPerSecond })
  if (hasAudio) output.addAudioTrack(audio)
  await output.start()
  const isFirst = { video: true, audio: true }
  for (const { type, at, data } of packetsOf(wish)) {
    const first = isFirst[type]
    isFirst[type] = false
    if (type === 'video') {
      const kind = Math.round(at * picturesPerSecond) % picturesPerSecond === 0 ? 'key' : 'delta'
      const packet = new EncodedPacket(data, kind, clockAt + at, 1 / picturesPerSecond)
      const config = { codec: 'avc1.42c00a', codedWidth: 64, codedHeight: 64, description: avcDescription() }
      await video.add(packet, first ? { decoderConfig: config } : undefined)
    } else {
      const packet = new EncodedPacket(data, 'key', clockAt + at, samplesPerPacket / samplesPerSecond)
      const description = new Uint8Array([0x11, 0x90])
      const config = { codec: 'mp4a.40.2', sampleRate: samplesPerSecond, numberOfChannels: 2, description }
      await audio.add(packet, first ? { decoderConfig: config } : undefined)
    }
  }
  await output.finalize()
}

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1). */
function avcDescription(): Uint8Array<ArrayBuffer> {
  const size = (bytes: Buffer) => [bytes.length >> 8, bytes.length & 0xff]
  return new Uint8Array([
    ...[1, 0x42, 0xc0, 0x0a, 0xff, 0xe1],
    ...[...size(sequenceParameters), ...sequenceParameters, 1],
    ...[...size(pictureParameters), ...pictureParameters],
  ])
}

/** A unit of a picture with its length before it. */
function unit(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Supplemental information of no meaning, to give a picture its size. */
function remark(bytes: number, seed: number): Buffer {
  const body = noise(bytes + 16, seed)
  const sizes = [...Array<number>(Math.floor(body.length / 255)).fill(255), body.length % 255]
  return Buffer.concat([Buffer.from([6, 5, ...sizes]), body, Buffer.from([0x80])])
}

/** Bytes without a zero, so that they look like the beginning of nothing. */
function noise(bytes: number, seed: number): Buffer {
  const made = Buffer.alloc(bytes)
  let state = seed * 2_654_435_761 + 1
  for (let at = 0; at < bytes; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    made[at] = 4 + ((state >>> 24) % 250)
  }
  return made
}
