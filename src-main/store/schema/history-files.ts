/**
 * What of the history can be compared with the disk: `has_file` where the file was left when its episode was removed and
 * no later one has taken its path or was deleted from it. `mount` as jobs have it, `block_digests` as episodes do. What
 * an older version removed has no such file: nobody knows whether it was deleted.
 */
export const historyFiles = `
ALTER TABLE history ADD COLUMN idx INTEGER NOT NULL DEFAULT 1;
ALTER TABLE history ADD COLUMN mount TEXT;
ALTER TABLE history ADD COLUMN block_digests BLOB;
ALTER TABLE history ADD COLUMN has_file INTEGER NOT NULL DEFAULT 0;

CREATE INDEX history_by_path ON history (file_name, directory) WHERE status = 'completed';
CREATE INDEX history_with_file ON history (pk) WHERE has_file;
`
