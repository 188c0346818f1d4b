import type { ExpectedChecksum } from '../../src-preload/contract/index.ts'
import { episodeFolder, joinedPath } from './episode-folder.ts'
import { episodeTitle } from './names.ts'
import type { EpisodeRecord, JobRecord, LeftFile } from './ports.ts'
import { expectedOf } from './views.ts'

/** A file that is to be looked at: of an episode, or left on disk by one that was removed from the list. */
export interface CheckedFile {
  /** The episode's, as are the next three. */
  readonly id: string
  readonly jobId: string
  readonly index: number
  readonly title: string
  readonly folder: Pick<JobRecord, 'directory' | 'mount'>
  /** Null where it has no name yet. */
  readonly path: string | null
  readonly bytesTotal: number | null
  readonly isFinished: boolean
  readonly expected: ExpectedChecksum | null
  /** The digest it had when it was last read whole. */
  readonly actualChecksum: string | null
  readonly origin: { readonly kind: 'listed'; readonly episode: EpisodeRecord } | { readonly kind: 'left'; readonly key: number }
  /** Goes on behind this one. */
  readonly cursor: string
}

export function listedFile(episode: EpisodeRecord, folder: CheckedFile['folder'], cursor: string): CheckedFile {
  const { id, jobId, index, part, actualChecksum } = episode
  const directory = episodeFolder(folder.directory, episode.folder)
  return {
    id,
    jobId,
    index,
    title: episodeTitle(episode),
    folder: { directory, mount: folder.mount },
    path: part === null ? null : joinedPath(directory, part.fileName),
    bytesTotal: part?.bytesTotal ?? null,
    isFinished: episode.status === 'completed',
    expected: expectedOf(episode),
    actualChecksum,
    origin: { kind: 'listed', episode },
    cursor,
  }
}

export function leftFile(left: LeftFile, cursor: string): CheckedFile {
  const { key, id, jobId, index, title, fileName, directory, mount, bytesTotal, checksum } = left
  return {
    id,
    jobId,
    index,
    title: title ?? fileName,
    folder: { directory, mount },
    path: joinedPath(directory, fileName),
    bytesTotal,
    isFinished: true,
    expected: checksum,
    actualChecksum: checksum?.expected ?? null,
    origin: { kind: 'left', key },
    cursor,
  }
}
