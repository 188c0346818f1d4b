/** Written out, because a migration that was run once must never change its meaning. */
const episodeStatuses = ['queued', 'downloading', 'paused', 'verifying', 'completed', 'failed']

const lost = episodeStatuses.map((status) => `${status} = ${status} - (OLD.status = '${status}')`).join(', ')
const moved = episodeStatuses
  .map((status) => `${status} = ${status} + (NEW.status = '${status}') - (OLD.status = '${status}')`)
  .join(', ')
const tally = (kind: string, name: string, step: 1 | -1) =>
  `INSERT INTO tallies (kind, name, count) VALUES ('${kind}', ${name}, ${step}) ON CONFLICT DO UPDATE SET count = count + ${step};`
const isListed = (row: 'OLD' | 'NEW') => `EXISTS (SELECT 1 FROM jobs WHERE pk = ${row}.job)`

/**
 * A job leaves the list with its row, at once and with all that is counted of it; its episodes go in slices after it.
 * Until the last of them has, `removed_jobs` says whose they are and what is to become of their files. What happens to
 * an episode without a job changes no sum any more but that of the waits, which go with their rows.
 *
 * `claimed_files`: what has come into use since by another episode, and is therefore not deleted with the removed ones.
 * `queues.is_going`: its jobs are on their way to the default queue, and it goes behind the last of them.
 */
export const removedJobs = `
CREATE TABLE removed_jobs (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  directory TEXT NOT NULL,
  mount TEXT,
  delete_files INTEGER NOT NULL CHECK (delete_files IN (0, 1)),
  keep_history INTEGER NOT NULL CHECK (keep_history IN (0, 1))
) STRICT;

CREATE TABLE claimed_files (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

ALTER TABLE queues ADD COLUMN is_going INTEGER NOT NULL DEFAULT 0 CHECK (is_going IN (0, 1));

CREATE TRIGGER job_removed_whole BEFORE DELETE ON jobs
WHEN OLD.episodes_total > 0 AND NOT EXISTS (SELECT 1 FROM removed_jobs WHERE pk = OLD.pk) BEGIN
  SELECT RAISE(ABORT, 'The job has episodes.');
END;

CREATE TRIGGER job_added_anew AFTER INSERT ON jobs WHEN EXISTS (SELECT 1 FROM removed_jobs WHERE pk = NEW.pk) BEGIN
  SELECT RAISE(ABORT, 'Episodes of a removed job have that number.');
END;

DROP TRIGGER job_removed_counts;
CREATE TRIGGER job_removed_counts AFTER DELETE ON jobs BEGIN
  ${tally('job', 'OLD.status', -1)}
  ${episodeStatuses
    .map((status) => `UPDATE tallies SET count = count - OLD.${status} WHERE kind = 'episode' AND name = '${status}';`)
    .join('\n  ')}
  DELETE FROM job_hosts WHERE job = OLD.pk;
  DELETE FROM texts WHERE job = OLD.pk AND idx = 0;
END;

DROP TRIGGER episode_removed_counts;
CREATE TRIGGER episode_removed_counts AFTER DELETE ON episodes WHEN ${isListed('OLD')} BEGIN
  UPDATE jobs SET
    ${lost},
    bytes_done = bytes_done - OLD.bytes_done,
    bytes_known = bytes_known - coalesce(OLD.bytes_total, 0),
    unknown_sizes = unknown_sizes - (OLD.bytes_total IS NULL),
    parts_done = parts_done - OLD.part_done
  WHERE pk = OLD.job;
  ${tally('episode', 'OLD.status', -1)}
END;
CREATE TRIGGER episode_removed_wait AFTER DELETE ON episodes WHEN OLD.wait_reason IS NOT NULL BEGIN
  ${tally('wait', 'OLD.wait_reason', -1)}
END;

DROP TRIGGER episode_status_counts;
CREATE TRIGGER episode_status_counts AFTER UPDATE OF status ON episodes
WHEN OLD.status <> NEW.status AND ${isListed('NEW')} BEGIN
  UPDATE jobs SET ${moved} WHERE pk = NEW.job;
  ${tally('episode', 'OLD.status', -1)}
  ${tally('episode', 'NEW.status', 1)}
END;
`
