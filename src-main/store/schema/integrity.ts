/**
 * What is kept of finished files so that they can be compared with the disk and made good: the digest that the server
 * named, a digest for each block (four bytes each, see `BlockDigests`), and how a damaged file is being repaired.
 */
export const integrity = `
ALTER TABLE episodes ADD COLUMN told_algorithm TEXT;
ALTER TABLE episodes ADD COLUMN told_expected TEXT;
ALTER TABLE episodes ADD COLUMN block_digests BLOB;
ALTER TABLE episodes ADD COLUMN repair TEXT CHECK (repair IN ('blocks', 'whole'));
`
