-- what the stored chunks of an unfinished impact or sweep add to its figures, so that none of them is evaluated again after a crash

-- sha256: lower-case hex, of data; the chunk's audit entry commits to it. data: ChunkSums as JSON, until the impact has its result and nobody needs it.
CREATE TABLE impact_sums (
  run    TEXT NOT NULL,
  chunk  INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  data   BLOB,
  UNIQUE (run, chunk),
  FOREIGN KEY (run, chunk) REFERENCES impact_chunk (run, chunk)
) STRICT;

CREATE TRIGGER impact_sums_insert BEFORE INSERT ON impact_sums
WHEN NEW.data IS NULL
  OR EXISTS (SELECT 1 FROM impact_sums WHERE run = NEW.run AND chunk = NEW.chunk)
  OR EXISTS (SELECT 1 FROM impact_result WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'the sums of a chunk are written once, before the result'); END;
CREATE TRIGGER impact_sums_update BEFORE UPDATE ON impact_sums
WHEN OLD.data IS NULL OR NEW.data IS NOT NULL
  OR NEW.run IS NOT OLD.run OR NEW.chunk IS NOT OLD.chunk OR NEW.sha256 IS NOT OLD.sha256
  OR NOT EXISTS (SELECT 1 FROM impact_result WHERE run = OLD.run)
BEGIN SELECT RAISE(ABORT, 'impact_sums is append-only; the bytes alone are dropped, after the result'); END;
CREATE TRIGGER impact_sums_delete BEFORE DELETE ON impact_sums
BEGIN SELECT RAISE(ABORT, 'impact_sums is append-only'); END;

-- One chunk of a sweep, evaluated at every point. sha256 and data: likewise, of its SweepSums. entry points into the audit trail.
CREATE TABLE sweep_chunk (
  run    TEXT NOT NULL REFERENCES sweep_run (run),
  chunk  INTEGER NOT NULL CHECK (chunk >= 0),
  units  INTEGER NOT NULL CHECK (units > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  data   BLOB,
  entry  INTEGER NOT NULL REFERENCES audit_entry (idx),
  UNIQUE (run, chunk)
) STRICT;

CREATE TRIGGER sweep_chunk_insert BEFORE INSERT ON sweep_chunk
WHEN NEW.data IS NULL
  OR EXISTS (SELECT 1 FROM sweep_chunk WHERE run = NEW.run AND chunk = NEW.chunk)
  OR EXISTS (SELECT 1 FROM sweep_result WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'a chunk of a sweep is written once, before the result'); END;
CREATE TRIGGER sweep_chunk_update BEFORE UPDATE ON sweep_chunk
WHEN OLD.data IS NULL OR NEW.data IS NOT NULL
  OR NEW.run IS NOT OLD.run OR NEW.chunk IS NOT OLD.chunk OR NEW.units IS NOT OLD.units
  OR NEW.sha256 IS NOT OLD.sha256 OR NEW.entry IS NOT OLD.entry
  OR NOT EXISTS (SELECT 1 FROM sweep_result WHERE run = OLD.run)
BEGIN SELECT RAISE(ABORT, 'sweep_chunk is append-only; the bytes alone are dropped, after the result'); END;
CREATE TRIGGER sweep_chunk_delete BEFORE DELETE ON sweep_chunk
BEGIN SELECT RAISE(ABORT, 'sweep_chunk is append-only'); END;
