-- what this machine has seen of logs
CREATE TABLE sighting (
  id INTEGER PRIMARY KEY,
  origin TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  root TEXT NOT NULL CHECK (length(root) = 64),
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (origin, size, root)
) STRICT;
