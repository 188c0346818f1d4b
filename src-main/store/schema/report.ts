/**
 * What was done: when a failed episode is tried again by itself and how often it was, how long it was worked on; what
 * was removed from the list; and figures by period (`YYYY-MM-DD`, folded `YYYY-MM`) and host (empty: all smaller ones).
 * The report reads finished and failed episodes where they are, so that an end costs no row more.
 */
export const report = `
ALTER TABLE episodes ADD COLUMN retry_at INTEGER;
ALTER TABLE episodes ADD COLUMN later_retries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE episodes ADD COLUMN active_ms INTEGER NOT NULL DEFAULT 0;

CREATE INDEX episodes_by_retry ON episodes (retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX episodes_by_retry_of_job ON episodes (job, retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX episodes_by_failure ON episodes (finished_at) WHERE status = 'failed';
CREATE INDEX episodes_by_failure_at_host ON episodes (host, finished_at) WHERE status = 'failed';

CREATE TABLE history (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  job_title TEXT NOT NULL,
  title TEXT,
  wanted_name TEXT,
  file_name TEXT,
  directory TEXT NOT NULL,
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  status TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  checksum_algorithm TEXT,
  checksum TEXT,
  error TEXT,
  active_ms INTEGER NOT NULL,
  finished_at INTEGER NOT NULL
) STRICT;
CREATE INDEX history_by_time ON history (finished_at);

CREATE TABLE statistics (
  period TEXT NOT NULL,
  host TEXT NOT NULL,
  files INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  retries INTEGER NOT NULL,
  bytes REAL NOT NULL,
  active_ms REAL NOT NULL,
  PRIMARY KEY (period, host)
) STRICT, WITHOUT ROWID;
`
