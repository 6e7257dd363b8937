-- sweeps: what was evaluated at which points, and the result

-- plan: everything that the results depend on, pinned by hash, as RFC 8785 text (SweepPlan). entry points into the audit trail.
CREATE TABLE sweep_run (
  run   TEXT NOT NULL PRIMARY KEY REFERENCES run (id),
  plan  TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES audit_entry (idx)
) STRICT;

CREATE TRIGGER sweep_run_insert BEFORE INSERT ON sweep_run WHEN EXISTS (SELECT 1 FROM sweep_run WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'a sweep is planned once'); END;
CREATE TRIGGER sweep_run_update BEFORE UPDATE ON sweep_run
BEGIN SELECT RAISE(ABORT, 'sweep_run is append-only'); END;
CREATE TRIGGER sweep_run_delete BEFORE DELETE ON sweep_run
BEGIN SELECT RAISE(ABORT, 'sweep_run is append-only'); END;

-- result: RFC 8785 text (SweepResult); result_hash: the one in it, lower-case hex.
CREATE TABLE sweep_result (
  run         TEXT NOT NULL PRIMARY KEY REFERENCES sweep_run (run),
  result      TEXT NOT NULL,
  result_hash TEXT NOT NULL CHECK (length(result_hash) = 64),
  entry       INTEGER NOT NULL REFERENCES audit_entry (idx)
) STRICT;

CREATE TRIGGER sweep_result_insert BEFORE INSERT ON sweep_result WHEN EXISTS (SELECT 1 FROM sweep_result WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'a result is recorded once'); END;
CREATE TRIGGER sweep_result_update BEFORE UPDATE ON sweep_result
BEGIN SELECT RAISE(ABORT, 'sweep_result is append-only'); END;
CREATE TRIGGER sweep_result_delete BEFORE DELETE ON sweep_result
BEGIN SELECT RAISE(ABORT, 'sweep_result is append-only'); END;
