/**
 * What came in over time: `start` is the beginning of five minutes, or of an hour where they were put together, in
 * milliseconds since the epoch, so that no change of clocks between summer and winter touches it.
 */
export const throughput = `
CREATE TABLE throughput (start INTEGER PRIMARY KEY, bytes REAL NOT NULL) STRICT;
`
