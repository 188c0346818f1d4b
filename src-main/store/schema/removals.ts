/**
 * What is to be removed once it has come to a stop. Until then its rows are there, held; a start that finds such a note
 * ends the removal, so that nothing is left half removed.
 */
export const removals = `
CREATE TABLE removals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('job', 'episode')),
  delete_files INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
