-- triggers, as they were declared
SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' OR sql GLOB 'CREATE TRIGGER *'
