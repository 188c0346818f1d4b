/**
 * The tables of schema 1, and the indexes that listing reads.
 *
 * `pk` is the number that tables refer to each other by; `id` is what the rest of the program knows.
 * Times are milliseconds since the epoch, sizes bytes. Sums of sizes are REAL: as exact as the numbers JavaScript can
 * hold, and a thousand servers that each claim 2^53 bytes overflow nothing.
 */
export const tables = `
CREATE TABLE jobs (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  place INTEGER NOT NULL,
  title TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  source_url TEXT,
  queue_id TEXT NOT NULL,
  directory TEXT NOT NULL,
  priority INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  connections INTEGER,
  speed_limit INTEGER NOT NULL,
  on_conflict TEXT,
  last_index INTEGER NOT NULL DEFAULT 0,
  queued INTEGER NOT NULL DEFAULT 0,
  downloading INTEGER NOT NULL DEFAULT 0,
  paused INTEGER NOT NULL DEFAULT 0,
  verifying INTEGER NOT NULL DEFAULT 0,
  completed INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  bytes_done REAL NOT NULL DEFAULT 0,
  bytes_known REAL NOT NULL DEFAULT 0,
  unknown_sizes INTEGER NOT NULL DEFAULT 0,
  parts_done INTEGER NOT NULL DEFAULT 0,
  episodes_total INTEGER NOT NULL GENERATED ALWAYS AS (queued + downloading + paused + verifying + completed + failed) VIRTUAL,
  status TEXT NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN downloading > 0 THEN 'downloading'
      WHEN queued > 0 THEN 'queued'
      WHEN paused > 0 THEN 'paused'
      WHEN verifying > 0 THEN 'processing'
      WHEN failed > 0 THEN 'failed'
      ELSE 'completed'
    END
  ) VIRTUAL,
  progress REAL NOT NULL GENERATED ALWAYS AS (
    parts_done / (1000000.0 * max(1, queued + downloading + paused + verifying + completed + failed))
  ) VIRTUAL,
  headers TEXT NOT NULL
) STRICT;

CREATE INDEX jobs_by_place ON jobs (place);
CREATE INDEX jobs_by_status ON jobs (status, place);
CREATE INDEX jobs_by_directory ON jobs (directory, place);
CREATE INDEX jobs_by_directory_status ON jobs (directory, status);
CREATE INDEX jobs_by_creation ON jobs (created_at, place);
CREATE INDEX jobs_by_title ON jobs (title COLLATE NOCASE, place);
CREATE INDEX jobs_by_progress ON jobs (progress, place);
CREATE INDEX jobs_by_size ON jobs (bytes_known, place);
CREATE INDEX jobs_by_activity ON jobs ((status = 'downloading') DESC, place);

CREATE TABLE episodes (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  job INTEGER NOT NULL REFERENCES jobs (pk) ON DELETE CASCADE,
  idx INTEGER NOT NULL,
  title TEXT,
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  mirrors TEXT,
  wanted_name TEXT,
  checksum_algorithm TEXT,
  checksum_expected TEXT,
  actual_checksum TEXT,
  status TEXT NOT NULL CHECK (status IN ('queued', 'downloading', 'paused', 'verifying', 'completed', 'failed')),
  wait_reason TEXT CHECK (wait_reason IS NULL OR status = 'queued'),
  wait_until INTEGER CHECK (wait_until IS NULL OR wait_reason IS NOT NULL),
  attempts INTEGER NOT NULL DEFAULT 0,
  bytes_done INTEGER NOT NULL DEFAULT 0 CHECK (bytes_done >= 0),
  bytes_total INTEGER CHECK (bytes_total >= 0),
  speed_limit INTEGER NOT NULL DEFAULT 0,
  file_name TEXT,
  validator TEXT,
  content_type TEXT,
  segments TEXT,
  error TEXT,
  finished_at INTEGER,
  part_done INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN status = 'completed' THEN 1000000
      WHEN bytes_total > 0 THEN min(1000000, CAST(1e6 * bytes_done / bytes_total AS INTEGER))
      ELSE 0
    END
  ) VIRTUAL,
  ready INTEGER NOT NULL GENERATED ALWAYS AS (status = 'queued' AND wait_reason IS NULL) VIRTUAL,
  error_at TEXT GENERATED ALWAYS AS (error ->> '$.at') VIRTUAL,
  UNIQUE (job, idx)
) STRICT;

CREATE INDEX episodes_by_status ON episodes (job, status, idx);
CREATE INDEX episodes_active ON episodes (status) WHERE status IN ('downloading', 'verifying');
CREATE INDEX episodes_ready ON episodes (job, host, idx) WHERE status = 'queued' AND wait_reason IS NULL;
CREATE INDEX episodes_by_wait_end ON episodes (wait_until) WHERE wait_until IS NOT NULL;
CREATE INDEX episodes_by_wait_reason ON episodes (wait_reason) WHERE wait_reason IS NOT NULL;
CREATE INDEX episodes_finished ON episodes (finished_at) WHERE status = 'completed';
CREATE INDEX episodes_failed ON episodes (job, error_at) WHERE status = 'failed' AND error IS NOT NULL;

CREATE TABLE doomed_files (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`
