const episodeStatuses = ['queued', 'downloading', 'paused', 'verifying', 'completed', 'failed']

const count = (queue: string, status: string, step: 1 | -1) =>
  `INSERT INTO queue_jobs (queue, status, jobs) VALUES (${queue}, ${status}, ${step}) ON CONFLICT DO UPDATE SET jobs = jobs + ${step};`
const countIf = (queue: string, status: string, step: 1 | -1) =>
  `INSERT INTO queue_jobs (queue, status, jobs) SELECT ${queue}, ${status}, ${step} WHERE ${queue} <> 'default'
   ON CONFLICT DO UPDATE SET jobs = jobs + ${step};`

const mustExist = `SELECT RAISE(ABORT, 'There is no such queue.') WHERE NOT EXISTS (SELECT 1 FROM queues WHERE id = NEW.queue_id);`

/**
 * The queues, in the order of `pk`. `name` is empty for the default queue until somebody names it; `slots` null: only
 * the number of the whole program counts; `schedule` is JSON.
 *
 * `queue_jobs` counts the jobs of each queue by status, but for those of the default queue: they are what is left of the
 * whole list's, so that whoever uses no queues pays nothing for them.
 */
export const queues = `
CREATE TABLE queues (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  slots INTEGER CHECK (slots BETWEEN 0 AND 512),
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  schedule TEXT
) STRICT;
INSERT INTO queues (id, name) VALUES ('default', '');

UPDATE jobs SET queue_id = 'default' WHERE queue_id <> 'default';
ALTER TABLE jobs ADD COLUMN sequential INTEGER NOT NULL DEFAULT 0;
CREATE INDEX jobs_by_queue ON jobs (queue_id, place);

CREATE TRIGGER job_added_queue BEFORE INSERT ON jobs BEGIN ${mustExist} END;
CREATE TRIGGER job_moved_queue BEFORE UPDATE OF queue_id ON jobs BEGIN ${mustExist} END;
CREATE TRIGGER queue_removed BEFORE DELETE ON queues BEGIN
  SELECT RAISE(ABORT, 'The default queue stays.') WHERE OLD.id = 'default';
  SELECT RAISE(ABORT, 'The queue has jobs.') WHERE EXISTS (SELECT 1 FROM jobs WHERE queue_id = OLD.id);
END;
CREATE TRIGGER queue_removed_counts AFTER DELETE ON queues BEGIN
  DELETE FROM queue_jobs WHERE queue = OLD.id;
END;

CREATE TABLE queue_jobs (
  queue TEXT NOT NULL,
  status TEXT NOT NULL,
  jobs INTEGER NOT NULL,
  PRIMARY KEY (queue, status)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_added_queue_counts AFTER INSERT ON jobs WHEN NEW.queue_id <> 'default' BEGIN
  ${count('NEW.queue_id', 'NEW.status', 1)}
END;
CREATE TRIGGER job_removed_queue_counts AFTER DELETE ON jobs WHEN OLD.queue_id <> 'default' BEGIN
  ${count('OLD.queue_id', 'OLD.status', -1)}
END;
CREATE TRIGGER job_status_queue_counts AFTER UPDATE OF ${episodeStatuses.join(', ')} ON jobs
WHEN OLD.status <> NEW.status AND NEW.queue_id <> 'default' BEGIN
  ${count('NEW.queue_id', 'OLD.status', -1)}
  ${count('NEW.queue_id', 'NEW.status', 1)}
END;
CREATE TRIGGER job_moved_queue_counts AFTER UPDATE OF queue_id ON jobs WHEN OLD.queue_id <> NEW.queue_id BEGIN
  ${countIf('OLD.queue_id', 'OLD.status', -1)}
  ${countIf('NEW.queue_id', 'NEW.status', 1)}
END;
`
