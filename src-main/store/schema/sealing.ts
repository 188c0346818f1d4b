/** Names under which the migration calls what seals and strips; see `sealing.ts` of the store. */
export const sealingFunctions = { seal: 'seal_text', bare: 'bare_address', bareList: 'bare_addresses' } as const

/** A text that everybody may know: whoever opens it has the key. */
export const keyProof = 'staffel'

const { seal, bare, bareList } = sealingFunctions

/**
 * What is secret of jobs and episodes, sealed: the headers of a job (JSON), and addresses that carry a user name or a
 * password; beside those stands what may be read. Null where there is nothing secret, which is nearly always.
 *
 * `secret_keeping` is one row. `key_proof`: {@link keyProof}, sealed with the key that everything here is sealed with.
 * `has_remains`: what was written before it was sealed may still stand in pages and copies that nobody reads any more.
 */
export const sealing = `
ALTER TABLE jobs ADD COLUMN sealed_headers BLOB;
ALTER TABLE episodes ADD COLUMN sealed_url BLOB;
ALTER TABLE episodes ADD COLUMN sealed_mirrors BLOB;

CREATE TABLE secret_keeping (key_proof BLOB, has_remains INTEGER NOT NULL CHECK (has_remains IN (0, 1))) STRICT;
INSERT INTO secret_keeping (key_proof, has_remains) SELECT
  ${seal}('${keyProof}'),
  EXISTS (SELECT 1 FROM jobs WHERE headers <> '{}')
  OR EXISTS (SELECT 1 FROM episodes WHERE url LIKE '%@%' AND ${bare}(url) <> url)
  OR EXISTS (SELECT 1 FROM episodes WHERE mirrors LIKE '%@%' AND ${bareList}(mirrors) <> mirrors);

UPDATE jobs SET sealed_headers = ${seal}(headers) WHERE headers <> '{}';
ALTER TABLE jobs DROP COLUMN headers;
UPDATE episodes SET sealed_url = ${seal}(url), url = ${bare}(url) WHERE url LIKE '%@%' AND ${bare}(url) <> url;
UPDATE episodes SET sealed_mirrors = ${seal}(mirrors), mirrors = ${bareList}(mirrors)
  WHERE mirrors LIKE '%@%' AND ${bareList}(mirrors) <> mirrors;
`
