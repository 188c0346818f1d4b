/**
 * What takes longer than one transaction, so that the next start can bring it to an end.
 *
 * `removals`: to be removed once it has come to a stop; until then its rows are there, held. `additions`: jobs that more
 * and more episodes are added to; without the end, those behind `after_index` go again. `sweeps`: jobs all of whose episodes are to be
 * changed, and episodes that are to be paused, of which some are still on their way to a stop.
 */
export const unfinished = `
CREATE TABLE removals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('job', 'episode')),
  delete_files INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE additions (
  job TEXT PRIMARY KEY,
  after_index INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sweeps (
  id TEXT PRIMARY KEY,
  sweep TEXT NOT NULL CHECK (sweep IN ('pause', 'resume', 'retry'))
) STRICT, WITHOUT ROWID;
`
