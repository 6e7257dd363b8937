-- a witness: its key, and what it cosigned last of each log; both in one file, so that who loses the memory loses the key with it
CREATE TABLE witness_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seed BLOB NOT NULL CHECK (length(seed) = 32)
) STRICT;
CREATE TABLE cosigned (
  origin TEXT PRIMARY KEY,
  log_key TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  at_seconds INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE TRIGGER cosigned_stays BEFORE DELETE ON cosigned BEGIN
  SELECT RAISE(ABORT, 'what was cosigned is never forgotten');
END;
CREATE TRIGGER cosigned_grows BEFORE UPDATE ON cosigned
WHEN new.origin <> old.origin OR new.size < old.size OR new.at_seconds < old.at_seconds OR (new.size = old.size AND new.root <> old.root) BEGIN
  SELECT RAISE(ABORT, 'what was cosigned is only ever continued');
END;
