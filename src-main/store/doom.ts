import { finalPath } from './file-paths.ts'

const leftPath = `CASE WHEN e.status = 'completed' THEN ${finalPath} ELSE ${finalPath} || '.part' END`
/** A finished file without a segment was there before and was skipped: it is the person's own and stays. */
const isLeft = (deleteFiles: string) =>
  `e.file_name IS NOT NULL AND CASE WHEN e.status = 'completed' THEN ${deleteFiles} AND e.segments <> '[]' ELSE TRUE END`
/** An unfinished stream may have left what it was being put together in. */
const joinPath = `${finalPath} || '.join'`
const isUnjoined = `e.stream IS NOT NULL AND e.status <> 'completed' AND e.file_name IS NOT NULL`
/** The signature that was laid beside a finished file. Where something else of that name was there before, it is the person's. */
const signaturePath = `${finalPath} || '.asc'`
const isSigned = (deleteFiles: string) => `e.signature IS NOT NULL AND e.status = 'completed' AND ${isLeft(deleteFiles)}`
/** A Metalink may list its signatures as files too: such a one is an episode's own. */
const isNoEpisode =
  "NOT EXISTS (SELECT 1 FROM episodes AS o WHERE o.job = e.job AND o.folder IS e.folder AND o.file_name = e.file_name || '.asc')"
const isUnclaimed = (path: string) => `${path} NOT IN (SELECT path FROM claimed_files)`

/** Dooms what the selected episodes leave on disk: parts of unfinished ones, and the finished files where asked. */
export const doom = (which: string) =>
  `INSERT OR IGNORE INTO doomed_files (path, mount, content)
   SELECT ${leftPath}, j.mount, NULL FROM jobs AS j JOIN episodes AS e ON e.job = j.pk WHERE ${which} AND ${isLeft('@deleteFiles')}
   UNION ALL
   SELECT ${joinPath}, j.mount, NULL FROM jobs AS j JOIN episodes AS e ON e.job = j.pk WHERE ${which} AND ${isUnjoined}
   UNION ALL
   SELECT ${signaturePath}, j.mount, e.signature FROM jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND ${isSigned('@deleteFiles')} AND ${isNoEpisode}`

/** Of an episode that is being repaired the finished file stands beside its part. */
export const doomRepaired = (which: string) =>
  `INSERT OR IGNORE INTO doomed_files (path, mount)
   SELECT ${finalPath}, j.mount FROM jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND e.repair IS NOT NULL AND e.file_name IS NOT NULL`

/** The same for episodes of removed jobs, but for what somebody else has claimed since. */
export const doomRemoved = (which: string) =>
  `INSERT OR IGNORE INTO doomed_files (path, mount, content)
   SELECT ${leftPath}, j.mount, NULL FROM removed_jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND ${isLeft('j.delete_files')} AND ${isUnclaimed(leftPath)}
   UNION ALL
   SELECT ${joinPath}, j.mount, NULL FROM removed_jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND ${isUnjoined} AND ${isUnclaimed(joinPath)}
   UNION ALL
   SELECT ${finalPath}, j.mount, NULL FROM removed_jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND j.delete_files AND e.repair IS NOT NULL AND e.file_name IS NOT NULL AND ${isUnclaimed(finalPath)}
   UNION ALL
   SELECT ${signaturePath}, j.mount, e.signature FROM removed_jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND ${isSigned('j.delete_files')} AND ${isUnclaimed(signaturePath)}`
