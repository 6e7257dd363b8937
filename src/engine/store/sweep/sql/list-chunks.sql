-- what the stored chunks of a sweep add to its figures
SELECT chunk, sha256, data FROM sweep_chunk WHERE run = :run AND data IS NOT NULL ORDER BY chunk
