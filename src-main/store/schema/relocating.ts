/** A job may get another folder: the counts of jobs by folder follow. */
export const relocating = `
CREATE TRIGGER job_moved_directory AFTER UPDATE OF directory ON jobs WHEN OLD.directory <> NEW.directory BEGIN
  UPDATE directories SET jobs = jobs - 1 WHERE directory = OLD.directory;
  DELETE FROM directories WHERE directory = OLD.directory AND jobs = 0;
  INSERT INTO directories (directory, jobs) VALUES (NEW.directory, 1) ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;
`
