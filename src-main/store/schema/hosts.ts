/**
 * What was learnt of hosts, as JSON; `met` grows with each row that is written, so that the smallest is the one not met
 * for longest. And of each job, where the file system begins that its folder lies in, null where that says nothing.
 */
export const hosts = `
CREATE TABLE hosts (host TEXT PRIMARY KEY, profile TEXT NOT NULL, met INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX hosts_by_meeting ON hosts (met);

ALTER TABLE jobs ADD COLUMN mount TEXT;
`
