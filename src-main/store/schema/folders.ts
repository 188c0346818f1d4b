/**
 * Episodes whose files lie in a folder below their job's are found by it. `made_folders`: which of those folders this
 * program made, so that it takes away no other when nothing is left in them.
 */
export const folders = `
CREATE INDEX episodes_in_folders ON episodes (folder, file_name) WHERE folder IS NOT NULL;

CREATE TABLE made_folders (
  directory TEXT NOT NULL,
  folder TEXT NOT NULL,
  mount TEXT,
  PRIMARY KEY (directory, folder)
) STRICT, WITHOUT ROWID;
`
