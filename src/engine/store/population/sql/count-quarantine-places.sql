-- how many rows of a population were refused where, most frequent first, without what stood there
SELECT file, name AS "column", expected, count(*) AS rows
FROM quarantine WHERE population = :population
GROUP BY file, name, expected ORDER BY rows DESC, file, name, expected LIMIT :limit
