import { join } from 'node:path'
import type { ConflictPolicy, PartFile, TransferOrder, TransferReport } from '../protocol.ts'
import type { DiskAccess } from './disk-access.ts'
import type { DiskFile } from './disk-file.ts'
import { problem } from './failure-of.ts'
import { createPartFile, standingAt } from './part-file.ts'
import type { Reservations } from './reservations.ts'
import { numberedName } from './safe-name.ts'
import type { Workshop } from './workshop.ts'

export const partSuffix = '.part'
const mostNumbers = 10_000

export interface OwnedFile {
  readonly file: DiskFile
  readonly path: string
  readonly fileName: string
}

export interface PlacingOptions {
  readonly attemptId: number
  readonly directory: string
  readonly name: string
  readonly policy: ConflictPolicy
  readonly reservations: Reservations
  readonly access: DiskAccess
  /** Ends of names that are needed beside the target's too, as long as it is not finished. */
  readonly sides?: readonly string[]
  /** Asked when the file is made: whether all of its bytes are here already. */
  readonly isWhole?: () => boolean
  /** Resolves once the name is kept durably; only then may a file appear on disk. */
  readonly keep: (fileName: string) => Promise<void>
}

/** What is told of a name that is decided; `wanted` is what it would have been. */
export function placedReport(attemptId: number, wanted: string, part: PartFile): TransferReport {
  return { kind: 'placed', attemptId, part, ...(part.fileName === wanted ? {} : { wanted }) }
}

/** Whether a target stands already where the policy is to leave it alone: its size then, else null. */
export async function sizeToSkip(options: Pick<PlacingOptions, 'directory' | 'name' | 'policy'>): Promise<number | null> {
  if (options.policy !== 'skip') return null
  const standing = await standingAt(join(options.directory, options.name))
  return standing === null || standing.isFolder ? null : standing.size
}

/**
 * Finds a name that neither a file nor a running attempt has, has it kept, and creates the part file under it. The
 * target's name is left free of what stands on disk too, unless the policy is to overwrite.
 */
export async function placePart(options: PlacingOptions): Promise<OwnedFile> {
  const { attemptId, directory, reservations } = options
  for (let number = 0; number < mostNumbers; number++) {
    const fileName = number === 0 ? options.name : numberedName(options.name, number)
    const target = join(directory, fileName)
    const path = `${target}${partSuffix}`
    const sides = (options.sides ?? []).map((suffix) => `${target}${suffix}`)
    // Taken before the disk is asked, so that nobody else finds the same name free in the meantime.
    if (!reservations.take(attemptId, target, path, ...sides)) continue
    if (await isFree(target, [path, ...sides], options)) {
      await options.keep(fileName)
      const file = await createPartFile(path, options.access, options.isWhole?.())
      if (file !== null) return { file, path, fileName }
    }
    reservations.release(attemptId)
  }
  throw problem('FILE_EXISTS', 'No name is free for the file.', { params: { name: options.name }, transient: false })
}

/** Gives back what an attempt held: its file, its names, its room, and where it was stopped the connections that wait. */
export async function letGo(
  { attemptId, url }: Pick<TransferOrder, 'attemptId' | 'url'>,
  { reservations, room, client }: Pick<Workshop, 'reservations' | 'room' | 'client'>,
  owned: OwnedFile | null,
  stopping: AbortSignal,
): Promise<void> {
  await owned?.file.close().catch(() => undefined)
  reservations.release(attemptId)
  room.release(attemptId)
  if (stopping.aborted) client.dropIdle(url)
}

async function isFree(target: string, beside: readonly string[], { policy, access }: PlacingOptions): Promise<boolean> {
  for (const path of beside) if ((await standingAt(path, access)) !== null) return false
  const standing = await standingAt(target, access)
  return standing === null || (policy === 'overwrite' && !standing.isFolder)
}
