-- runs of templates, their steps, every attempt with what it was given and what it gave, and appeals

-- A run may change until it has ended, then never again. Documents in columns are RFC 8785 texts; entry columns point into the audit trail.
CREATE TABLE run (
  id               TEXT NOT NULL PRIMARY KEY,
  template         TEXT NOT NULL,
  template_version TEXT NOT NULL,
  template_hash    TEXT NOT NULL,
  title            TEXT NOT NULL,
  actor            TEXT NOT NULL,
  original_run     TEXT REFERENCES run (id),
  input            TEXT NOT NULL,
  created_at       TEXT NOT NULL,
  entry            INTEGER NOT NULL REFERENCES audit_entry (idx),
  status           TEXT NOT NULL CHECK (status IN ('pending', 'running', 'waiting', 'suspended', 'cancelled', 'faulted', 'completed')),
  ended_at         TEXT,
  output           TEXT,
  failure          TEXT,
  end_entry        INTEGER REFERENCES audit_entry (idx)
) STRICT;

CREATE INDEX run_unfinished ON run (status) WHERE status IN ('pending', 'running', 'waiting', 'suspended');
CREATE INDEX run_original ON run (original_run) WHERE original_run IS NOT NULL;

CREATE TRIGGER run_insert BEFORE INSERT ON run WHEN EXISTS (SELECT 1 FROM run WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a run is never replaced'); END;
CREATE TRIGGER run_update BEFORE UPDATE ON run
WHEN OLD.status IN ('cancelled', 'faulted', 'completed')
  OR NEW.id IS NOT OLD.id OR NEW.template IS NOT OLD.template OR NEW.template_version IS NOT OLD.template_version
  OR NEW.template_hash IS NOT OLD.template_hash OR NEW.title IS NOT OLD.title OR NEW.actor IS NOT OLD.actor
  OR NEW.original_run IS NOT OLD.original_run OR NEW.input IS NOT OLD.input OR NEW.created_at IS NOT OLD.created_at OR NEW.entry IS NOT OLD.entry
BEGIN SELECT RAISE(ABORT, 'an ended run never changes, and what a run was started with never does'); END;
CREATE TRIGGER run_delete BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'a run is never deleted'); END;

-- position: place in an order in which every step stands after those that it waits for.
CREATE TABLE step (
  run      TEXT NOT NULL REFERENCES run (id),
  name     TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  status   TEXT NOT NULL CHECK (status IN ('pending', 'running', 'waiting', 'suspended', 'cancelled', 'faulted', 'completed', 'skipped')),
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER step_insert BEFORE INSERT ON step WHEN EXISTS (SELECT 1 FROM step WHERE run = NEW.run AND name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'a step is never replaced'); END;
CREATE TRIGGER step_update BEFORE UPDATE ON step
WHEN OLD.status IN ('cancelled', 'faulted', 'completed', 'skipped')
  OR NEW.run IS NOT OLD.run OR NEW.name IS NOT OLD.name OR NEW.position IS NOT OLD.position
BEGIN SELECT RAISE(ABORT, 'a final step never changes'); END;
CREATE TRIGGER step_delete BEFORE DELETE ON step
BEGIN SELECT RAISE(ABORT, 'a step is never deleted'); END;

-- One try at a step, numbered from 1 without gaps.
CREATE TABLE attempt (
  run        TEXT NOT NULL,
  step       TEXT NOT NULL,
  number     INTEGER NOT NULL CHECK (number >= 1),
  started_at TEXT NOT NULL,
  input      TEXT NOT NULL,
  entry      INTEGER NOT NULL REFERENCES audit_entry (idx),
  PRIMARY KEY (run, step, number),
  FOREIGN KEY (run, step) REFERENCES step (run, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attempt_insert BEFORE INSERT ON attempt
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM attempt WHERE run = NEW.run AND step = NEW.step)
BEGIN SELECT RAISE(ABORT, 'attempts are numbered without gaps'); END;
CREATE TRIGGER attempt_update BEFORE UPDATE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempt is append-only'); END;
CREATE TRIGGER attempt_delete BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempt is append-only'); END;

-- How an attempt ended: exactly one row for each, so whoever ends it second is refused.
CREATE TABLE attempt_end (
  run      TEXT NOT NULL,
  step     TEXT NOT NULL,
  number   INTEGER NOT NULL,
  status   TEXT NOT NULL CHECK (status IN ('completed', 'faulted', 'cancelled', 'interrupted')),
  ended_at TEXT NOT NULL,
  output   TEXT,
  failure  TEXT,
  entry    INTEGER NOT NULL REFERENCES audit_entry (idx),
  PRIMARY KEY (run, step, number),
  FOREIGN KEY (run, step, number) REFERENCES attempt (run, step, number),
  CHECK ((output IS NOT NULL) = (status = 'completed')),
  CHECK (failure IS NULL OR status <> 'completed')
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attempt_end_insert BEFORE INSERT ON attempt_end
WHEN EXISTS (SELECT 1 FROM attempt_end WHERE run = NEW.run AND step = NEW.step AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'an attempt ends once'); END;
CREATE TRIGGER attempt_end_update BEFORE UPDATE ON attempt_end
BEGIN SELECT RAISE(ABORT, 'attempt_end is append-only'); END;
CREATE TRIGGER attempt_end_delete BEFORE DELETE ON attempt_end
BEGIN SELECT RAISE(ABORT, 'attempt_end is append-only'); END;

-- What an appeal found: run is the appeal's own run, view the whole finding.
CREATE TABLE appeal (
  run          TEXT NOT NULL PRIMARY KEY REFERENCES run (id),
  original_run TEXT NOT NULL REFERENCES run (id),
  unit         TEXT NOT NULL,
  verdict      TEXT NOT NULL CHECK (verdict IN ('confirmed', 'changed')),
  view         TEXT NOT NULL,
  recorded_at  TEXT NOT NULL,
  entry        INTEGER NOT NULL REFERENCES audit_entry (idx)
) STRICT;

CREATE INDEX appeal_original ON appeal (original_run, unit);

CREATE TRIGGER appeal_insert BEFORE INSERT ON appeal WHEN EXISTS (SELECT 1 FROM appeal WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'an appeal is recorded once'); END;
CREATE TRIGGER appeal_update BEFORE UPDATE ON appeal
BEGIN SELECT RAISE(ABORT, 'appeal is append-only'); END;
CREATE TRIGGER appeal_delete BEFORE DELETE ON appeal
BEGIN SELECT RAISE(ABORT, 'appeal is append-only'); END;
