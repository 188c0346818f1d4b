/**
 * Feeds that are checked by themselves, in the order of `pk`, and what was seen in them. Addresses with a user name or a
 * password are sealed beside their bare form, as those of episodes. `rule` and `facts` are JSON; facts with such an address
 * in them are sealed instead. Times are milliseconds since the epoch.
 */
export const subscriptions = `
CREATE TABLE subscriptions (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  sealed_url BLOB,
  own_title TEXT,
  feed_title TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
  interval_minutes INTEGER NOT NULL CHECK (interval_minutes > 0),
  rule TEXT NOT NULL,
  directory TEXT,
  queue_id TEXT,
  session_id TEXT,
  name_template TEXT,
  job_id TEXT,
  etag TEXT,
  last_modified TEXT,
  created_at INTEGER NOT NULL,
  checked_at INTEGER,
  added_at INTEGER,
  added_last INTEGER NOT NULL,
  next_check_at INTEGER,
  error TEXT,
  failing_since INTEGER,
  failures INTEGER NOT NULL
) STRICT;

CREATE TABLE subscription_items (
  pk INTEGER PRIMARY KEY,
  subscription TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  key TEXT,
  label TEXT,
  url TEXT NOT NULL,
  sealed_url BLOB,
  facts TEXT,
  sealed_facts BLOB,
  date INTEGER,
  state TEXT NOT NULL CHECK (state IN ('passed', 'added')),
  seen_at INTEGER NOT NULL
) STRICT;

CREATE INDEX subscription_items_by_date ON subscription_items (subscription, date DESC, pk);

CREATE TRIGGER subscription_items_go AFTER DELETE ON subscriptions BEGIN
  DELETE FROM subscription_items WHERE subscription = OLD.id;
END;
`
