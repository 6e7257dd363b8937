-- populations: sealed columns of units and members, the rows that were refused, and each population's erasable secret

-- columns, sources and generated are JSON. A population is written as 'importing' and stands in no list until it is sealed.
CREATE TABLE population (
  id          TEXT NOT NULL PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  status      TEXT NOT NULL CHECK (status IN ('importing', 'sealed')),
  begun_at    TEXT NOT NULL,
  unit        TEXT,
  columns     TEXT,
  units       INTEGER,
  members     INTEGER,
  quarantined INTEGER,
  sources     TEXT,
  generated   TEXT,
  fingerprint TEXT,
  sealed_at   TEXT,
  CHECK ((status = 'sealed') = (unit IS NOT NULL AND columns IS NOT NULL AND units IS NOT NULL AND members IS NOT NULL
    AND quarantined IS NOT NULL AND sources IS NOT NULL AND fingerprint IS NOT NULL AND sealed_at IS NOT NULL))
) STRICT;

CREATE TRIGGER population_insert BEFORE INSERT ON population
WHEN NEW.status <> 'importing' OR EXISTS (SELECT 1 FROM population WHERE id = NEW.id OR name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'a population begins once and unsealed'); END;
CREATE TRIGGER population_update BEFORE UPDATE ON population
WHEN OLD.status <> 'importing' OR NEW.status <> 'sealed' OR NEW.id <> OLD.id OR NEW.name <> OLD.name
BEGIN SELECT RAISE(ABORT, 'a sealed population never changes'); END;
CREATE TRIGGER population_delete BEFORE DELETE ON population WHEN OLD.status = 'sealed'
BEGIN SELECT RAISE(ABORT, 'a sealed population never changes'); END;

-- One column of one chunk of units; see ColumnChunk. list is '' for a column of the units. dictionary is JSON.
CREATE TABLE population_chunk (
  population  TEXT NOT NULL REFERENCES population (id),
  chunk       INTEGER NOT NULL CHECK (chunk >= 0),
  list        TEXT NOT NULL,
  name        TEXT NOT NULL,
  rows        INTEGER NOT NULL CHECK (rows >= 0),
  encoding    TEXT NOT NULL CHECK (encoding IN ('i64', 'u8', 'code', 'days', 'text', 'offsets')),
  denominator TEXT NOT NULL,
  dictionary  TEXT,
  null_count  INTEGER NOT NULL CHECK (null_count BETWEEN 0 AND rows),
  min         TEXT,
  max         TEXT,
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  data        BLOB NOT NULL,
  UNIQUE (population, chunk, list, name)
) STRICT;

CREATE TRIGGER population_chunk_insert BEFORE INSERT ON population_chunk
WHEN (SELECT status FROM population WHERE id = NEW.population) IS NOT 'importing'
  OR EXISTS (SELECT 1 FROM population_chunk WHERE population = NEW.population AND chunk = NEW.chunk AND list = NEW.list AND name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'a chunk is written once, before its population is sealed'); END;
CREATE TRIGGER population_chunk_update BEFORE UPDATE ON population_chunk
BEGIN SELECT RAISE(ABORT, 'a chunk never changes'); END;
CREATE TRIGGER population_chunk_delete BEFORE DELETE ON population_chunk
WHEN (SELECT status FROM population WHERE id = OLD.population) IS NOT 'importing'
BEGIN SELECT RAISE(ABORT, 'a sealed population never changes'); END;

-- Source rows that were refused, in the order in which they were found; see QuarantineRow.
CREATE TABLE quarantine (
  population TEXT NOT NULL REFERENCES population (id),
  seq        INTEGER NOT NULL CHECK (seq >= 0),
  file       TEXT NOT NULL CHECK (file IN ('units', 'members')),
  line       INTEGER NOT NULL CHECK (line >= 1),
  name       TEXT NOT NULL,
  reason     TEXT NOT NULL,
  expected   TEXT NOT NULL,
  raw        TEXT NOT NULL,
  PRIMARY KEY (population, seq)
) STRICT;

CREATE TRIGGER quarantine_insert BEFORE INSERT ON quarantine
WHEN (SELECT status FROM population WHERE id = NEW.population) IS NOT 'importing'
  OR EXISTS (SELECT 1 FROM quarantine WHERE population = NEW.population AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'a refused row is written once, before its population is sealed'); END;
CREATE TRIGGER quarantine_update BEFORE UPDATE ON quarantine
BEGIN SELECT RAISE(ABORT, 'a refused row never changes'); END;
CREATE TRIGGER quarantine_delete BEFORE DELETE ON quarantine
WHEN (SELECT status FROM population WHERE id = OLD.population) IS NOT 'importing'
BEGIN SELECT RAISE(ABORT, 'a sealed population never changes'); END;

-- What the units' salts are derived from. It never changes and may be erased; results then stay verifiable and no case can be disclosed.
CREATE TABLE population_secret (
  population TEXT NOT NULL PRIMARY KEY REFERENCES population (id),
  secret     BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

CREATE TRIGGER population_secret_insert BEFORE INSERT ON population_secret
WHEN (SELECT status FROM population WHERE id = NEW.population) IS NOT 'importing'
  OR EXISTS (SELECT 1 FROM population_secret WHERE population = NEW.population)
BEGIN SELECT RAISE(ABORT, 'a secret is made once, with its population'); END;
CREATE TRIGGER population_secret_update BEFORE UPDATE ON population_secret
BEGIN SELECT RAISE(ABORT, 'a secret never changes'); END;
