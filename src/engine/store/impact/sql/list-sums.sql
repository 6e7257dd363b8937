-- what the stored chunks of an impact run add to its figures
SELECT chunk, root, sha256, data FROM impact_chunk JOIN impact_sums USING (run, chunk) WHERE run = :run AND data IS NOT NULL ORDER BY chunk
