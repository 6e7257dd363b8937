-- what is no plain table, index or trigger, by the text that SQLite itself gives a declaration
SELECT name
FROM sqlite_schema
WHERE sql IS NOT NULL
  AND sql NOT GLOB 'CREATE TABLE *'
  AND sql NOT GLOB 'CREATE INDEX *'
  AND sql NOT GLOB 'CREATE UNIQUE INDEX *'
  AND sql NOT GLOB 'CREATE TRIGGER *'
LIMIT 1
