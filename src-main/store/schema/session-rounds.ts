const ready = `status = 'queued' AND wait_reason IS NULL`

/** Active episodes of a job, as far as they count against it. */
const loadOf = (job: string) => `(SELECT CASE WHEN is_fair THEN ${job}.downloading ELSE 0 END FROM sharing)`
const isHeld = (job: string) => `(${job}.sequential AND ${job}.downloading > 0)`

const becomesReady = `
  INSERT INTO job_hosts (job, host, first_idx, queue, session, priority, load, place, is_held)
    SELECT pk, NEW.host, NEW.idx, queue_id, coalesce(session_id, ''), priority, ${loadOf('jobs')}, place, ${isHeld('jobs')} FROM jobs WHERE pk = NEW.job
    ON CONFLICT DO UPDATE SET first_idx = excluded.first_idx WHERE first_idx > excluded.first_idx;`

const ceasesToBeReady = `
  UPDATE job_hosts SET first_idx = (SELECT min(idx) FROM episodes WHERE job = OLD.job AND host = OLD.host AND ${ready})
    WHERE job = OLD.job AND host = OLD.host AND first_idx = OLD.idx;
  DELETE FROM job_hosts WHERE job = OLD.job AND host = OLD.host AND first_idx IS NULL;`

const findHead = (row: 'OLD' | 'NEW') => `
  DELETE FROM heads WHERE queue = ${row}.queue AND session = ${row}.session AND host = ${row}.host;
  INSERT INTO heads (queue, session, host, job, idx, priority, load, place)
    SELECT queue, session, host, job, first_idx, priority, load, place FROM job_hosts
    WHERE queue = ${row}.queue AND session = ${row}.session AND host = ${row}.host AND first_idx IS NOT NULL AND NOT is_held
    ORDER BY priority DESC, load, place LIMIT 1;`

/**
 * The tournament of `schema/tournament.ts` with sessions: `heads` are the first of each host, session and queue, so that
 * what belongs to a session that cannot be used now is passed over however much of it there is. The session is empty
 * where a job has none; all others stand in the same rounds as before.
 */
export const sessionRounds = `
DROP TRIGGER episode_added_ready;
DROP TRIGGER episode_removed_ready;
DROP TRIGGER episode_no_longer_ready;
DROP TRIGGER episode_now_ready;
DROP TRIGGER job_order_ready;
DROP TRIGGER job_load_ready;
DROP TRIGGER sharing_changed;
DROP TABLE job_hosts;
DROP TABLE heads;

CREATE TABLE job_hosts (
  job INTEGER NOT NULL REFERENCES jobs (pk) ON DELETE CASCADE,
  host TEXT NOT NULL,
  first_idx INTEGER,
  queue TEXT NOT NULL,
  session TEXT NOT NULL,
  priority INTEGER NOT NULL,
  load INTEGER NOT NULL,
  place INTEGER NOT NULL,
  is_held INTEGER NOT NULL,
  PRIMARY KEY (job, host)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_hosts_in_order ON job_hosts (queue, session, host, priority DESC, load, place, first_idx)
  WHERE first_idx IS NOT NULL AND NOT is_held;

CREATE TABLE heads (
  queue TEXT NOT NULL,
  session TEXT NOT NULL,
  host TEXT NOT NULL,
  job INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  load INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (queue, session, host)
) STRICT, WITHOUT ROWID;
CREATE INDEX heads_in_order ON heads (queue, priority DESC, load, place, idx, job);

CREATE TRIGGER job_host_added AFTER INSERT ON job_hosts BEGIN
  ${findHead('NEW')}
END;

-- Hosts of a job are ordered by all but the index: with a new one it stays where it was.
CREATE TRIGGER job_host_first AFTER UPDATE OF first_idx ON job_hosts WHEN NEW.first_idx IS NOT NULL BEGIN
  UPDATE heads SET idx = NEW.first_idx WHERE queue = NEW.queue AND session = NEW.session AND host = NEW.host AND job = NEW.job;
END;

CREATE TRIGGER job_host_order AFTER UPDATE OF queue, session, priority, load, place, is_held ON job_hosts BEGIN
  ${findHead('NEW')}
END;

CREATE TRIGGER job_host_left_group AFTER UPDATE OF queue, session ON job_hosts
WHEN OLD.queue <> NEW.queue OR OLD.session <> NEW.session BEGIN
  ${findHead('OLD')}
END;

CREATE TRIGGER job_host_removed AFTER DELETE ON job_hosts BEGIN
  ${findHead('OLD')}
END;

INSERT INTO job_hosts (job, host, first_idx, queue, session, priority, load, place, is_held)
  SELECT jobs.pk, first.host, first.idx, jobs.queue_id, coalesce(jobs.session_id, ''), jobs.priority, ${loadOf('jobs')}, jobs.place, ${isHeld('jobs')}
  FROM (SELECT job, host, min(idx) AS idx FROM episodes WHERE ${ready} GROUP BY job, host) AS first
  JOIN jobs ON jobs.pk = first.job;

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

CREATE TRIGGER job_order_ready AFTER UPDATE OF priority, place, queue_id, session_id, sequential ON jobs
WHEN OLD.priority <> NEW.priority OR OLD.place <> NEW.place OR OLD.queue_id <> NEW.queue_id OR OLD.sequential <> NEW.sequential
  OR OLD.session_id IS NOT NEW.session_id BEGIN
  UPDATE job_hosts SET queue = NEW.queue_id, session = coalesce(NEW.session_id, ''), priority = NEW.priority, place = NEW.place, is_held = ${isHeld('NEW')}
    WHERE job = NEW.pk;
END;

CREATE TRIGGER job_load_ready AFTER UPDATE OF downloading ON jobs
WHEN OLD.downloading <> NEW.downloading AND (NEW.sequential OR (SELECT is_fair FROM sharing)) BEGIN
  UPDATE job_hosts SET load = ${loadOf('NEW')}, is_held = ${isHeld('NEW')}
    WHERE job = NEW.pk AND (load <> ${loadOf('NEW')} OR is_held <> ${isHeld('NEW')});
END;

CREATE TRIGGER sharing_changed AFTER UPDATE OF is_fair ON sharing WHEN OLD.is_fair <> NEW.is_fair BEGIN
  UPDATE job_hosts SET load = CASE WHEN NEW.is_fair THEN (SELECT downloading FROM jobs WHERE pk = job_hosts.job) ELSE 0 END
    WHERE job IN (SELECT pk FROM jobs WHERE status = 'downloading');
END;
`
