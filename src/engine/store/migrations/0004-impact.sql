-- impact runs: what was evaluated, each chunk's results, and the result

-- plan: everything that the results depend on, pinned by hash, as RFC 8785 text (ImpactPlan). entry points into the audit trail.
CREATE TABLE impact_run (
  run   TEXT NOT NULL PRIMARY KEY REFERENCES run (id),
  plan  TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES audit_entry (idx)
) STRICT;

CREATE TRIGGER impact_run_insert BEFORE INSERT ON impact_run WHEN EXISTS (SELECT 1 FROM impact_run WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'an impact is planned once'); END;
CREATE TRIGGER impact_run_update BEFORE UPDATE ON impact_run
BEGIN SELECT RAISE(ABORT, 'impact_run is append-only'); END;
CREATE TRIGGER impact_run_delete BEFORE DELETE ON impact_run
BEGIN SELECT RAISE(ABORT, 'impact_run is append-only'); END;

-- One chunk of units: root of its subtree of the result tree; transitions: JSON, per reform the counts by outcome before, after and change.
CREATE TABLE impact_chunk (
  run         TEXT NOT NULL REFERENCES impact_run (run),
  chunk       INTEGER NOT NULL CHECK (chunk >= 0),
  units       INTEGER NOT NULL CHECK (units > 0),
  root        BLOB NOT NULL CHECK (length(root) = 32),
  transitions TEXT NOT NULL,
  entry       INTEGER NOT NULL REFERENCES audit_entry (idx),
  PRIMARY KEY (run, chunk)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER impact_chunk_insert BEFORE INSERT ON impact_chunk
WHEN EXISTS (SELECT 1 FROM impact_chunk WHERE run = NEW.run AND chunk = NEW.chunk)
  OR EXISTS (SELECT 1 FROM impact_result WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'a chunk of results is written once, before the result'); END;
CREATE TRIGGER impact_chunk_update BEFORE UPDATE ON impact_chunk
BEGIN SELECT RAISE(ABORT, 'impact_chunk is append-only'); END;
CREATE TRIGGER impact_chunk_delete BEFORE DELETE ON impact_chunk
BEGIN SELECT RAISE(ABORT, 'impact_chunk is append-only'); END;

-- One stored column of one side (0: the baseline) of one chunk; see ColumnChunk. position: its place among the side's columns, outcome codes first.
CREATE TABLE impact_column (
  run         TEXT NOT NULL,
  chunk       INTEGER NOT NULL,
  side        INTEGER NOT NULL CHECK (side >= 0),
  position    INTEGER NOT NULL CHECK (position >= 0),
  name        TEXT NOT NULL,
  rows        INTEGER NOT NULL CHECK (rows > 0),
  encoding    TEXT NOT NULL CHECK (encoding IN ('i64', 'code', 'text')),
  denominator TEXT NOT NULL,
  dictionary  TEXT,
  null_count  INTEGER NOT NULL CHECK (null_count BETWEEN 0 AND rows),
  min         TEXT,
  max         TEXT,
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  data        BLOB NOT NULL,
  UNIQUE (run, chunk, side, position),
  FOREIGN KEY (run, chunk) REFERENCES impact_chunk (run, chunk)
) STRICT;

CREATE TRIGGER impact_column_insert BEFORE INSERT ON impact_column
WHEN EXISTS (SELECT 1 FROM impact_column WHERE run = NEW.run AND chunk = NEW.chunk AND side = NEW.side AND position = NEW.position)
  OR EXISTS (SELECT 1 FROM impact_result WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'a column of results is written once, before the result'); END;
CREATE TRIGGER impact_column_update BEFORE UPDATE ON impact_column
BEGIN SELECT RAISE(ABORT, 'impact_column is append-only'); END;
CREATE TRIGGER impact_column_delete BEFORE DELETE ON impact_column
BEGIN SELECT RAISE(ABORT, 'impact_column is append-only'); END;

-- result: RFC 8785 text (ImpactResult); result_hash: root of the result tree over all cases, lower-case hex.
CREATE TABLE impact_result (
  run         TEXT NOT NULL PRIMARY KEY REFERENCES impact_run (run),
  result      TEXT NOT NULL,
  result_hash TEXT NOT NULL CHECK (length(result_hash) = 64),
  entry       INTEGER NOT NULL REFERENCES audit_entry (idx)
) STRICT;

CREATE TRIGGER impact_result_insert BEFORE INSERT ON impact_result WHEN EXISTS (SELECT 1 FROM impact_result WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'a result is recorded once'); END;
CREATE TRIGGER impact_result_update BEFORE UPDATE ON impact_result
BEGIN SELECT RAISE(ABORT, 'impact_result is append-only'); END;
CREATE TRIGGER impact_result_delete BEFORE DELETE ON impact_result
BEGIN SELECT RAISE(ABORT, 'impact_result is append-only'); END;
