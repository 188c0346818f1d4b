import { defaultQueueId, defaultTitle, type NewEpisode, type NewJob } from '../../src-preload/contract/index.ts'
import { hostOf } from './names.ts'
import type { NewEpisodeRecord, NewJobRecord } from './ports.ts'

/** The row of a new job; the input has been checked. */
export function newJobRecord(
  input: NewJob,
  facts: { id: string; directory: string; mount: string | null; now: number },
): NewJobRecord {
  return {
    id: facts.id,
    title: input.title ?? defaultTitle(addressesOf(input)) ?? '',
    sourceKind: input.source?.kind ?? 'urls',
    sourceUrl: input.source?.url ?? null,
    queueId: input.queueId ?? defaultQueueId,
    directory: facts.directory,
    priority: input.priority ?? 0,
    sequential: input.sequential ?? false,
    createdAt: facts.now,
    connections: input.connections ?? null,
    speedLimit: input.speedLimit ?? 0,
    onConflict: input.onConflict ?? null,
    headers: input.headers ?? {},
    sessionId: input.sessionId ?? null,
    proxy: input.proxy ?? null,
    mount: facts.mount,
  }
}

/** The rows of its episodes, made one by one as they are read. */
export function* newEpisodeRecords(
  input: Pick<NewJob, 'urls' | 'episodes'>,
  status: 'queued' | 'paused',
  parts: EpisodeParts,
): Generator<NewEpisodeRecord> {
  for (const url of input.urls ?? []) yield newEpisodeRecord({ url }, status, parts)
  for (const episode of input.episodes ?? []) yield newEpisodeRecord(episode, status, parts)
}

/** What is not said by whoever adds an episode. */
export interface EpisodeParts {
  readonly id: () => string
  /** What is kept of the folder that was wanted. */
  readonly folderOf: (wanted: string | undefined) => string | null
}

export function newEpisodeRecord(
  episode: NewEpisode,
  status: 'queued' | 'paused',
  { id, folderOf }: EpisodeParts,
): NewEpisodeRecord {
  return {
    id: id(),
    title: episode.title ?? null,
    url: episode.url,
    host: hostOf(episode.url),
    mirrors: episode.mirrors ?? [],
    wantedName: episode.fileName ?? null,
    folder: folderOf(episode.folder),
    sourceKey: episode.sourceKey ?? null,
    stream: episode.stream ?? null,
    pieces: episode.pieces ?? null,
    signature: episode.signature ?? null,
    checksum: episode.checksum ?? null,
    status,
  }
}

function addressesOf(input: NewJob): readonly string[] {
  return input.urls ?? input.episodes?.map((episode) => episode.url) ?? []
}
