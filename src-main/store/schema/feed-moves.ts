/** Where a subscription's feed was before it moved for good, without credentials, and when it did. */
export const feedMoves = `
ALTER TABLE subscriptions ADD COLUMN moved_from TEXT;
ALTER TABLE subscriptions ADD COLUMN moved_at INTEGER;
`
