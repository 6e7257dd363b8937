-- a table with a column whose values are worked out when they are read
SELECT t.name
FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
WHERE t.type = 'table' AND c.hidden <> 0
LIMIT 1
