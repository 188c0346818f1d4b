import { searchTextFunction } from '../search-text.ts'

const episodeText = `${searchTextFunction}(NEW.title, NEW.wanted_name, NEW.file_name, NEW.url)`

/**
 * What is searched: one folded text for each job's title (`idx` 0) and for each episode (its titles, names and
 * address), side by side in the order of the list, so that a search reads them and nothing else.
 */
export const search = `
CREATE TABLE texts (
  job INTEGER NOT NULL REFERENCES jobs (pk) ON DELETE CASCADE,
  idx INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (job, idx)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_added_text AFTER INSERT ON jobs BEGIN
  INSERT INTO texts (job, idx, text) VALUES (NEW.pk, 0, ${searchTextFunction}(NEW.title, NULL, NULL, NULL));
END;

CREATE TRIGGER job_changed_text AFTER UPDATE OF title ON jobs WHEN OLD.title <> NEW.title BEGIN
  UPDATE texts SET text = ${searchTextFunction}(NEW.title, NULL, NULL, NULL) WHERE job = NEW.pk AND idx = 0;
END;

CREATE TRIGGER episode_added_text AFTER INSERT ON episodes BEGIN
  INSERT INTO texts (job, idx, text) VALUES (NEW.job, NEW.idx, ${episodeText});
END;

CREATE TRIGGER episode_changed_text AFTER UPDATE OF file_name, url ON episodes
WHEN OLD.file_name IS NOT NEW.file_name OR OLD.url <> NEW.url BEGIN
  UPDATE texts SET text = ${episodeText} WHERE job = NEW.job AND idx = NEW.idx;
END;

CREATE TRIGGER episode_removed_text AFTER DELETE ON episodes BEGIN
  DELETE FROM texts WHERE job = OLD.job AND idx = OLD.idx;
END;
`
