/**
 * What happened to an episode, as a list of `[time, code, params]`, where more happened than that its file came. `kept`
 * grows with each row that is written, so that the smallest is the one that nothing happened to for longest.
 */
export const episodeLog = `
CREATE TABLE episode_log (episode INTEGER PRIMARY KEY, kept INTEGER NOT NULL, entries TEXT NOT NULL) STRICT;
CREATE INDEX episode_log_in_order ON episode_log (kept);

CREATE TRIGGER episode_removed_log AFTER DELETE ON episodes BEGIN
  DELETE FROM episode_log WHERE episode = OLD.pk;
END;
`
