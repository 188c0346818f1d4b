/** Written out, because a migration that was run once must never change its meaning. */
const episodeStatuses = ['queued', 'downloading', 'paused', 'verifying', 'completed', 'failed']

const gained = episodeStatuses.map((status) => `${status} = ${status} + (NEW.status = '${status}')`).join(', ')
const lost = episodeStatuses.map((status) => `${status} = ${status} - (OLD.status = '${status}')`).join(', ')
const moved = episodeStatuses
  .map((status) => `${status} = ${status} + (NEW.status = '${status}') - (OLD.status = '${status}')`)
  .join(', ')

const tally = (kind: string, name: string, step: 1 | -1) =>
  `INSERT INTO tallies (kind, name, count) VALUES ('${kind}', ${name}, ${step}) ON CONFLICT DO UPDATE SET count = count + ${step};`
const tallyIf = (condition: string, kind: string, name: string, step: 1 | -1) =>
  `INSERT INTO tallies (kind, name, count) SELECT '${kind}', ${name}, ${step} WHERE ${condition}
   ON CONFLICT DO UPDATE SET count = count + ${step};`

/**
 * Sums that are kept by triggers, so that no path can forget them: those of each job on its own row, those of the
 * whole list in `tallies` (how many jobs and episodes are in each status, and how many waits there are of each reason).
 *
 * A status and a byte count are watched by different triggers: a checkpoint then leaves the indexes on status alone.
 */
export const counters = `
CREATE TABLE tallies (
  kind TEXT NOT NULL CHECK (kind IN ('job', 'episode', 'wait')),
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER episode_added_counts AFTER INSERT ON episodes BEGIN
  UPDATE jobs SET
    ${gained},
    last_index = max(last_index, NEW.idx),
    bytes_done = bytes_done + NEW.bytes_done,
    bytes_known = bytes_known + coalesce(NEW.bytes_total, 0),
    unknown_sizes = unknown_sizes + (NEW.bytes_total IS NULL),
    parts_done = parts_done + NEW.part_done
  WHERE pk = NEW.job;
  ${tally('episode', 'NEW.status', 1)}
  ${tallyIf('NEW.wait_reason IS NOT NULL', 'wait', 'NEW.wait_reason', 1)}
END;

CREATE TRIGGER episode_removed_counts AFTER DELETE ON episodes BEGIN
  UPDATE jobs SET
    ${lost},
    bytes_done = bytes_done - OLD.bytes_done,
    bytes_known = bytes_known - coalesce(OLD.bytes_total, 0),
    unknown_sizes = unknown_sizes - (OLD.bytes_total IS NULL),
    parts_done = parts_done - OLD.part_done
  WHERE pk = OLD.job;
  ${tally('episode', 'OLD.status', -1)}
  ${tallyIf('OLD.wait_reason IS NOT NULL', 'wait', 'OLD.wait_reason', -1)}
END;

CREATE TRIGGER episode_status_counts AFTER UPDATE OF status ON episodes WHEN OLD.status <> NEW.status BEGIN
  UPDATE jobs SET ${moved} WHERE pk = NEW.job;
  ${tally('episode', 'OLD.status', -1)}
  ${tally('episode', 'NEW.status', 1)}
END;

CREATE TRIGGER episode_bytes_counts AFTER UPDATE OF status, bytes_done, bytes_total ON episodes
WHEN OLD.bytes_done <> NEW.bytes_done OR OLD.bytes_total IS NOT NEW.bytes_total OR OLD.part_done <> NEW.part_done BEGIN
  UPDATE jobs SET
    bytes_done = bytes_done + NEW.bytes_done - OLD.bytes_done,
    parts_done = parts_done + NEW.part_done - OLD.part_done
  WHERE pk = NEW.job;
END;

CREATE TRIGGER episode_size_counts AFTER UPDATE OF bytes_total ON episodes WHEN OLD.bytes_total IS NOT NEW.bytes_total BEGIN
  UPDATE jobs SET
    bytes_known = bytes_known + coalesce(NEW.bytes_total, 0) - coalesce(OLD.bytes_total, 0),
    unknown_sizes = unknown_sizes + (NEW.bytes_total IS NULL) - (OLD.bytes_total IS NULL)
  WHERE pk = NEW.job;
END;

CREATE TRIGGER episode_wait_counts AFTER UPDATE OF wait_reason ON episodes WHEN OLD.wait_reason IS NOT NEW.wait_reason BEGIN
  ${tallyIf('OLD.wait_reason IS NOT NULL', 'wait', 'OLD.wait_reason', -1)}
  ${tallyIf('NEW.wait_reason IS NOT NULL', 'wait', 'NEW.wait_reason', 1)}
END;

CREATE TRIGGER job_added_counts AFTER INSERT ON jobs BEGIN
  ${tally('job', 'NEW.status', 1)}
END;

CREATE TRIGGER job_removed_counts AFTER DELETE ON jobs BEGIN
  ${tally('job', 'OLD.status', -1)}
END;

CREATE TRIGGER job_status_counts AFTER UPDATE OF ${episodeStatuses.join(', ')} ON jobs WHEN OLD.status <> NEW.status BEGIN
  ${tally('job', 'OLD.status', -1)}
  ${tally('job', 'NEW.status', 1)}
END;

CREATE TABLE directories (
  directory TEXT PRIMARY KEY,
  jobs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX directories_by_use ON directories (jobs DESC, directory);

CREATE TRIGGER job_added_directory AFTER INSERT ON jobs BEGIN
  INSERT INTO directories (directory, jobs) VALUES (NEW.directory, 1) ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;

CREATE TRIGGER job_removed_directory AFTER DELETE ON jobs BEGIN
  UPDATE directories SET jobs = jobs - 1 WHERE directory = OLD.directory;
  DELETE FROM directories WHERE directory = OLD.directory AND jobs = 0;
END;
`
