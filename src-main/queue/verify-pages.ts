import type { VerifyInput } from '../../src-preload/contract/index.ts'
import type { FinishedPlace, Store } from './ports.ts'
import { type Refusal, refuse } from './refusal.ts'
import { type CheckedFile, leftFile, listedFile } from './verify-files.ts'

type PageStore = Pick<Store, 'finished' | 'episode' | 'job' | 'leftFiles'>

export interface FilePage {
  readonly files: readonly CheckedFile[]
  /** Null where nothing comes after these. */
  readonly next: string | null
}

/** Where a page ended: among the finished files of jobs, in the list of episodes that were named, or in what was removed. */
type Cursor =
  | { readonly kind: 'jobs'; readonly place: FinishedPlace | null }
  | { readonly kind: 'named'; readonly from: number }
  | { readonly kind: 'left'; readonly after: number }

/**
 * The next files of a request: those of its jobs (or of all, where it names nothing) first, then the named episodes, and
 * at the end what was removed from the list, where that is wanted.
 */
export function pageOfFiles(store: PageStore, input: VerifyInput): FilePage | Refusal {
  const { jobIds, episodeIds, limit } = input
  const cursor = cursorOf(input.after)
  if (cursor === null) return refuse('INVALID_INPUT', { issues: [{ path: 'after', value: input.after ?? '', reason: 'cursor' }] })
  // What is gone on a later page was removed in the meantime.
  const isFirst = input.after === undefined
  const unknown = isFirst ? jobIds?.find((id) => store.job(id) === null) : undefined
  if (unknown !== undefined) return refuse('NOT_FOUND', { jobId: unknown })
  const files: CheckedFile[] = []
  const isAll = jobIds === undefined && episodeIds === undefined
  if (cursor.kind === 'jobs' && (isAll || jobIds !== undefined)) {
    const found = store.finished({ jobIds: jobIds ?? null, after: cursor.place, limit: limit + 1 })
    for (const { episode, folder, place } of found.slice(0, limit)) {
      files.push(listedFile(episode, folder, `j${place.job}.${place.index}`))
    }
    if (found.length > limit) return { files, next: files.at(-1)?.cursor ?? null }
  }
  const named = cursor.kind === 'left' ? [] : (episodeIds ?? [])
  let at = cursor.kind === 'named' ? cursor.from : 0
  for (; at < named.length && files.length < limit; at++) {
    const episodeId = named[at] ?? ''
    const episode = store.episode(episodeId)
    const job = episode === null ? null : store.job(episode.jobId)
    if (episode === null || job === null) {
      if (isFirst) return refuse('NOT_FOUND', { episodeId })
      continue
    }
    files.push(listedFile(episode, job, `e${at + 1}`))
  }
  if (at < named.length) return { files, next: `e${at}` }
  if (!(input.removed ?? isAll)) return { files, next: null }
  const after = cursor.kind === 'left' ? cursor.after : 0
  const room = limit - files.length
  const left = store.leftFiles(after, room + 1)
  for (const file of left.slice(0, room)) files.push(leftFile(file, leftCursor(file.key)))
  return { files, next: left.length > room ? leftCursor(left[room - 1]?.key ?? after) : null }
}

function leftCursor(key: number): string {
  return `r${key}`
}

function cursorOf(after: string | undefined): Cursor | null {
  if (after === undefined) return { kind: 'jobs', place: null }
  const [, job, index] = /^j(\d{1,15})\.(\d{1,15})$/.exec(after) ?? []
  if (job !== undefined && index !== undefined) return { kind: 'jobs', place: { job: Number(job), index: Number(index) } }
  const [, kind, number] = /^([er])(\d{1,15})$/.exec(after) ?? []
  if (number === undefined) return null
  return kind === 'e' ? { kind: 'named', from: Number(number) } : { kind: 'left', after: Number(number) }
}
