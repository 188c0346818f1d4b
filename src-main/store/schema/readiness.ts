const firstReady = (job: string, host: string) =>
  `SELECT min(idx) FROM episodes WHERE job = ${job} AND host = ${host} AND status = 'queued' AND wait_reason IS NULL`

const becomesReady = `
  INSERT INTO job_hosts (job, host, first_idx, priority, place)
    SELECT pk, NEW.host, NEW.idx, priority, place FROM jobs WHERE pk = NEW.job
    ON CONFLICT DO UPDATE SET first_idx = excluded.first_idx WHERE first_idx > excluded.first_idx;`

const ceasesToBeReady = `
  UPDATE job_hosts SET first_idx = (${firstReady('OLD.job', 'OLD.host')})
    WHERE job = OLD.job AND host = OLD.host AND first_idx = OLD.idx;
  DELETE FROM job_hosts WHERE job = OLD.job AND host = OLD.host AND first_idx IS NULL;`

const findFirstOf = (host: string) => `
  DELETE FROM host_heads WHERE host = ${host};
  INSERT INTO host_heads (host, job, idx, priority, place)
    SELECT host, job, first_idx, priority, place FROM job_hosts
    WHERE host = ${host} AND first_idx IS NOT NULL ORDER BY priority DESC, place LIMIT 1;`

/**
 * What could start now, as a tournament of two rounds: `job_hosts` knows the first ready episode of each job at each
 * host, `host_heads` the first of each host. The next episode to start is the first head whose host is not excluded,
 * however many episodes stand in front of it at hosts that are.
 */
export const readiness = `
CREATE TABLE job_hosts (
  job INTEGER NOT NULL REFERENCES jobs (pk) ON DELETE CASCADE,
  host TEXT NOT NULL,
  first_idx INTEGER,
  priority INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (job, host)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_hosts_by_host ON job_hosts (host, priority DESC, place, first_idx) WHERE first_idx IS NOT NULL;

CREATE TABLE host_heads (
  host TEXT PRIMARY KEY,
  job INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX host_heads_in_order ON host_heads (priority DESC, place, idx, job);

CREATE TRIGGER episode_added_ready AFTER INSERT ON episodes WHEN NEW.ready BEGIN
  ${becomesReady}
END;

CREATE TRIGGER episode_removed_ready AFTER DELETE ON episodes WHEN OLD.ready BEGIN
  ${ceasesToBeReady}
END;

CREATE TRIGGER episode_no_longer_ready AFTER UPDATE OF status, wait_reason, host ON episodes
WHEN OLD.ready AND (NOT NEW.ready OR OLD.host <> NEW.host) BEGIN
  ${ceasesToBeReady}
END;

CREATE TRIGGER episode_now_ready AFTER UPDATE OF status, wait_reason, host ON episodes
WHEN NEW.ready AND (NOT OLD.ready OR OLD.host <> NEW.host) BEGIN
  ${becomesReady}
END;

CREATE TRIGGER job_order_ready AFTER UPDATE OF priority, place ON jobs
WHEN OLD.priority <> NEW.priority OR OLD.place <> NEW.place BEGIN
  UPDATE job_hosts SET priority = NEW.priority, place = NEW.place WHERE job = NEW.pk;
END;

CREATE TRIGGER job_host_added AFTER INSERT ON job_hosts BEGIN
  ${findFirstOf('NEW.host')}
END;

CREATE TRIGGER job_host_changed AFTER UPDATE ON job_hosts WHEN NEW.first_idx IS NOT NULL BEGIN
  ${findFirstOf('NEW.host')}
END;

CREATE TRIGGER job_host_removed AFTER DELETE ON job_hosts BEGIN
  ${findFirstOf('OLD.host')}
END;
`
