/** Distance between the places of two jobs that were added one after the other: room for 32 moves into one gap. */
export const placeGap = 2n ** 32n
/** Places are counted in blocks of 2^41, which is 512 jobs as they were added. */
export const placeBlockBits = 41

/**
 * The order of the jobs. `jobs.place` is a sparse number, so that moving a job changes one row; the position that a
 * person sees is its rank, and blocks of places with their number of jobs make ranks cheap in long lists too.
 */
export const places = `
CREATE TABLE place_blocks (
  block INTEGER PRIMARY KEY,
  jobs INTEGER NOT NULL
) STRICT;

CREATE TRIGGER job_added_place AFTER INSERT ON jobs BEGIN
  INSERT INTO place_blocks (block, jobs) VALUES (NEW.place >> ${placeBlockBits}, 1) ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;

CREATE TRIGGER job_removed_place AFTER DELETE ON jobs BEGIN
  UPDATE place_blocks SET jobs = jobs - 1 WHERE block = OLD.place >> ${placeBlockBits};
  DELETE FROM place_blocks WHERE block = OLD.place >> ${placeBlockBits} AND jobs = 0;
END;

CREATE TRIGGER job_moved_place AFTER UPDATE OF place ON jobs
WHEN OLD.place >> ${placeBlockBits} <> NEW.place >> ${placeBlockBits} BEGIN
  UPDATE place_blocks SET jobs = jobs - 1 WHERE block = OLD.place >> ${placeBlockBits};
  DELETE FROM place_blocks WHERE block = OLD.place >> ${placeBlockBits} AND jobs = 0;
  INSERT INTO place_blocks (block, jobs) VALUES (NEW.place >> ${placeBlockBits}, 1) ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;
`
