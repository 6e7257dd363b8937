-- the workspace itself, its documents and its audit trail

CREATE TABLE workspace (
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER workspace_insert BEFORE INSERT ON workspace WHEN EXISTS (SELECT 1 FROM workspace)
BEGIN SELECT RAISE(ABORT, 'workspace has one row'); END;
CREATE TRIGGER workspace_update BEFORE UPDATE ON workspace
BEGIN SELECT RAISE(ABORT, 'workspace is append-only'); END;
CREATE TRIGGER workspace_delete BEFORE DELETE ON workspace
BEGIN SELECT RAISE(ABORT, 'workspace is append-only'); END;

-- Published documents. body is the RFC 8785 text, hash its SHA-256 in lower-case hex.
CREATE TABLE document (
  kind         TEXT NOT NULL,
  id           TEXT NOT NULL,
  version      TEXT NOT NULL,
  title        TEXT NOT NULL,
  hash         TEXT NOT NULL,
  body         TEXT NOT NULL,
  published_at TEXT NOT NULL,
  PRIMARY KEY (kind, id, version)
) STRICT;

CREATE TRIGGER document_insert BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE kind = NEW.kind AND id = NEW.id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;
CREATE TRIGGER document_update BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;
CREATE TRIGGER document_delete BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;

-- Documents in work: the text as a person wrote it. hash is of its RFC 8785 form; problems is how many mistakes it has.
CREATE TABLE draft (
  kind     TEXT NOT NULL,
  id       TEXT NOT NULL,
  version  TEXT NOT NULL,
  title    TEXT NOT NULL,
  hash     TEXT NOT NULL,
  problems INTEGER NOT NULL CHECK (problems >= 0),
  body     TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (kind, id, version)
) STRICT;

-- The audit trail: data is an entry's exact bytes, leaf the RFC 9162 hash of them.
CREATE TABLE audit_entry (
  idx  INTEGER NOT NULL PRIMARY KEY CHECK (idx >= 0),
  data BLOB NOT NULL CHECK (length(data) BETWEEN 1 AND 65535),
  leaf BLOB NOT NULL CHECK (length(leaf) = 32)
) STRICT;

CREATE TRIGGER audit_entry_insert BEFORE INSERT ON audit_entry
WHEN NEW.idx <> (SELECT coalesce(max(idx), -1) + 1 FROM audit_entry)
BEGIN SELECT RAISE(ABORT, 'audit_entry grows at its end only'); END;
CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;

-- Full tiles of the tree: 256 hashes of one level (0: leaves; 1: roots of tiles of level 0; …) and the root over them.
CREATE TABLE audit_tile (
  level  INTEGER NOT NULL CHECK (level >= 0),
  n      INTEGER NOT NULL CHECK (n >= 0),
  hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
  root   BLOB NOT NULL CHECK (length(root) = 32),
  PRIMARY KEY (level, n)
) STRICT;

CREATE TRIGGER audit_tile_insert BEFORE INSERT ON audit_tile
WHEN NEW.n <> (SELECT coalesce(max(n), -1) + 1 FROM audit_tile WHERE level = NEW.level)
BEGIN SELECT RAISE(ABORT, 'audit_tile grows at its end only'); END;
CREATE TRIGGER audit_tile_update BEFORE UPDATE ON audit_tile
BEGIN SELECT RAISE(ABORT, 'audit_tile is append-only'); END;
CREATE TRIGGER audit_tile_delete BEFORE DELETE ON audit_tile
BEGIN SELECT RAISE(ABORT, 'audit_tile is append-only'); END;

-- The root after each transaction: how many entries there were, and the root over them.
CREATE TABLE audit_head (
  size INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
  root BLOB NOT NULL CHECK (length(root) = 32)
) STRICT;

CREATE TRIGGER audit_head_insert BEFORE INSERT ON audit_head
WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM audit_head)
BEGIN SELECT RAISE(ABORT, 'audit_head grows at its end only'); END;
CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit_head is append-only'); END;
CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit_head is append-only'); END;

-- Salts of the entries' commitments. A salt never changes; it may be erased, and its payload with it.
CREATE TABLE audit_salt (
  idx  INTEGER NOT NULL PRIMARY KEY REFERENCES audit_entry (idx),
  salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;

CREATE TRIGGER audit_salt_insert BEFORE INSERT ON audit_salt WHEN EXISTS (SELECT 1 FROM audit_salt WHERE idx = NEW.idx)
BEGIN SELECT RAISE(ABORT, 'a salt never changes'); END;
CREATE TRIGGER audit_salt_update BEFORE UPDATE ON audit_salt
BEGIN SELECT RAISE(ABORT, 'a salt never changes'); END;
