-- runs as the sum of their moves, dead letters, and the members of the workspace

-- A run's parent is the run and step that started it; a fork's origin, the run it was forked from and the step from which on it is done anew.
ALTER TABLE run ADD COLUMN parent_run TEXT REFERENCES run (id);
ALTER TABLE run ADD COLUMN parent_step TEXT;
ALTER TABLE run ADD COLUMN fork_run TEXT REFERENCES run (id);
ALTER TABLE run ADD COLUMN fork_step TEXT;
-- What whoever started the run calls it by: a second start of the template with the same key is the same run.
ALTER TABLE run ADD COLUMN start_key TEXT;

CREATE UNIQUE INDEX run_start_key ON run (template, start_key) WHERE start_key IS NOT NULL;
CREATE INDEX run_parent ON run (parent_run) WHERE parent_run IS NOT NULL;
CREATE INDEX run_of_template ON run (template, status);
CREATE INDEX run_of_status ON run (status);
DROP INDEX run_unfinished;

DROP TRIGGER run_update;
CREATE TRIGGER run_update BEFORE UPDATE ON run
WHEN OLD.status IN ('cancelled', 'faulted', 'completed')
  OR NEW.id IS NOT OLD.id OR NEW.template IS NOT OLD.template OR NEW.template_version IS NOT OLD.template_version
  OR NEW.template_hash IS NOT OLD.template_hash OR NEW.title IS NOT OLD.title OR NEW.actor IS NOT OLD.actor
  OR NEW.original_run IS NOT OLD.original_run OR NEW.input IS NOT OLD.input OR NEW.created_at IS NOT OLD.created_at OR NEW.entry IS NOT OLD.entry
  OR NEW.parent_run IS NOT OLD.parent_run OR NEW.parent_step IS NOT OLD.parent_step
  OR NEW.fork_run IS NOT OLD.fork_run OR NEW.fork_step IS NOT OLD.fork_step OR NEW.start_key IS NOT OLD.start_key
BEGIN SELECT RAISE(ABORT, 'an ended run never changes, and what a run was started with never does'); END;

-- All records of a run that have one time and were written together, as an RFC 8785 array. id: the run's first entry * 2^22 + the move's place in the
-- run, from 0; so the moves of a run stand together, and one needs no index. entry: the audit entry that commits to the body under the salt, which may
-- be erased.
CREATE TABLE run_move (
  id    INTEGER NOT NULL PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES audit_entry (idx),
  salt  BLOB CHECK (length(salt) = 32),
  body  TEXT NOT NULL
) STRICT;

CREATE TRIGGER run_move_insert BEFORE INSERT ON run_move
WHEN NEW.id <> (SELECT coalesce(max(id), (NEW.id >> 22 << 22) - 1) + 1 FROM run_move WHERE id BETWEEN NEW.id >> 22 << 22 AND NEW.id | 4194303)
BEGIN SELECT RAISE(ABORT, 'moves of a run are numbered without gaps'); END;
CREATE TRIGGER run_move_update BEFORE UPDATE ON run_move
WHEN NEW.salt IS NOT NULL OR OLD.salt IS NULL OR NEW.id IS NOT OLD.id OR NEW.entry IS NOT OLD.entry OR NEW.body IS NOT OLD.body
BEGIN SELECT RAISE(ABORT, 'run_move is append-only; a salt may be erased'); END;
CREATE TRIGGER run_move_delete BEFORE DELETE ON run_move
BEGIN SELECT RAISE(ABORT, 'run_move is append-only'); END;

-- Steps that failed for good and are kept for somebody to look at. redriven_by: the run in which it was done again.
CREATE TABLE dead_letter (
  entry         INTEGER NOT NULL PRIMARY KEY REFERENCES audit_entry (idx),
  run           TEXT NOT NULL REFERENCES run (id),
  step          TEXT NOT NULL,
  task          TEXT NOT NULL,
  at            TEXT NOT NULL,
  failure       TEXT NOT NULL,
  redriven_by   TEXT REFERENCES run (id),
  redrive_entry INTEGER REFERENCES audit_entry (idx),
  UNIQUE (run, step),
  CHECK ((redriven_by IS NULL) = (redrive_entry IS NULL))
) STRICT;

CREATE TRIGGER dead_letter_insert BEFORE INSERT ON dead_letter
WHEN EXISTS (SELECT 1 FROM dead_letter WHERE run = NEW.run AND step = NEW.step)
BEGIN SELECT RAISE(ABORT, 'a step becomes a dead letter once'); END;
CREATE TRIGGER dead_letter_update BEFORE UPDATE ON dead_letter
WHEN OLD.redriven_by IS NOT NULL OR NEW.entry IS NOT OLD.entry OR NEW.run IS NOT OLD.run OR NEW.step IS NOT OLD.step
  OR NEW.task IS NOT OLD.task OR NEW.at IS NOT OLD.at OR NEW.failure IS NOT OLD.failure
BEGIN SELECT RAISE(ABORT, 'a dead letter is redriven once, and never changes otherwise'); END;
CREATE TRIGGER dead_letter_delete BEFORE DELETE ON dead_letter
BEGIN SELECT RAISE(ABORT, 'a dead letter is never deleted'); END;

-- Who works with the workspace, by the name that the operating system knows them by. roles: a sorted JSON array; entry: the one that gave them.
CREATE TABLE member (
  name  TEXT NOT NULL PRIMARY KEY,
  roles TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES audit_entry (idx)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER member_insert BEFORE INSERT ON member WHEN EXISTS (SELECT 1 FROM member WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'a member is never replaced'); END;
CREATE TRIGGER member_update BEFORE UPDATE ON member WHEN NEW.name IS NOT OLD.name OR NEW.entry <= OLD.entry
BEGIN SELECT RAISE(ABORT, 'a member changes by a later entry only'); END;
CREATE TRIGGER member_delete BEFORE DELETE ON member
BEGIN SELECT RAISE(ABORT, 'a member is never deleted'); END;
