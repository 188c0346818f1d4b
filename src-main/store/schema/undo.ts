/** Written out, because a migration that was run once must never change its meaning. */
const episodeStatuses = ['queued', 'downloading', 'paused', 'verifying', 'completed', 'failed']
const ready = `status = 'queued' AND wait_reason IS NULL`

const lost = episodeStatuses.map((status) => `${status} = ${status} - (OLD.status = '${status}')`).join(', ')
const gained = episodeStatuses.map((status) => `${status} = ${status} + (NEW.status = '${status}')`).join(', ')
const tallyIf = (row: 'OLD' | 'NEW', step: 1 | -1) =>
  `INSERT INTO tallies (kind, name, count) SELECT 'episode', ${row}.status, ${step}
     WHERE EXISTS (SELECT 1 FROM jobs WHERE pk = ${row}.job)
   ON CONFLICT DO UPDATE SET count = count + ${step};`
const sums = (row: 'OLD' | 'NEW', sign: '+' | '-') => `
    bytes_done = bytes_done ${sign} ${row}.bytes_done,
    bytes_known = bytes_known ${sign} coalesce(${row}.bytes_total, 0),
    unknown_sizes = unknown_sizes ${sign} (${row}.bytes_total IS NULL),
    parts_done = parts_done ${sign} ${row}.part_done`

/**
 * What can be undone. `undo_deeds`: what was done to the list, the newest with the highest `pk`; `columns` names, separated
 * by commas, what a change of jobs has set. `is_undoing`: somebody wants it undone, and the next start brings that to
 * an end where the program dies; all others are forgotten by it.
 *
 * `undo_episodes` and `undo_jobs` say how rows were before. Of jobs that were removed the rows are put on the shelf
 * (`shelved_jobs`, which a start gives the columns that `jobs` has got since), while `removed_jobs` says whose episodes are
 * still there and, by `deed`, that they are not to be cleared away yet. Episodes that were removed without their job go
 * into a bin: a removed job with a negative number of its own, whose `bin_of` says where they belong.
 */
export const undo = `
CREATE TABLE undo_deeds (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL,
  columns TEXT NOT NULL DEFAULT '',
  is_undoing INTEGER NOT NULL DEFAULT 0 CHECK (is_undoing IN (0, 1))
) STRICT;

CREATE TABLE undo_episodes (
  deed INTEGER NOT NULL,
  episode INTEGER NOT NULL,
  status TEXT NOT NULL,
  wait_reason TEXT,
  wait_until INTEGER,
  attempts INTEGER NOT NULL,
  error TEXT,
  finished_at INTEGER,
  retry_at INTEGER,
  later_retries INTEGER NOT NULL,
  PRIMARY KEY (deed, episode)
) STRICT, WITHOUT ROWID;

CREATE TABLE undo_jobs (
  deed INTEGER NOT NULL,
  job INTEGER NOT NULL,
  place INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  queue_id TEXT NOT NULL,
  sequential INTEGER NOT NULL,
  session_id TEXT,
  proxy TEXT,
  finished_at INTEGER,
  PRIMARY KEY (deed, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX undo_jobs_by_place ON undo_jobs (place);

CREATE TABLE shelved_jobs AS SELECT * FROM jobs WHERE FALSE;
CREATE UNIQUE INDEX shelved_jobs_by_key ON shelved_jobs (pk);
CREATE INDEX shelved_jobs_by_place ON shelved_jobs (place);

ALTER TABLE removed_jobs ADD COLUMN deed INTEGER;
ALTER TABLE removed_jobs ADD COLUMN bin_of INTEGER;
CREATE INDEX removed_for_good ON removed_jobs (pk) WHERE deed IS NULL;
CREATE UNIQUE INDEX removed_by_deed ON removed_jobs (deed, bin_of, pk) WHERE deed IS NOT NULL;

CREATE TRIGGER episode_changed_job AFTER UPDATE OF job ON episodes WHEN OLD.job <> NEW.job BEGIN
  UPDATE jobs SET ${lost}, ${sums('OLD', '-')} WHERE pk = OLD.job;
  ${tallyIf('OLD', -1)}
  UPDATE job_hosts SET first_idx = (SELECT min(idx) FROM episodes WHERE job = OLD.job AND host = OLD.host AND ${ready})
    WHERE job = OLD.job AND host = OLD.host AND first_idx = OLD.idx;
  DELETE FROM job_hosts WHERE job = OLD.job AND host = OLD.host AND first_idx IS NULL;
  UPDATE jobs SET ${gained}, last_index = max(last_index, NEW.idx), ${sums('NEW', '+')} WHERE pk = NEW.job;
  ${tallyIf('NEW', 1)}
  INSERT INTO job_hosts (job, host, first_idx, queue, session, priority, load, place, is_held)
    SELECT pk, NEW.host, NEW.idx, queue_id, coalesce(session_id, ''), priority,
      (SELECT CASE WHEN is_fair THEN jobs.downloading ELSE 0 END FROM sharing), place, (sequential AND downloading > 0)
    FROM jobs WHERE pk = NEW.job AND NEW.ready
    ON CONFLICT DO UPDATE SET first_idx = excluded.first_idx WHERE first_idx > excluded.first_idx;
  UPDATE texts SET job = NEW.job WHERE job = OLD.job AND idx = NEW.idx;
END;
`
