-- how many rows of a population were refused for which reason, most frequent first
SELECT file, name AS "column", reason, count(*) AS rows
FROM quarantine WHERE population = :population
GROUP BY file, name, reason ORDER BY rows DESC, file, name, reason LIMIT :limit
