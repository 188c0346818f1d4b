/**
 * The proxies, in the order of `pk`. `password` is sealed, all else is readable without the key; `created_at` is ISO 8601.
 * A job's `proxy` is its own way to the servers: an id, or one of the words of the settings; null for theirs.
 */
export const proxies = `
CREATE TABLE proxies (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('http', 'https', 'socks4', 'socks5')),
  host TEXT NOT NULL,
  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  username TEXT NOT NULL,
  password BLOB,
  created_at TEXT NOT NULL
) STRICT;

ALTER TABLE jobs ADD COLUMN proxy TEXT;
CREATE INDEX jobs_by_proxy ON jobs (proxy) WHERE proxy IS NOT NULL;
`
