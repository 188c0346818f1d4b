import { finalPath } from './file-paths.ts'

/**
 * Dooms what the selected episodes leave on disk: parts of unfinished ones, and the finished files where asked. A
 * finished file without a segment was there before and was skipped: it is the person's own and stays.
 */
export const doom = (which: string) =>
  `INSERT OR IGNORE INTO doomed_files (path, mount)
   SELECT CASE WHEN e.status = 'completed' THEN ${finalPath} ELSE ${finalPath} || '.part' END, j.mount
   FROM jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND e.file_name IS NOT NULL AND CASE WHEN e.status = 'completed' THEN @deleteFiles AND e.segments <> '[]' ELSE TRUE END`

/** Of an episode that is being repaired the finished file stands beside its part. */
export const doomRepaired = (which: string) =>
  `INSERT OR IGNORE INTO doomed_files (path, mount)
   SELECT ${finalPath}, j.mount FROM jobs AS j JOIN episodes AS e ON e.job = j.pk
   WHERE ${which} AND e.repair IS NOT NULL AND e.file_name IS NOT NULL`
