-- what makes the audit trail evidence for others: keys of the log, checkpoints, and memories of its states from outside

-- Keys that sign checkpoints, each from the entry on that names it. key: verifier key in the form of C2SP signed notes.
CREATE TABLE log_key (
  entry INTEGER NOT NULL PRIMARY KEY REFERENCES audit_entry (idx),
  key   TEXT NOT NULL
) STRICT;

CREATE TRIGGER log_key_insert BEFORE INSERT ON log_key WHEN NEW.entry <= (SELECT coalesce(max(entry), -1) FROM log_key)
BEGIN SELECT RAISE(ABORT, 'log_key grows at its end only'); END;
CREATE TRIGGER log_key_update BEFORE UPDATE ON log_key
BEGIN SELECT RAISE(ABORT, 'log_key is append-only'); END;
CREATE TRIGGER log_key_delete BEFORE DELETE ON log_key
BEGIN SELECT RAISE(ABORT, 'log_key is append-only'); END;

-- Checkpoints, numbered from 1 without gaps. note: C2SP tlog-checkpoint over the first `size` entries.
CREATE TABLE audit_checkpoint (
  size   INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  note   TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_checkpoint_insert BEFORE INSERT ON audit_checkpoint
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit_checkpoint)
  OR NEW.size <= (SELECT coalesce(max(size), 0) FROM audit_checkpoint)
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint grows at its end only'); END;
CREATE TRIGGER audit_checkpoint_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
CREATE TRIGGER audit_checkpoint_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;

-- Files from outside that vouch for a state of the trail. anchor: what one says, as RFC 8785 text (Anchor); checkpoint: the note that it is about;
-- key: of a cosignature, the verifier key of the witness; data: the file, as it came in. The entry commits to all of it.
CREATE TABLE anchor (
  entry      INTEGER NOT NULL PRIMARY KEY REFERENCES audit_entry (idx),
  anchor     TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  key        TEXT,
  data       BLOB NOT NULL
) STRICT;

CREATE TRIGGER anchor_insert BEFORE INSERT ON anchor WHEN NEW.entry <= (SELECT coalesce(max(entry), -1) FROM anchor)
BEGIN SELECT RAISE(ABORT, 'anchor grows at its end only'); END;
CREATE TRIGGER anchor_update BEFORE UPDATE ON anchor
BEGIN SELECT RAISE(ABORT, 'anchor is append-only'); END;
CREATE TRIGGER anchor_delete BEFORE DELETE ON anchor
BEGIN SELECT RAISE(ABORT, 'anchor is append-only'); END;
