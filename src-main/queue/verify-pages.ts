import type { VerifyInput } from '../../src-preload/contract/index.ts'
import type { EpisodeRecord, FinishedPlace, Store } from './ports.ts'
import { type Refusal, refuse } from './refusal.ts'
import { joinedPath } from './views.ts'

/** A file that is to be looked at. */
export interface FinishedFile {
  readonly episode: EpisodeRecord
  /** Null where it has no name yet. */
  readonly path: string | null
  /** Goes on behind this one. */
  readonly cursor: string
}

export interface FinishedPage {
  readonly files: readonly FinishedFile[]
  /** Null where nothing comes after these. */
  readonly next: string | null
}

/** Where a page ended: among the finished files of jobs, or in the list of episodes that were named. */
type Cursor = { readonly kind: 'jobs'; readonly place: FinishedPlace | null } | { readonly kind: 'named'; readonly from: number }

/** The next files of a request: those of its jobs (or of all, where it names nothing) first, then the named episodes. */
export function pageOfFinished(store: Pick<Store, 'finished' | 'episode' | 'job'>, input: VerifyInput): FinishedPage | Refusal {
  const { jobIds, limit } = input
  const named = input.episodeIds ?? []
  const cursor = cursorOf(input.after)
  if (cursor === null) return refuse('INVALID_INPUT', { issues: [{ path: 'after', value: input.after ?? '', reason: 'cursor' }] })
  // What is gone on a later page was removed in the meantime.
  const isFirst = input.after === undefined
  const unknown = isFirst ? jobIds?.find((id) => store.job(id) === null) : undefined
  if (unknown !== undefined) return refuse('NOT_FOUND', { jobId: unknown })
  const hasJobs = jobIds !== undefined || input.episodeIds === undefined
  const files: FinishedFile[] = []
  if (cursor.kind === 'jobs' && hasJobs) {
    const found = store.finished({ jobIds: jobIds ?? null, after: cursor.place, limit: limit + 1 })
    for (const { episode, directory, place } of found.slice(0, limit)) {
      files.push({ episode, path: pathOf(directory, episode), cursor: `j${place.job}.${place.index}` })
    }
    if (found.length > limit) return { files, next: files.at(-1)?.cursor ?? null }
  }
  let at = cursor.kind === 'named' ? cursor.from : 0
  for (; at < named.length && files.length < limit; at++) {
    const episodeId = named[at] ?? ''
    const episode = store.episode(episodeId)
    const directory = episode === null ? undefined : store.job(episode.jobId)?.directory
    if (episode === null || directory === undefined) {
      if (isFirst) return refuse('NOT_FOUND', { episodeId })
      continue
    }
    files.push({ episode, path: pathOf(directory, episode), cursor: `e${at + 1}` })
  }
  return { files, next: at < named.length ? `e${at}` : null }
}

function cursorOf(after: string | undefined): Cursor | null {
  if (after === undefined) return { kind: 'jobs', place: null }
  const [, job, index] = /^j(\d{1,15})\.(\d{1,15})$/.exec(after) ?? []
  if (job !== undefined && index !== undefined) return { kind: 'jobs', place: { job: Number(job), index: Number(index) } }
  const [, from] = /^e(\d{1,15})$/.exec(after) ?? []
  return from === undefined ? null : { kind: 'named', from: Number(from) }
}

function pathOf(directory: string, { part }: EpisodeRecord): string | null {
  return part === null ? null : joinedPath(directory, part.fileName)
}
