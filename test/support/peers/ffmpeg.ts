import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What is missing on this machine to make and to read media; null for nothing. */
export const missingFfmpeg: string | null =
  ['ffmpeg', 'ffprobe'].find((name) => spawnSync(name, ['-version'], { stdio: 'ignore' }).status !== 0) ?? null

/** Runs ffmpeg in a folder; throws what it says where it fails. */
export async function ffmpeg(folder: string, ...options: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...options], { cwd: folder })
}

/** A packet as ffprobe tells it. */
export interface ProbedPacket {
  readonly type: 'video' | 'audio'
  /** When it is shown, in seconds. */
  readonly at: number
  readonly hash: string
}

/** All packets of a file that are shown at some time, in that order. */
export async function probedPackets(file: string): Promise<readonly ProbedPacket[]> {
  const fields = 'packet=codec_type,pts_time,data_hash'
  const options = ['-v', 'error', '-show_packets', '-show_data_hash', 'md5', '-show_entries', fields, '-of', 'json', file]
  const { stdout } = await run('ffprobe', options, { maxBuffer: 268_435_456 })
  const { packets }: { packets: { codec_type: 'video' | 'audio'; pts_time: string; data_hash: string }[] } = JSON.parse(stdout)
  return packets
    .map(({ codec_type, pts_time, data_hash }) => ({ type: codec_type, at: Number(pts_time), hash: data_hash }))
    .toSorted((one, other) => one.at - other.at)
}

/** A digest of each picture of a file, as it is decoded. */
export async function decodedPictures(file: string): Promise<readonly string[]> {
  const options = ['-nostdin', '-v', 'error', '-i', file, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-']
  const { stdout } = await run('ffmpeg', options, { maxBuffer: 268_435_456 })
  return stdout.split('\n').flatMap((line) => (line.startsWith('#') || line === '' ? [] : [line.split(',').at(-1)?.trim() ?? '']))
}
