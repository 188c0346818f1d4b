import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SeenRequest } from '../faulty-server.ts'
import { contentOf } from '../faulty-server.ts'
import { bytesOutside } from '../stretches.ts'
import type { DataCopy, KeptEpisode } from './data-copy.ts'
import type { PlannedJob } from './planned-jobs.ts'
import { bytesWithinASecond, type ServedFile, sentStretches } from './served-files.ts'

/** The largest write that may have been gathered when the program died. */
export const gatherBytes = 524_288

/** What a kill cost one transfer. */
export interface Loss {
  readonly file: ServedFile
  readonly bytes: number
  /** What the server can have sent in the second before it, and what may have been gathered. */
  readonly allowedBytes: number
  /** The loss as a time at the speed it had, 0 where nothing was sent. */
  readonly seconds: number
}

/** Every file below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Part files that belong to no episode and are not about to be deleted. */
export function ownerless(files: readonly string[], { episodes, doomed }: DataCopy): string[] {
  const owned = new Set(
    episodes.flatMap(({ directory, fileName }) => (fileName === null ? [] : [join(directory, `${fileName}.part`)])),
  )
  return files.filter((path) => path.endsWith('.part') && !owned.has(path) && !doomed.includes(path))
}

/** Whether what the database claims to be on disk of an episode is there and right. */
export async function isTrue(episode: KeptEpisode, file: Pick<ServedFile, 'seed'>): Promise<boolean> {
  const claimed = episode.segments.filter(({ done }) => done > 0)
  if (claimed.length === 0 || episode.fileName === null) return true
  const target = join(episode.directory, episode.fileName)
  const names = episode.status === 'completed' ? [target] : [`${target}.part`, target]
  const bytes = await firstOf(names)
  if (bytes === null) return false
  return claimed.every(({ start, done }) => bytes.subarray(start, start + done).equals(contentOf(file.seed, start, done)))
}

/** What was sent since the program started and is not known to be on disk now that it is dead. */
export function lossOf(
  file: ServedFile,
  requests: readonly SeenRequest[],
  episode: KeptEpisode | undefined,
  killedAt: number,
): Loss {
  const marks = (episode?.segments ?? []).map(({ start, done }) => ({ from: start, to: start + done }))
  const bytes = bytesOutside(sentStretches(requests), marks)
  const lately = bytesWithinASecond(file, requests, killedAt)
  const atOnce = requests.filter(({ endedAt }) => endedAt === null || endedAt > killedAt - 1_000).length
  return {
    file,
    bytes,
    allowedBytes: lately + gatherBytes,
    seconds: bytes / (Math.max(1, atOnce) * file.bytesPerSecond),
  }
}

/** Whether a file that stood there before is still what it was, or, where it may be replaced, what replaces it. */
export async function isStanding({ before, files: [file] }: PlannedJob): Promise<boolean> {
  for (const [path, { bytes, isReplaced }] of before) {
    const now = await firstOf([path])
    if (now?.equals(bytes)) continue
    if (!isReplaced || file === undefined || !now?.equals(contentOf(file.seed, 0, file.size))) return false
  }
  return true
}

/** The bytes of the first of these files that is there. */
async function firstOf(paths: readonly string[]): Promise<Buffer | null> {
  for (const path of paths) {
    const bytes = await readFile(path).catch(() => null)
    if (bytes !== null) return bytes
  }
  return null
}
