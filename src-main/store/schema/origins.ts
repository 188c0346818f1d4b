/**
 * Where an episode comes from and what its source says of it. `folder` lies below the job's and has `/` between its parts;
 * `stream` and `pieces` are JSON, as the contract has them.
 */
export const origins = `
ALTER TABLE episodes ADD COLUMN folder TEXT;
ALTER TABLE episodes ADD COLUMN source_key TEXT;
ALTER TABLE episodes ADD COLUMN stream TEXT;
ALTER TABLE episodes ADD COLUMN pieces TEXT;
-- What a stream leaves on disk is looked for without a look at all the others.
CREATE INDEX episodes_streams ON episodes (job, idx) WHERE stream IS NOT NULL;
`
