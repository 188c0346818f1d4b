/** After the database refused a write, for want of room as a rule: when to try again. */
export const storeRetryMs = 1_000
