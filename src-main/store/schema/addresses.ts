/** Name under which the migration and a trigger call `addressHash`; see `known-addresses.ts` of the store. Its meaning must never change. */
export const addressHashFunction = 'address_hash'

/**
 * A number for what each address leads to, in the list and in the history: what was added before is found by it. The
 * addresses themselves would take as much room in an index as they take in the list.
 */
export const addresses = `
ALTER TABLE episodes ADD COLUMN address INTEGER;
ALTER TABLE history ADD COLUMN address INTEGER;
UPDATE episodes SET address = ${addressHashFunction}(url);
UPDATE history SET address = ${addressHashFunction}(url);
CREATE INDEX episodes_by_address ON episodes (address);
CREATE INDEX history_by_address ON history (address);

CREATE TRIGGER episode_changed_address AFTER UPDATE OF url ON episodes WHEN OLD.url <> NEW.url BEGIN
  UPDATE episodes SET address = ${addressHashFunction}(NEW.url) WHERE pk = NEW.pk;
END;
`
