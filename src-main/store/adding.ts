import type { Database } from 'better-sqlite3'
import type { NewEpisodeRecord, NewJobRecord, Store } from '../queue/ports.ts'
import type { ColumnValue } from './change-statements.ts'
import { addressHash } from './known-addresses.ts'
import { placeGap } from './schema/places.ts'
import type { Sealing } from './sealing.ts'

const jobColumns = [
  'id',
  'title',
  'source_kind',
  'source_url',
  'queue_id',
  'directory',
  'priority',
  'sequential',
  'created_at',
  'connections',
  'speed_limit',
  'on_conflict',
  'sealed_headers',
  'session_id',
  'proxy',
  'mount',
] as const

const episodeColumns = [
  'job',
  'idx',
  'id',
  'title',
  'url',
  'sealed_url',
  'address',
  'host',
  'mirrors',
  'sealed_mirrors',
  'wanted_name',
  'checksum_algorithm',
  'checksum_expected',
  'folder',
  'source_key',
  'stream',
  'pieces',
  'signature',
  'status',
] as const

/** Above that of each job whose episodes are still there, listed or removed. */
const nextKey = `1 + max(coalesce((SELECT max(pk) FROM jobs), 0), coalesce((SELECT max(pk) FROM removed_jobs), 0))`

/** Behind every job, and behind what was removed and may come back. */
const lastPlace = `max(coalesce((SELECT max(place) FROM jobs), 0), coalesce((SELECT max(place) FROM shelved_jobs), 0))`

const placeholders = (columns: readonly string[]) => columns.map(() => '?').join(', ')

/** Adding jobs and episodes. The episodes are taken one after the other, so that their number costs no memory. */
export function createAdding(
  database: Database,
  transaction: Store['transaction'],
  { sealing, job }: { readonly sealing: Sealing; readonly job: Store['job'] },
): Pick<Store, 'addJob' | 'addEpisodes'> {
  const insertJob = database.prepare<ColumnValue[]>(
    `INSERT INTO jobs (pk, place, ${jobColumns.join(', ')})
     VALUES (${nextKey}, ${lastPlace} + ${placeGap}, ${placeholders(jobColumns)})`,
  )
  const insertEpisode = database.prepare<ColumnValue[]>(
    `INSERT INTO episodes (${episodeColumns.join(', ')}) VALUES (${placeholders(episodeColumns)})`,
  )
  const selectEnd = database.prepare<[string], { pk: number; last_index: number }>('SELECT pk, last_index FROM jobs WHERE id = ?')

  function append(jobId: string, episodes: Iterable<NewEpisodeRecord>): void {
    const end = selectEnd.get(jobId)
    if (end === undefined) throw new Error(`There is no job ${jobId}.`)
    let index = end.last_index
    for (const episode of episodes) {
      index += 1
      insertEpisode.run(end.pk, index, ...episodeValues(episode, sealing))
    }
  }

  return {
    addJob(record, episodes) {
      return transaction(() => {
        insertJob.run(...jobValues(record, sealing))
        append(record.id, episodes)
        const added = job(record.id)
        if (added === null) throw new Error(`Job ${record.id} was not added.`)
        return added
      })
    },

    addEpisodes(jobId, episodes) {
      transaction(() => append(jobId, episodes))
    },
  }
}

/** In the order of {@link jobColumns}. */
function jobValues(job: NewJobRecord, sealing: Sealing): ColumnValue[] {
  return [
    job.id,
    job.title,
    job.sourceKind,
    job.sourceUrl,
    job.queueId,
    job.directory,
    job.priority,
    job.sequential ? 1 : 0,
    job.createdAt,
    job.connections,
    job.speedLimit,
    job.onConflict,
    sealing.headers(job.headers),
    job.sessionId,
    job.proxy,
    job.mount,
  ]
}

/** In the order of {@link episodeColumns}, from `id` on. */
function episodeValues(episode: NewEpisodeRecord, sealing: Sealing): ColumnValue[] {
  const url = sealing.address(episode.url)
  const mirrors = sealing.mirrors(episode.mirrors)
  return [
    episode.id,
    episode.title,
    url.bare,
    url.sealed,
    addressHash(url.bare),
    episode.host,
    mirrors.bare,
    mirrors.sealed,
    episode.wantedName,
    episode.checksum?.algorithm ?? null,
    episode.checksum?.expected ?? null,
    episode.folder,
    episode.sourceKey,
    episode.stream === null ? null : JSON.stringify(episode.stream),
    episode.pieces === null ? null : JSON.stringify(episode.pieces),
    episode.signature,
    episode.status,
  ]
}
