-- what chunks a population has, in the order of its fingerprint, without their bytes
SELECT chunk, list, name AS "column", rows, encoding, denominator, dictionary, null_count AS nullCount, min, max, sha256
FROM population_chunk
WHERE population = :population
ORDER BY chunk, list, name
