-- one column of one side of a chunk of results
SELECT chunk, name AS "column", rows, encoding, denominator, dictionary, null_count AS nullCount, min, max, sha256, data
FROM impact_column
WHERE run = :run AND chunk = :chunk AND side = :side AND position = :position
