import {
  type ExportedEpisode,
  type ExportedJob,
  type ExportQuery,
  textWithoutCredentials,
  withoutCredentials,
} from '../../src-preload/contract/index.ts'
import type { EpisodeProofs, EpisodeRecord, ExportStore, JobRecord } from './ports.ts'
import { type Refusal, refuse } from './refusal.ts'

/** Jobs that are read at once: most have one episode, and some have a hundred thousand. */
const jobsAtOnce = 50

/** A row of an export. `folder`: absolute, in which the file lies or will lie. */
export type ExportRow =
  | { readonly kind: 'job'; readonly job: ExportedJob }
  | { readonly kind: 'episode'; readonly episode: ExportedEpisode; readonly jobDirectory: string }

export interface ExportRows {
  readonly rows: readonly ExportRow[]
  /** Null where nothing comes after these. */
  readonly next: string | null
}

/** Where a page ended: behind a job's line and its episodes up to an index, in the order of the list. */
interface Cursor {
  readonly place: string
  readonly jobId: string
  readonly index: number
}

/** The next rows of an export: each job, then its episodes. Secrets are left out, see {@link exportedEpisode}. */
export function exportPage(
  store: ExportStore & { job(id: string): JobRecord | null; proofs(episodeId: string): EpisodeProofs },
  query: ExportQuery,
  downloadDirectory: string,
): ExportRows | Refusal {
  const start = query.after === undefined ? null : cursorOf(query.after)
  if (start === null && query.after !== undefined) {
    return refuse('INVALID_INPUT', { issues: [{ path: 'after', value: query.after, reason: 'cursor' }] })
  }
  const rows: ExportRow[] = []
  /** Takes episodes until the page is full; whether it is. */
  const fill = (job: JobRecord, place: string, from: number): Cursor | null => {
    const room = query.limit - rows.length
    const { episodes } = query
    const found = room === 0 ? [] : store.exportedEpisodes(job.id, from, { limit: room, episodes })
    for (const record of found) {
      const episode = exportedEpisode(record, store.proofs(record.id))
      rows.push({ kind: 'episode', episode, jobDirectory: job.directory })
    }
    return found.length === room ? { place, jobId: job.id, index: found.at(-1)?.index ?? from } : null
  }
  let place = start?.place ?? null
  const begun = start === null ? null : store.job(start.jobId)
  if (start !== null && begun !== null) {
    const full = fill(begun, start.place, start.index)
    if (full !== null) return { rows, next: textOf(full) }
  }
  for (;;) {
    const jobs = store.exportedJobs(query, place, Math.min(jobsAtOnce, query.limit - rows.length))
    for (const placed of jobs) {
      rows.push({ kind: 'job', job: exportedJob(placed.job, downloadDirectory) })
      place = placed.place
      const full = fill(placed.job, placed.place, 0)
      if (full !== null) return { rows, next: textOf(full) }
    }
    if (jobs.length === 0) return { rows, next: null }
  }
}

/** Its headers are named and not told. */
function exportedJob(job: JobRecord, downloadDirectory: string): ExportedJob {
  return {
    type: 'job',
    title: textWithoutCredentials(job.title),
    directory: job.directory,
    folder: folderBelow(downloadDirectory, job.directory),
    source: { kind: job.sourceKind, url: job.sourceUrl === null ? null : withoutCredentials(job.sourceUrl) },
    queueId: job.queueId,
    priority: job.priority,
    sequential: job.sequential,
    connections: job.connections,
    speedLimit: job.speedLimit,
    onConflict: job.onConflict,
    sessionId: job.sessionId,
    proxy: job.proxy,
    paused: job.status === 'paused',
    headerNames: Object.keys(job.headers),
    createdAt: new Date(job.createdAt).toISOString(),
  }
}

/** User names and passwords of addresses are left out; the rest of an address is what fetches the file. */
function exportedEpisode(episode: EpisodeRecord, { pieces, signature }: EpisodeProofs): ExportedEpisode {
  const { title, wantedName, mirrors, folder, checksum, sourceKey, stream, part, bytesTotal, speedLimit } = episode
  return {
    type: 'episode',
    url: withoutCredentials(episode.url),
    ...(title !== null && { title: textWithoutCredentials(title) }),
    ...(wantedName !== null && { fileName: wantedName }),
    ...(mirrors.length > 0 && { mirrors: mirrors.map(withoutCredentials) }),
    ...(folder !== null && { folder }),
    ...(checksum !== null && { checksum }),
    ...(sourceKey !== null && { sourceKey: withoutCredentials(sourceKey) }),
    ...(stream !== null && { stream }),
    ...(pieces !== null && { pieces }),
    ...(signature !== null && { signature }),
    status: episode.status,
    ...(bytesTotal !== null && { size: bytesTotal }),
    ...(speedLimit > 0 && { speedLimit }),
    ...(part !== null && { savedAs: part.fileName }),
  }
}

/** With `/` between its parts; empty for the folder itself, null for one that lies elsewhere. */
function folderBelow(parent: string, folder: string): string | null {
  const [outer, inner] = [parent, folder].map((path) => path.replaceAll('\\', '/').replace(/\/+$/, ''))
  if (outer === undefined || inner === undefined) return null
  if (inner === outer) return ''
  return inner.startsWith(`${outer}/`) ? inner.slice(outer.length + 1) : null
}

function textOf({ place, jobId, index }: Cursor): string {
  return `${place}.${jobId}.${index}`
}

function cursorOf(text: string): Cursor | null {
  const [, place, jobId, index] = /^(-?\d{1,19})\.([\w-]{1,64})\.(\d{1,10})$/.exec(text) ?? []
  return place === undefined || jobId === undefined ? null : { place, jobId, index: Number(index) }
}
