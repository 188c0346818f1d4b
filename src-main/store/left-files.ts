import { sep } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { ChecksumAlgorithm } from '../../src-preload/contract/index.ts'
import type { LeftFile, ReportStore } from '../queue/ports.ts'

interface LeftRow extends Omit<LeftFile, 'checksum'> {
  readonly algorithm: ChecksumAlgorithm | null
  readonly expected: string | null
}

/** Reads what the history knows of files that were left on disk when their episodes were removed. */
export function createLeftFiles(database: Database): Pick<ReportStore, 'leftFiles' | 'leftDigests' | 'stillLeft'> {
  const select = database.prepare<[{ after: number; limit: number }], LeftRow>(
    `SELECT pk AS key, id, job_id AS jobId, idx AS "index", title, file_name AS fileName, directory, mount, bytes AS bytesTotal,
       checksum_algorithm AS algorithm, checksum AS expected
     FROM history INDEXED BY history_with_file WHERE has_file AND pk > @after ORDER BY pk LIMIT @limit`,
  )
  const selectDigests = database.prepare<[number], Buffer | null>('SELECT block_digests FROM history WHERE pk = ?').pluck()
  // By folders, each read once, and not file by file: nothing finds an episode by the name of its file.
  const selectStill = database
    .prepare<[string], number>(
      `WITH asked AS MATERIALIZED (
         SELECT pk, directory, file_name FROM json_each(?) CROSS JOIN history ON pk = value WHERE has_file),
       retaken AS MATERIALIZED (
         SELECT j.directory, e.file_name FROM (SELECT DISTINCT directory FROM asked) AS folder
         CROSS JOIN jobs AS j ON j.directory = folder.directory
         CROSS JOIN episodes AS e ON e.job = j.pk AND e.status = 'completed' AND e.folder IS NULL
         WHERE e.file_name IN (SELECT file_name FROM asked))
       SELECT pk FROM asked WHERE (directory, file_name) NOT IN (SELECT directory, file_name FROM retaken)`,
    )
    .pluck()
  const selectBelow = database.prepare<[string], Below>(
    `SELECT pk, directory, file_name AS fileName FROM json_each(?) CROSS JOIN history ON pk = value WHERE has_file`,
  )
  const selectRetaken = database
    .prepare<[string], number>(
      `SELECT DISTINCT split.value ->> 'pk' FROM json_each(?) AS split
       CROSS JOIN episodes AS e INDEXED BY episodes_in_folders
         ON e.folder = split.value ->> 'folder' AND e.file_name = split.value ->> 'fileName'
       CROSS JOIN jobs AS j ON j.pk = e.job AND j.directory = split.value ->> 'directory'
       WHERE e.status = 'completed'`,
    )
    .pluck()

  /** Those of which an episode in a folder below that of its job has taken the path. */
  function retakenBelow(keys: readonly number[]): ReadonlySet<number> {
    const splits = selectBelow.all(JSON.stringify(keys)).flatMap(splitsOf)
    return new Set(splits.length === 0 ? [] : selectRetaken.all(JSON.stringify(splits)))
  }

  return {
    leftFiles: (after, limit) =>
      select.all({ after, limit }).map(({ algorithm, expected, ...row }) => ({
        ...row,
        checksum: algorithm === null || expected === null ? null : { algorithm, expected },
      })),
    leftDigests(key) {
      const digests = selectDigests.get(key)
      // A copy of its own, because it may cross to another thread.
      return digests == null ? null : new Uint8Array(digests)
    },
    stillLeft(keys) {
      if (keys.length === 0) return new Set()
      const still = selectStill.all(JSON.stringify(keys))
      return new Set(still).difference(retakenBelow(still))
    },
  }
}

interface Below {
  readonly pk: number
  readonly directory: string
  readonly fileName: string
}

/** How the folder of a file may be divided into that of a job and one below it. */
function splitsOf({ pk, directory, fileName }: Below): readonly (Below & { readonly folder: string })[] {
  const parts = directory.split(sep)
  return parts.slice(1).map((_, index) => ({
    pk,
    directory: parts.slice(0, index + 1).join(sep) || sep,
    folder: parts.slice(index + 1).join('/'),
    fileName,
  }))
}
