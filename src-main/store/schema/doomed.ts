/**
 * A doomed file remembers where its file system has to be mounted, as jobs do. `is_away`: its drive was not there when
 * it was to be deleted; such files are left out of the sweeps, however many there are, until the drive is back.
 */
export const doomed = `
ALTER TABLE doomed_files ADD COLUMN mount TEXT;
ALTER TABLE doomed_files ADD COLUMN is_away INTEGER NOT NULL DEFAULT 0;
CREATE INDEX doomed_here ON doomed_files (path) WHERE NOT is_away;
`
