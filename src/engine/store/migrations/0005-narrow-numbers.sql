-- numbers whose numerators fit 32 bits are stored in 32 bits, codes of few texts in 8: further encodings, beside those that are there

-- SQLite changes no CHECK of a table that is there: each is made again, filled, and given its guards back.

CREATE TABLE population_chunk_next (
  population  TEXT NOT NULL REFERENCES population (id),
  chunk       INTEGER NOT NULL CHECK (chunk >= 0),
  list        TEXT NOT NULL,
  name        TEXT NOT NULL,
  rows        INTEGER NOT NULL CHECK (rows >= 0),
  encoding    TEXT NOT NULL CHECK (encoding IN ('i64', 'i32', 'u8', 'code', 'code8', 'days', 'text', 'offsets')),
  denominator TEXT NOT NULL,
  dictionary  TEXT,
  null_count  INTEGER NOT NULL CHECK (null_count BETWEEN 0 AND rows),
  min         TEXT,
  max         TEXT,
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  data        BLOB NOT NULL,
  UNIQUE (population, chunk, list, name)
) STRICT;

INSERT INTO population_chunk_next (population, chunk, list, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data)
SELECT population, chunk, list, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data
FROM population_chunk ORDER BY rowid;

DROP TABLE population_chunk;
ALTER TABLE population_chunk_next RENAME TO population_chunk;

CREATE TRIGGER population_chunk_insert BEFORE INSERT ON population_chunk
WHEN (SELECT status FROM population WHERE id = NEW.population) IS NOT 'importing'
  OR EXISTS (SELECT 1 FROM population_chunk WHERE population = NEW.population AND chunk = NEW.chunk AND list = NEW.list AND name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'a chunk is written once, before its population is sealed'); END;
CREATE TRIGGER population_chunk_update BEFORE UPDATE ON population_chunk
BEGIN SELECT RAISE(ABORT, 'a chunk never changes'); END;
CREATE TRIGGER population_chunk_delete BEFORE DELETE ON population_chunk
WHEN (SELECT status FROM population WHERE id = OLD.population) IS NOT 'importing'
BEGIN SELECT RAISE(ABORT, 'a sealed population never changes'); END;

CREATE TABLE impact_column_next (
  run         TEXT NOT NULL,
  chunk       INTEGER NOT NULL,
  side        INTEGER NOT NULL CHECK (side >= 0),
  position    INTEGER NOT NULL CHECK (position >= 0),
  name        TEXT NOT NULL,
  rows        INTEGER NOT NULL CHECK (rows > 0),
  encoding    TEXT NOT NULL CHECK (encoding IN ('i64', 'i32', 'code', 'code8', 'text')),
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

INSERT INTO impact_column_next (run, chunk, side, position, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data)
SELECT run, chunk, side, position, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data
FROM impact_column ORDER BY rowid;

DROP TABLE impact_column;
ALTER TABLE impact_column_next RENAME TO impact_column;

CREATE TRIGGER impact_column_insert BEFORE INSERT ON impact_column
WHEN EXISTS (SELECT 1 FROM impact_column WHERE run = NEW.run AND chunk = NEW.chunk AND side = NEW.side AND position = NEW.position)
  OR EXISTS (SELECT 1 FROM impact_result WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'a column of results is written once, before the result'); END;
CREATE TRIGGER impact_column_update BEFORE UPDATE ON impact_column
BEGIN SELECT RAISE(ABORT, 'impact_column is append-only'); END;
CREATE TRIGGER impact_column_delete BEFORE DELETE ON impact_column
BEGIN SELECT RAISE(ABORT, 'impact_column is append-only'); END;
