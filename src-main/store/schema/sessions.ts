const episodeStatuses = ['queued', 'downloading', 'paused', 'verifying', 'completed', 'failed']

const isOpen = (row: string) => `(${row}.status NOT IN ('completed', 'failed'))`
const gained = `
  INSERT INTO session_jobs (session, jobs, open_jobs) SELECT NEW.session_id, 1, ${isOpen('NEW')} WHERE NEW.session_id IS NOT NULL
    ON CONFLICT DO UPDATE SET jobs = jobs + 1, open_jobs = open_jobs + excluded.open_jobs;`
const lost = `
  UPDATE session_jobs SET jobs = jobs - 1, open_jobs = open_jobs - ${isOpen('OLD')} WHERE session = OLD.session_id;
  DELETE FROM session_jobs WHERE session = OLD.session_id AND jobs = 0;`

/**
 * Sessions and credentials, and which job belongs to which session. `jar` and `secret` are sealed, all else is readable
 * without the key; lists and `sign_in` are JSON, times ISO 8601. `session_jobs` counts the jobs of each session.
 */
export const sessions = `
CREATE TABLE sessions (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  mode TEXT NOT NULL,
  effective_mode TEXT NOT NULL,
  hosts TEXT NOT NULL,
  sign_in_url TEXT,
  sign_in TEXT,
  rotations INTEGER NOT NULL,
  rotated_at TEXT,
  created_at TEXT NOT NULL,
  used_at TEXT,
  jar BLOB
) STRICT;

CREATE TABLE credentials (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  host TEXT NOT NULL UNIQUE,
  scheme TEXT NOT NULL,
  username TEXT NOT NULL,
  created_at TEXT NOT NULL,
  used_at TEXT,
  refused_at TEXT,
  secret BLOB NOT NULL
) STRICT;

ALTER TABLE jobs ADD COLUMN session_id TEXT;
CREATE INDEX jobs_by_session ON jobs (session_id, place) WHERE session_id IS NOT NULL;

CREATE TABLE session_jobs (
  session TEXT PRIMARY KEY,
  jobs INTEGER NOT NULL,
  open_jobs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_added_session AFTER INSERT ON jobs WHEN NEW.session_id IS NOT NULL BEGIN ${gained}
END;
CREATE TRIGGER job_removed_session AFTER DELETE ON jobs WHEN OLD.session_id IS NOT NULL BEGIN ${lost}
END;
CREATE TRIGGER job_changed_session AFTER UPDATE OF session_id ON jobs WHEN OLD.session_id IS NOT NEW.session_id BEGIN
  ${lost}
  ${gained}
END;
CREATE TRIGGER job_status_session AFTER UPDATE OF ${episodeStatuses.join(', ')} ON jobs
WHEN NEW.session_id IS NOT NULL AND ${isOpen('OLD')} <> ${isOpen('NEW')} BEGIN
  UPDATE session_jobs SET open_jobs = open_jobs + ${isOpen('NEW')} - ${isOpen('OLD')} WHERE session = NEW.session_id;
END;
`
